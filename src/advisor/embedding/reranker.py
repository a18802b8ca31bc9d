"""A cross-encoder that reads question and passage together: slower than vectors, and more exact."""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from advisor.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker:
    """Any sentence-transformers cross-encoder with one output; never fetched from a hub."""

    def __init__(self, name: str) -> None:
        """Remember the name or folder; nothing is loaded yet."""
        self.name = name

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the question, in [0, 1].

        Raises:
            ModelUnavailable: the model cannot be loaded, or gives more than one score a pair.
        """
        pairs = [(question, text) for text in texts]
        if not pairs:
            return []
        from torch.nn import Sigmoid

        found = self._model.predict(pairs, activation_fn=Sigmoid(), show_progress_bar=False)
        return [float(score) for score in found]

    @functools.cached_property
    def _model(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        hint = "Name a cross-encoder on this machine in ADVISOR_RERANKER, or leave it empty."
        try:
            model: CrossEncoder = CrossEncoder(self.name, device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise ModelUnavailable(
                f"The reranker {self.name} is not on this machine", hint=hint
            ) from error
        if model.num_labels != 1:
            raise ModelUnavailable(
                f"The reranker {self.name} gives {model.num_labels} scores a pair, not one",
                hint=hint,
            )
        return model
