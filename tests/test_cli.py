"""The command line: output, JSON and exit codes."""

import dataclasses
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FakeEncoder

import advisor.advisor as module
from advisor import (
    Answer,
    Assessment,
    Essay,
    Finding,
    Hit,
    Status,
    SyncReport,
    Verification,
    embedding,
)
from advisor.cli import main

Run = Callable[..., tuple[int, str, str]]
"""From arguments to exit code, stdout and stderr."""


@pytest.fixture
def run(
    corpus: Path,
    tmp_path: Path,
    fake_encoder: FakeEncoder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    monkeypatch.setattr(module, "encoder", lambda *_: fake_encoder)
    monkeypatch.setenv("ADVISOR_CORPUS_DIR", str(corpus))
    monkeypatch.setenv("ADVISOR_INDEX_DIR", str(tmp_path / "index"))

    def invoke(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["advisor", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return invoke


def names(cls: type) -> set[str]:
    return {field.name for field in dataclasses.fields(cls)}


def test_ingest_twice_says_unchanged_and_embeds_nothing(run: Run) -> None:
    code, out, _ = run("ingest")
    assert (code, "2 added" in out) == (0, True)
    code, out, _ = run("ingest", "--json")
    report = json.loads(out)
    assert set(report) == names(SyncReport)
    assert report["unchanged"] == ["bakery.md", "mill.md"]
    assert report["passages_embedded"] == 0


def test_a_failed_essay_is_named_and_ends_with_3(run: Run, corpus: Path) -> None:
    (corpus / "bad.md").write_bytes("the mill of Łód…".encode()[:-1])
    (corpus / "slides.pptx").write_bytes(b"x")
    code, out, _ = run("ingest")
    assert code == 3
    assert "failed: bad.md: not" in out
    assert "skipped: slides.pptx" in out
    assert "2 added" in out


def test_lint_names_file_line_and_rule_and_ends_with_3(run: Run, corpus: Path) -> None:
    (corpus / "mill.md").write_text("# The mill\n\nThe mill counts.\n", encoding="utf-8")
    assert run("lint") == (0, "nothing to mend\n", "")
    assert json.loads(run("lint", "--json")[1]) == []
    (corpus / "mill.md").write_text("# The mill\n\nThis mill counts.\n", encoding="utf-8")
    code, out, _ = run("lint")
    assert code == 3
    assert f"{corpus / 'mill.md'}:3: opening: " in out
    assert out.endswith("\n1 finding\n")
    code, out, _ = run("lint", "--json")
    assert code == 3
    assert [set(finding) for finding in json.loads(out)] == [names(Finding)]
    assert not (corpus.parent / "index").exists()


def test_ask_builds_a_missing_index_and_says_so_on_stderr(run: Run) -> None:
    code, out, err = run("ask", "How did the mill cut its losses?", "--json")
    assert code == 0
    assert "building it" in err
    found = json.loads(out)
    assert set(found) == names(Answer)
    assert found["citations"][0]["quote"]


def test_ask_prints_the_answer_with_its_sources(run: Run) -> None:
    _, out, _ = run("ask", "When did the bakery close its shop?")
    assert "[1] Why the bakery closed its shop" in out
    assert "bakery.md, characters" in out
    assert "Confidence" in out


@pytest.mark.parametrize("query", ["工厂", "", "🍞"])
def test_a_search_that_finds_nothing_says_so(run: Run, query: str) -> None:
    run("ingest")
    code, out, err = run("search", query)
    assert (code, out) == (0, "")
    assert "No passage" in err


def test_a_chinese_question_on_english_essays_is_told_why(run: Run) -> None:
    code, out, _ = run("ask", "什么是工厂？")
    assert code == 0
    assert "请用文章的语言提问" in out


def test_an_abstention_is_a_normal_answer(run: Run) -> None:
    code, out, _ = run("ask", "Who sells gaskets in Ghana?")
    assert code == 0
    assert "do not cover" in out


@pytest.mark.parametrize("command", [("search", "mill"), ("essays",), ("status",), ("verify",)])
def test_reading_without_an_index_ends_with_4_and_a_hint(
    run: Run,
    command: tuple[str, ...],
) -> None:
    code, out, err = run(*command)
    assert (code, out) == (4, "")
    assert "advisor ingest" in err


def test_search_essays_status_and_verify(run: Run) -> None:
    run("ingest")
    hits = json.loads(run("search", "counting machine", "-k", "2", "--json")[1])
    assert len(hits) == 2
    assert set(hits[0]) == names(Hit)
    assert "Counting by machine" in run("search", "counting machine", "-k", "1")[1]
    listed = json.loads(run("essays", "--json")[1])
    assert [set(essay) for essay in listed] == [names(Essay)] * 2
    assert "The mill" in run("essays")[1]
    assert set(json.loads(run("status", "--json")[1])) == names(Status)
    assert "2 added" in run("status")[1]
    assert set(json.loads(run("verify", "--json")[1])) == names(Verification)
    assert "no problem" in run("verify")[1]


def test_verify_ends_with_4_when_a_file_changed(run: Run, corpus: Path) -> None:
    run("ingest")
    (corpus / "mill.md").write_text("# Other\n\nQuite another text about it.\n", encoding="utf-8")
    code, out, _ = run("verify")
    assert code == 4
    assert "mill.md: changed" in out


@pytest.mark.parametrize("arguments", [("ask",), ("frobnicate",), ("search", "x", "-k", "0")])
def test_wrong_usage_ends_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_a_missing_corpus_ends_with_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_CORPUS_DIR", "nowhere")
    code, _, err = run("ingest")
    assert code == 2
    assert "nowhere" in err


def test_markup_in_a_question_is_printed_as_it_is(run: Run) -> None:
    assert run("ask", "[bold]Who sells gaskets[/bold] [/]")[0] == 0


def test_doctor_says_what_works(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _ = run("doctor")
    assert code == 0
    for word in ("all-MiniLM-L6-v2", "checked", "2 essays", "advisor ingest", "BM25 alone"):
        assert word in out.replace("\n", " ")
    run("ingest")
    checks = {check["name"]: check for check in json.loads(run("doctor", "--json")[1])}
    assert "2 essays" in checks["Index"]["detail"]
    assert {check["state"] for check in checks.values()} <= {"ok", "degraded"}


def test_doctor_fails_on_other_weights(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.cli.diagnosis.bundled_sha256", lambda: "0" * 64)
    code, out, _ = run("doctor")
    assert code == 5
    assert "FAILED" in out


def test_doctor_names_a_missing_corpus_and_another_model(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("ADVISOR_CORPUS_DIR", "nowhere")
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path))
    code, out, _ = run("doctor")
    assert code == 2
    assert "not made yet" in out.replace("\n", " ")
    monkeypatch.setenv("ADVISOR_EMBEDDING_MODEL", "some/model")
    assert "some/model" in run("doctor")[1]


def test_an_unavailable_model_ends_with_5(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "encoder", embedding.encoder)
    monkeypatch.setenv("ADVISOR_EMBEDDING_MODEL", "no/such-model")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    code, _, err = run("ingest")
    assert code == 5
    assert "no/such-model" in err


def test_serve_ingests_and_announces(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import advisor.ui

    served: list[tuple[int, int]] = []

    def serve(advisor: module.Advisor, announce: Callable[[str], None]) -> None:
        served.append((advisor.settings.port, len(advisor.essays())))
        announce("http://127.0.0.1:1/")

    monkeypatch.setattr(advisor.ui, "serve", serve)
    code, out, _ = run("serve", "--port", "0")
    assert code == 0
    assert served == [(0, 2)]
    assert "http://127.0.0.1:1/" in out


def test_an_index_folder_that_is_a_file_ends_with_4(run: Run, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("no folder", encoding="utf-8")
    code, _, err = run("ingest")
    assert code == 4
    assert "cannot be written" in err
    assert "ADVISOR_INDEX_DIR" in err


RESTAURANT = "1,2,5,1,1,5,2,4,1,4,1,5"


def test_assess_takes_numbers_or_a_file(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("assess", "--answers", RESTAURANT, "--json")
    found = json.loads(out)
    assert (code, set(found)) == (0, names(Assessment))
    assert found["verdict"] == "+Internet"
    file = tmp_path / "answers.json"
    for held in (found, found["answers"]):
        file.write_text(json.dumps(held), encoding="utf-8")
        assert json.loads(run("assess", "--answers", str(file), "--json")[1]) == found
    _, out, _ = run("assess", "--answers", RESTAURANT)
    assert "Verdict: +Internet." in out
    assert "are not in the library" in out


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("1,2", "2 answers for 12"),
        ("x" + RESTAURANT[1:], "Answer 1 is 'x'"),
        ("no.json", "no.json"),
    ],
)
def test_unusable_answers_end_with_2(run: Run, answers: str, message: str) -> None:
    code, out, err = run("assess", "--answers", answers)
    assert (code, out) == (2, "")
    assert message in err


def test_a_file_without_a_list_of_answers_ends_with_2(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text('{"answers": 3}', encoding="utf-8")
    code, _, err = run("assess", "--answers", str(file))
    assert (code, "holds no list" in err) == (2, True)


def test_assess_asks_on_a_terminal_and_only_there(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, _, err = run("assess")
    assert (code, "no terminal" in err) == (2, True)
    typed = io.StringIO("9\n" + RESTAURANT.replace(",", "\n") + "\n")  # 9 is asked for again
    monkeypatch.setattr(typed, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdin", typed)
    code, out, err = run("assess", "--json")
    assert code == 0
    assert json.loads(out)["answers"] == [int(part) for part in RESTAURANT.split(",")]
    assert "Customers help to decide" in err
