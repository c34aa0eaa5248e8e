"""The intent classifier: counts of words and pieces of words, then a linear machine.

One component instead of Rasa's featurizers and classifier: they make features for every
word, which nothing here needs, and took many times as long to train on the same counts
(benchmarks/understanding has the table).
"""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from meaning.model import Model, fit
from meaning.model import load as load_model
from meaning.model import save as save_model
from meaning.speech import fold

FILE = "model.npz"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class SpeechClassifier(GraphComponent):
    """Ranks all intents for the folded words of a message."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Model | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, model_storage, resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C` is the inverse strength of regularization."""
        return {"C": 1.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003  Rasa's protocol
    ) -> "SpeechClassifier":
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003  Rasa's protocol
        **_: Any,
    ) -> "SpeechClassifier":
        """The trained classifier of a model file."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, load_model(folder / FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples that have an intent."""
        examples = training_data.intent_examples
        self._model = fit(
            [fold(example.get("text")) for example in examples],
            [example.get("intent") for example in examples],
            self._config["C"],
        )
        with self._storage.write_to(self._resource) as folder:
            save_model(self._model, folder / FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing that later components would need."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and full ranking of each message."""
        if self._model is None:
            raise RuntimeError("the classifier is not trained")
        for message in messages:
            chances = self._model.chances(fold(message.get("text") or "")).tolist()
            pairs = zip(chances, self._model.names, strict=True)
            ranking = [
                {"name": name, "confidence": chance}
                for chance, name in sorted(pairs, reverse=True)
            ]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages
