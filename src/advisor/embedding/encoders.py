"""What every encoder gives."""

import re
from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with the number of texts done and the number of texts in all."""

WINDOW = 256
"""Tokens of a text, at most, that reach its vector."""


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The tokens of a text, as far as the window reaches."""

    spans: list[tuple[int, int]]
    """Characters of the text that each token covers."""
    vectors: Vectors
    """Shape ``(tokens, dimension)``; the context of the whole text is in them."""
    lower: npt.NDArray[np.float16] | None = None
    """What the model's lower layers make of the tokens, special ones included, where they can be
    read together with those of another text."""


class Encoder(Embeddings):
    """A LangChain ``Embeddings`` that also says what it is and how it counts."""

    name: str
    """For people."""
    fingerprint: str
    """Equal fingerprints promise equal vectors; known without loading the model."""

    @property
    def window(self) -> int:
        """Tokens of a text that reach its vector, special tokens included."""
        return WINDOW

    @abstractmethod
    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors, shape ``(len(texts), dimension)``.

        Raises:
            ModelUnavailable: the model cannot be loaded.
        """

    def encode_tokens(self, texts: Sequence[str]) -> list["TokenVectors"]:
        """Unit vectors of the tokens of each text, special tokens aside.

        Raises:
            ModelUnavailable: the model cannot be loaded.
        """
        found = []
        for text in texts:  # words by themselves, where a model gives no vectors of its tokens
            words = list(re.finditer(r"\S+", text))
            found.append(
                TokenVectors([w.span() for w in words], self.encode([w.group() for w in words]))
            )
        return found

    @abstractmethod
    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of tokens of each whole text, special tokens aside."""

    def rarity(self, word: str) -> float:
        """How rare the word is in general, from 0 (every day) to 1; 1 if the model cannot tell."""
        return 1.0

    def understands(self, text: str) -> bool:
        """Whether the model was trained on the script of the text."""
        return True

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors as lists, the LangChain way."""
        vectors: list[list[float]] = self.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Unit vector of a question, the LangChain way."""
        return self.embed_documents([text])[0]
