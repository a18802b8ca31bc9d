"""The providers of the README, through their own packages, against servers on loopback.

Each server speaks its provider's protocol as far as a streamed answer needs it.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from advisor import ChatFailed
from advisor.chatting import ChatModel

TEXT = "The platform takes its commission. The restaurant keeps the guests, and their names."
NAMES = ["anthropic:claude-sonnet-5-5", "ollama:qwen3", "openai:local"]


def anthropic_lines(words: list[str]) -> Iterator[str]:
    """Server-sent events of a message, the words one by one."""
    message = {"id": "m", "type": "message", "role": "assistant", "model": "m", "content": []}
    usage = {"usage": {"input_tokens": 1, "output_tokens": 1}}
    stop = {"stop_reason": "end_turn", "stop_sequence": None}
    start = {"message": message | usage | {"stop_reason": None, "stop_sequence": None}}
    events: list[tuple[str, dict[str, Any]]] = [
        ("message_start", start),
        ("content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}}),
        *(
            ("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": word}})
            for word in words
        ),
        ("content_block_stop", {"index": 0}),
        ("message_delta", {"delta": stop} | usage),
        ("message_stop", {}),
    ]
    for name, values in events:
        yield f"event: {name}\ndata: {json.dumps({'type': name} | values)}\n\n"


def ollama_lines(words: list[str]) -> Iterator[str]:
    """Lines of JSON, the words one by one."""
    rows: list[dict[str, Any]] = [
        {"message": {"role": "assistant", "content": word}, "done": False} for word in words
    ]
    last = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"}
    for row in [*rows, last]:
        yield json.dumps({"model": "m", "created_at": "2026-01-01T00:00:00Z"} | row) + "\n"


def openai_lines(words: list[str]) -> Iterator[str]:
    """Server-sent events of a completion, the words one by one."""
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    for word in words:
        choice = {"index": 0, "delta": {"content": word}, "finish_reason": None}
        yield f"data: {json.dumps(head | {'choices': [choice]})}\n\n"
    choice = {"index": 0, "delta": {}, "finish_reason": "stop"}
    yield f"data: {json.dumps(head | {'choices': [choice]})}\n\n"
    yield "data: [DONE]\n\n"


LINES = {
    "/v1/messages": anthropic_lines,
    "/api/chat": ollama_lines,
    "/chat/completions": openai_lines,
}


@contextmanager
def server(*, lines: int | None = None, status: int = 200) -> Iterator[tuple[str, list[Any]]]:
    """Address of a server of all three protocols, and what it was asked.

    Args:
        lines: of the answer; after so many the connection is cut.
        status: of the answer; another than 200 has no text.
    """
    asked: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(status)
            stream = "application/x-ndjson" if "/api/" in self.path else "text/event-stream"
            self.send_header("content-type", stream if status == 200 else "application/json")
            self.end_headers()
            words = [f"{word} " for word in TEXT.split()]
            told = list(LINES[self.path](words)) if status == 200 else ['{"error": "no"}']
            self.wfile.write("".join(told[:lines]).encode())

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        found.daemon_threads = True
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_address[1]}", asked
        found.shutdown()


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "of a test")


def write(name: str, address: str) -> str:
    """What the model writes."""
    chat = ChatModel(name, base_url=address, seconds=20)
    return "".join(chat.stream([("system", "Be brief."), ("human", "Who keeps the guests?")]))


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_streamed(name: str) -> None:
    with server() as (address, asked):
        assert write(name, address).strip() == TEXT
    sent = json.dumps(asked)
    assert "Be brief." in sent
    assert "Who keeps the guests?" in sent
    assert name.partition(":")[2] in sent


@pytest.mark.parametrize("name", NAMES)
def test_the_model_is_asked_to_stop_and_not_to_vary(name: str) -> None:
    with server() as (address, asked):
        write(name, address)
    [body] = asked
    limits = body | body.get("options", {})
    most = [limits.get(k) for k in ("max_tokens", "max_completion_tokens", "num_predict")]
    assert most.count(2000) == 1
    assert limits.get("temperature") == (None if name.startswith("anthropic") else 0)


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_that_breaks_off_is_no_answer(name: str) -> None:
    with server(lines=8) as (address, _), pytest.raises(ChatFailed, match="broke off"):
        write(name, address)


@pytest.mark.parametrize(
    ("status", "said"), [(429, "rate limit"), (401, "refused the key"), (500, "failed")]
)
@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_is_told(name: str, status: int, said: str) -> None:
    with server(status=status) as (address, _), pytest.raises(ChatFailed, match=said):
        write(name, address)
