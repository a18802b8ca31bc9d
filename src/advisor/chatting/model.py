"""A chat model of any provider, through LangChain; it may be slow, wrong, endless or gone."""

import functools
import logging
import os
import queue
import re
import threading
import time
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

from advisor.errors import ChatFailed, ModelUnavailable
from advisor.prompts import Message
from advisor.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_log = logging.getLogger(__name__)
_TOKENS = 2000
"""Tokens a model is asked to stop at: a few hundred for the six sentences, the rest to think."""
_CHARACTERS = 8000
"""Characters after which a model counts as endless, whatever it was asked."""
_LAST = {"openai": "finish_reason", "anthropic": "stop_reason", "ollama": "done_reason"}
"""What the last piece of a whole answer says, by provider; others are taken at their word."""
_PACKAGE = re.compile(r"pip install (?:-U )?[`'\"]?([\w.\[\]-]+)")


class ChatModel:
    """A chat model by name; nothing is imported, and no server is asked, before the first use."""

    def __init__(
        self,
        name: str,
        *,
        base_url: str = "",
        seconds: float = 60.0,
        model: "BaseChatModel | None" = None,
    ) -> None:
        """Remember what to open.

        Args:
            name: ``provider:model``, as LangChain's ``init_chat_model`` takes it.
            base_url: of a server that speaks the provider's protocol; empty for the provider's.
            seconds: longest time for one answer.
            model: an opened model, to be used instead.
        """
        self.name = name
        self._base_url = base_url
        self._seconds = seconds
        self._given = model

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The answer piece by piece; closing the iterator ends the request.

        Raises:
            ModelUnavailable: the model cannot be opened: a package or a key is missing.
            ChatFailed: the server does not answer, refuses, stops in the middle, takes too long or
                goes on without end.
        """
        model = self._model  # opened here, where an error reaches the caller
        pieces: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
        stopped = threading.Event()
        threading.Thread(
            target=self._read, args=(model, messages, pieces, stopped), name="chat", daemon=True
        ).start()
        deadline = time.monotonic() + self._seconds
        read = 0
        try:
            while (piece := self._next(pieces, deadline)) is not None:
                if isinstance(piece, BaseException):
                    _log.warning("%s failed: %s", self.name, piece)
                    raise ChatFailed(self._said(f"{_described(piece)}"), hint=_HINT) from piece
                read += len(piece)
                if read > _CHARACTERS:
                    raise ChatFailed(self._said("went on without end"), hint=_HINT)
                yield piece
        finally:
            stopped.set()

    def probe(self) -> None:
        """Ask for a word.

        Raises:
            ModelUnavailable, ChatFailed: as ``stream``; also where nothing comes back.
        """
        pieces = self.stream([("human", "Say: ready")])
        if not any(piece.strip() for piece in pieces):
            raise ChatFailed(self._said("answers with nothing"), hint=_HINT)

    def _read(
        self,
        model: "BaseChatModel",
        messages: Sequence[Message],
        pieces: "queue.SimpleQueue[str | BaseException | None]",
        stopped: threading.Event,
    ) -> None:
        """Put every piece, then None or what went wrong; in a thread, because it may hang."""
        last = _LAST.get(self._provider)
        read, ended = 0, last is None
        try:
            stream = model.stream(list(messages))
            for chunk in stream:
                ended = ended or bool(chunk.response_metadata.get(last))
                read += len(chunk.text)
                pieces.put(str(chunk.text))
                if stopped.is_set() or read > _CHARACTERS:
                    getattr(stream, "close", _nothing)()  # ends the request
                    break
            pieces.put(None if ended else ConnectionError("the stream ended in the middle"))
        except Exception as error:  # noqa: BLE001 - every provider has errors of its own
            pieces.put(error)

    def _next(
        self, pieces: "queue.SimpleQueue[str | BaseException | None]", deadline: float
    ) -> str | BaseException | None:
        try:
            left = deadline - time.monotonic()
            if left <= 0:
                raise queue.Empty
            return pieces.get(timeout=left)
        except queue.Empty as late:
            problem = f"took longer than {self._seconds:g} seconds"
            raise ChatFailed(self._said(problem), hint=_HINT) from late

    @property
    def _provider(self) -> str:
        return self.name.partition(":")[0]

    def _said(self, problem: str) -> str:
        return f"The chat model {self.name} {problem}"

    @functools.cached_property
    def _model(self) -> "BaseChatModel":
        return self._given or self._opened()

    def _opened(self) -> "BaseChatModel":
        from langchain.chat_models import (
            init_chat_model,
        )  # takes a second, and only chatting needs it

        try:
            opened: BaseChatModel = init_chat_model(self.name, **self._options())
        except ImportError as error:
            found = _PACKAGE.search(str(error))
            package = found[1] if found else f"langchain-{self._provider.replace('_', '-')}"
            raise ModelUnavailable(
                self._said("needs a package that is not installed"),
                hint=f"Install it: pip install {package}",
            ) from error
        except Exception as error:  # every provider has errors of its own
            raise ModelUnavailable(
                self._said(f"cannot be opened: {_first_line(error)}"),
                hint="Look at ADVISOR_CHAT_MODEL (provider:model) and the provider's API key.",
            ) from error
        return opened

    def _options(self) -> dict[str, Any]:
        """What the package takes; the newest models of some providers refuse a temperature."""
        at = {"base_url": self._base_url} if self._base_url else {}
        if self._provider == "ollama":
            limits = {"num_predict": _TOKENS, "client_kwargs": {"timeout": self._seconds}}
            return {"temperature": 0, **limits, **at}
        options = {"timeout": self._seconds, "max_retries": 1, "max_tokens": _TOKENS, **at}
        if at and self._provider == "openai":
            options["temperature"] = 0
            options["api_key"] = os.environ.get("OPENAI_API_KEY") or "none"
        return options


def chat_model(settings: Settings) -> ChatModel | None:
    """The chat model of the settings; None where answers are to be extractive."""
    if not settings.chat_model:
        return None
    return ChatModel(
        settings.chat_model, base_url=settings.chat_base_url, seconds=settings.chat_seconds
    )


_HINT = "Look at ADVISOR_CHAT_MODEL, ADVISOR_CHAT_BASE_URL and the server; advisor doctor tries it."


def _nothing() -> None:
    pass


def _described(error: BaseException) -> str:
    """What went wrong, in words for a reader; the log has the rest."""
    status = getattr(error, "status_code", None)
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) and len(chain) < 8:
        chain.append(cause)
    kinds = " ".join(type(one).__name__ for one in chain).lower()
    if status == 429 or "ratelimit" in kinds:
        return "is busy: its rate limit is reached"
    if status in (401, 403) or "authentication" in kinds or "permission" in kinds:
        return "refused the key"
    if "timeout" in kinds:
        return "did not answer in time"
    if "connect" in kinds or "protocol" in kinds or "readerror" in kinds:
        return "cannot be reached, or broke off"
    return f"failed ({type(error).__name__}{f', status {status}' if status else ''})"


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
