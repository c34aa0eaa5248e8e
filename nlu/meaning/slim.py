"""Let Rasa start without the heavy libraries that it imports and we never use.

Rasa imports TensorFlow, cloud, queue and chat clients at start. They are left out of the
environment (`override-dependencies` in pyproject.toml); `install` answers the imports
with stand-ins that can be subclassed, caught and named, and that do nothing. A real
package always wins over its stand-in, so the same code runs in the stock environment.

Import this module and call `install()` before the first import of `rasa`.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

LEFT_OUT = frozenset(
    {
        "absl",
        "aio_pika",
        "aiogram",
        "aiormq",
        "boto3",
        "botocore",
        "coloredlogs",
        "colorhash",
        "confluent_kafka",
        "fbmessenger",
        "google",
        "keras",
        "matplotlib",
        "mattermostwrapper",
        "psycopg2",
        "pydot",
        "pymongo",
        "redis",
        "rocketchat_API",
        "sanic_cors",
        "sanic_jwt",
        "sklearn_crfsuite",
        "slack_sdk",
        "socketio",
        "tensorflow",
        "tensorflow_hub",
        "tensorflow_text",
        "twilio",
        "ujson",
        "webexteamssdk",
    }
)
"""Top-level modules of the packages that the environment does not install."""

QUIET = {
    "OMP_NUM_THREADS": "1",  # one core is not ours to spin on
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
}
"""Environment of the process, set where the caller has not."""


class _Naming(type):
    """Attributes of a stand-in class are stand-in classes."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _absent(name)


class Absent(Exception, metaclass=_Naming):  # noqa: N818  nothing raises it
    """Base, annotation, decorator or `except` clause of something not installed.

    An Exception because `except redis.ConnectionError` needs one.
    """

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__()

    def __call__(self, *args: Any, **_: Any) -> Any:
        """As a decorator, leave what it decorates as it is."""
        return args[0] if args else self


def _absent(name: str) -> type[Absent]:
    """A class of its own for every name, so that two can be bases of one class."""
    return _Naming(name, (Absent,), {})


class _StandIn(ModuleType):
    """A module that has every attribute."""

    __path__: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _absent(name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers, after all real finders have not, for the modules of `LEFT_OUT`."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002  the protocol's
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".", maxsplit=1)[0] not in LEFT_OUT:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def install() -> None:
    """Make `import rasa` work and quiet in this process; safe to call twice."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.append(_Finder())
