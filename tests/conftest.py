"""Shared parts: a tiny encoder, a small corpus, and no network beyond this machine."""

import hashlib
import os
import re
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from advisor import Advisor, Settings
from advisor.embedding import Encoder, Progress, TokenVectors, Vectors
from advisor.text import terms

REPOSITORY = Path(__file__).parent.parent
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class FakeEncoder(Encoder):
    """Hashes search terms into 64 dimensions: the same words, the same vector. Counts its work."""

    name = "fake"
    fingerprint = "fake:1"

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.encoded.extend(texts)
        vectors = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in enumerate(texts):
            for term in terms(text) or ["?"]:
                digest = hashlib.sha256(term.encode()).digest()
                vectors[row, digest[0] % 64] += 1 if digest[1] % 2 else -1
                vectors[row, digest[2] % 64] += 1
            vectors[row] /= np.linalg.norm(vectors[row]) or 1
        return vectors

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The same word, the same vector; two words hardly resemble each other."""
        found = []
        for text in texts:
            words = list(re.finditer(r"\w+", text.lower()))
            vectors = np.zeros((len(words), 64), dtype=np.float32)
            for row, word in enumerate(words):
                stem = (terms(word.group()) or [word.group()])[0]
                seed = hashlib.sha256(stem.encode()).digest()
                vectors[row] = np.random.default_rng(list(seed)).normal(size=64)
                vectors[row] /= np.linalg.norm(vectors[row])
            found.append(TokenVectors([word.span() for word in words], vectors))
        return found

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def understands(self, text: str) -> bool:
        return all(ord(character) < 0x2000 for character in text)


MILL = """---
title: The mill that counted
author: A. Miller
date: 2020-05-01
tags: [mills, measuring]
questions: ["How did the mill cut its losses?"]
---
# The mill that counted

The mill in Lodz counted its sacks by hand until 1998. A clerk wrote every sack into a ledger.

## Counting by machine cut the losses

The mill bought a counting machine in 1999 for 4,000 zloty. Losses fell from nine sacks in a
hundred to two within a year.[^1] The owner kept the clerk, who now visits customers.

The machine needed three things:

- a dry room with a door that locks
- a clerk who reads the counter every evening
- an owner who looks at the number on Monday

[^1]: Annual report of the mill, 2000.
"""

BAKERY = """# Why the bakery closed its shop

The bakery on Canal Street closed its shop in 2015 and sold bread by subscription only.

Subscription means that a customer pays once a month and bread comes every morning. Most
customers stayed for more than two years.
"""


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine, and every setting of the developer's."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:  # noqa: ANN401
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    for name in os.environ:
        if name.startswith("ADVISOR_") and name != "ADVISOR_CACHE_DIR":
            monkeypatch.delenv(name)


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of two small essays."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "mill.md").write_text(MILL, encoding="utf-8")
    (folder / "bakery.md").write_text(BAKERY, encoding="utf-8")
    return folder


@pytest.fixture
def advisor(tmp_path: Path, corpus: Path, fake_encoder: FakeEncoder) -> Advisor:
    """An advisor over the small corpus with the fake encoder; nothing is ingested yet."""
    settings = Settings(corpus_dir=corpus, index_dir=tmp_path / "index")
    return Advisor(settings, fake_encoder)


@pytest.fixture(scope="session")
def real_advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    """The shipped essays with the bundled model and real Chroma, ingested."""
    settings = Settings(
        corpus_dir=REPOSITORY / "corpus", index_dir=tmp_path_factory.mktemp("index")
    )
    advisor = Advisor.from_settings(settings)
    advisor.sync()
    return advisor
