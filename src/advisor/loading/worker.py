"""Parsers of binary formats in a process of their own, so that no file can stop the run.

The worker is started with the first file that needs it and serves all that follow. A file that
takes too long, needs too much memory or crashes the parser costs the worker; the next file gets a
new one. Requests and replies are pickled, length first, over the worker's standard streams.
"""

import contextlib
import importlib.util
import os
import pickle
import struct
import subprocess
import sys
import threading
from types import TracebackType
from typing import IO, Any

from advisor.errors import EssayError
from advisor.loading.formats import PARSERS, Document, Limits

_MEMORY = 1_200 * 1024 * 1024  # address space of the worker, libraries included
_LENGTH = struct.Struct(">Q")
_COMMAND = [sys.executable, "-m", "advisor.loading.worker"]


class Worker:
    """Runs the parsers; one file at a time, ended with the ``with`` block."""

    def __init__(self, limits: Limits) -> None:
        """Remember the limits; no process is started yet."""
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Worker":
        """The worker itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self._end()

    @property
    def process_id(self) -> int | None:
        """Of the process that runs the parsers; None while there is none."""
        return self._process.pid if self._process else None

    def parse(self, suffix: str, raw: bytes) -> Document:
        """The document of the file's bytes.

        Args:
            suffix: of the file, lower case; a key of ``PARSERS``.
            raw: content of the file.

        Raises:
            EssayError: it cannot be read, or not within the limits.
        """
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        overdue = threading.Event()

        def stop() -> None:
            overdue.set()
            process.kill()

        timer = threading.Timer(self.limits.seconds, stop)
        timer.start()
        try:
            _send(process.stdin, (suffix, raw, self.limits))
            reply = _receive(process.stdout)
        except (OSError, EOFError) as error:
            code = self._end()
            if overdue.is_set():
                raise EssayError(
                    f"took more than {self.limits.seconds} s to read (ADVISOR_MAX_SECONDS)",
                    hint="Simplify or split the file, or raise the limit.",
                ) from error
            raise EssayError(
                f"crashed its parser (exit code {code})",
                hint="Open the file in its own program and save it anew.",
            ) from error
        finally:
            timer.cancel()
        if isinstance(reply, EssayError):
            raise reply
        assert isinstance(reply, Document)
        return reply

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                _COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        return self._process

    def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        with contextlib.suppress(OSError), process:
            process.kill()
        return process.returncode


def _serve() -> None:
    """Answer requests until the other side hangs up."""
    requests = sys.stdin.buffer
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no reply
    _limit_memory()
    with contextlib.suppress(EOFError):
        while True:
            suffix, raw, limits = _receive(requests)
            reply: Document | EssayError
            try:
                reply = PARSERS[suffix](raw, limits)
            except EssayError as error:
                reply = error
            except MemoryError:
                reply = EssayError(
                    "needs too much memory", hint="Split the file, or save it as text."
                )
            _send(replies, reply)


def _limit_memory() -> None:
    if importlib.util.find_spec("resource"):  # not on Windows
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _send(stream: IO[bytes], message: object) -> None:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:  # noqa: ANN401 - a request or a reply
    return pickle.loads(_read(stream, _LENGTH.unpack(_read(stream, _LENGTH.size))[0]))


def _read(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content


if __name__ == "__main__":
    _serve()
