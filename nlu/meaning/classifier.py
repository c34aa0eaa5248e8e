"""The intent classifier: word and letter counts, then logistic regression.

One component instead of Rasa's featurizers and classifier: they make features for every
word, which nothing here needs, and took 111 s to train on the same features what this
component trains in 45 s (benchmarks/understanding has the table).
"""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from meaning.model import Model, build
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
        return {"C": 10.0, "max_iter": 100}

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
        self._model = build(self._config["C"], self._config["max_iter"])
        self._model.fit(
            [fold(example.get("text")) for example in examples],
            [example.get("intent") for example in examples],
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
        found = self._model.predict_proba([fold(one.get("text") or "") for one in messages])
        for message, chances in zip(messages, found, strict=True):
            pairs = zip(self._model.classes_, chances, strict=True)
            ranking = sorted(
                ({"name": str(name), "confidence": float(value)} for name, value in pairs),
                key=lambda row: -row["confidence"],
            )
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages
