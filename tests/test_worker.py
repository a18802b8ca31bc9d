"""The worker process: whatever a parser does, the run goes on."""

import contextlib
import os
import pickle
import signal
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.errors import EssayError
from advisor.loading import Limits, Worker
from advisor.loading.formats import Document

HTML = b"<html><body><article><h1>The mill</h1><p>The mill counted its sacks by hand.</p>"


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(Limits(seconds=20)) as worker:
        yield worker


@pytest.fixture
def misbehaving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """A worker whose parser does what the file says."""
    script = """
        import os, sys, time
        from advisor.loading import formats, worker
        def parse(raw, limits):
            exec(raw)
            return formats.Document(text="done")
        worker.PARSERS = {".html": parse}
        worker._serve()
    """
    (tmp_path / "odd.py").write_text(textwrap.dedent(script), encoding="utf-8")
    monkeypatch.setattr(
        "advisor.loading.worker._COMMAND", [sys.executable, str(tmp_path / "odd.py")]
    )
    with Worker(Limits(seconds=12)) as worker:
        yield worker


def test_a_document_comes_back_and_the_process_is_used_again(worker: Worker) -> None:
    assert "counted its sacks" in worker.parse(".html", HTML).text
    first = worker.process_id
    worker.parse(".html", HTML)
    assert worker.process_id == first


def test_a_parser_refuses_with_its_own_reason(worker: Worker) -> None:
    with pytest.raises(EssayError) as error:
        worker.parse(".pdf", b"no PDF at all")
    assert error.value.hint


def test_no_process_is_started_before_it_is_needed() -> None:
    with Worker(Limits()) as worker:
        assert worker.process_id is None


def test_the_process_ends_with_the_block() -> None:
    with Worker(Limits()) as worker:
        worker.parse(".html", HTML)
        process = worker.process_id
    assert process
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        ("time.sleep(60)", "took more than 12 s"),
        ("while True: pass", "took more than 12 s"),
        ("os.kill(os.getpid(), 11)", "crashed its parser"),
        ("os._exit(7)", "crashed its parser"),
        ("raise KeyError('odd')", "crashed its parser"),
        ("bytearray(3_000_000_000)", "too much memory"),
    ],
)
def test_a_file_that_breaks_the_parser_is_named_and_the_next_one_is_read(
    misbehaving: Worker, behaviour: str, reason: str
) -> None:
    with pytest.raises(EssayError, match=reason) as error:
        misbehaving.parse(".html", behaviour.encode())
    assert error.value.hint
    assert misbehaving.parse(".html", b"") == Document(text="done")


def test_what_a_library_prints_is_no_reply(misbehaving: Worker) -> None:
    assert misbehaving.parse(".html", b"print('hello'); os.write(1, b'noise')").text == "done"


def test_a_killed_worker_is_replaced(worker: Worker) -> None:
    worker.parse(".html", HTML)
    assert worker.process_id
    os.kill(worker.process_id, signal.SIGKILL)
    with contextlib.suppress(EssayError):  # it may be found dead before or in the middle
        worker.parse(".html", HTML)
    assert "sacks" in worker.parse(".html", HTML).text


def test_an_error_survives_the_way_between_the_processes() -> None:
    there = pickle.dumps(EssayError("has no text layer", hint="Run OCR over it."))
    back = pickle.loads(there)
    assert (str(back), back.hint) == ("has no text layer", "Run OCR over it.")
