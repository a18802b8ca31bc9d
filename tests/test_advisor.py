"""The road end to end: with the fake encoder for behaviour, with the real parts for answers."""

import asyncio
import dataclasses
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import FakeEncoder
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import RunnableConfig

import advisor.advisor as module
from advisor import (
    Advisor,
    Answer,
    IndexMissing,
    Sentence,
    Settings,
    SettingsError,
    Turn,
    answer,
)

GASKETS = """

Kx Spiral Gasket

Kx Spiral Gasket ,Kx 210 Ring Gasket,Spiral Gasket,Kx 211 Ring Gasket

LISHUI DAWEI SEAL MATERIAL CO., LTD , https://www.gasket-dawei.example

This entry was posted in on
"""


def timeless(found: Answer) -> Answer:
    return dataclasses.replace(found, timings_ms={})


def quoted(shown: str, quote: str) -> bool:
    """Whether the quote holds what is shown, or opens with it and holds the rest around gaps."""
    first, *rest = (part.strip() for part in shown.split("…"))
    if not rest:
        return shown in quote
    at = len(first)
    for part in rest:
        at = quote.find(part, at) + len(part) if part in quote[at:] else -1
        if at < 0:
            return False
    return quote.startswith(first)


def exact(advisor: Advisor, found: Answer) -> bool:
    """Whether every citation and every quoted sentence holds to the character.

    Of an excerpt each part does, in order, and the first opens the quote.
    """
    texts = {essay.id: essay.text for essay in advisor.essays()}
    return all(
        texts[c.essay_id][c.start : c.end] == c.quote and quoted(s.text, c.quote)
        for s in found.sentences
        for c in s.citations
    ) and set(found.citations) == {c for s in found.sentences for c in s.citations}


def test_without_an_index_every_reading_says_what_to_do(advisor: Advisor) -> None:
    for read in (advisor.status, advisor.essays, lambda: advisor.ask("x"), advisor.verify):
        with pytest.raises(IndexMissing) as missing:
            read()
        assert "advisor ingest" in missing.value.hint


def test_an_answer_quotes_the_essay_exactly(advisor: Advisor) -> None:
    advisor.sync()
    found = advisor.ask("How many sacks in a hundred were losses within a year?")
    assert not found.abstained
    first = found.sentences[0]
    assert "from nine sacks in a\nhundred to two" in first.text
    assert found.text.endswith(f"who now visits customers. [{first.citations[0].marker}]")
    assert exact(advisor, found)
    assert found.engine == "extractive"
    assert found.legs == ("dense", "bm25")


def test_an_uncovered_question_is_refused_without_a_citation(advisor: Advisor) -> None:
    advisor.sync()
    found = advisor.ask("Which gasket fits a pump?")
    assert found.abstained
    assert found.reason == "no_evidence"
    assert not found.citations
    assert not found.sentences
    assert "do not cover" in found.text


def test_the_uncovered_part_of_a_question_is_named(advisor: Advisor) -> None:
    advisor.sync()
    found = advisor.ask("When did the bakery close its shop, and who sells gaskets in Ghana?")
    assert not found.abstained
    assert found.uncovered == ("who sells gaskets in Ghana?",)
    assert "do not cover: who sells gaskets in Ghana?" in found.text


def test_a_question_that_is_no_valid_unicode_is_answered(advisor: Advisor) -> None:
    advisor.sync()
    assert not advisor.ask("When did the bakery\ud800 close its shop?").abstained
    assert advisor.search("the bakery\ud800 shop")


def test_the_refusal_holds_on_the_second_turn(advisor: Advisor) -> None:
    advisor.sync()
    first = advisor.ask("When did the bakery close its shop?")
    history = [Turn(question=first.question, answer=first.text)]
    assert advisor.ask("And what about gaskets?", history).abstained
    assert not advisor.ask("And what about its customers?", history).abstained


@pytest.mark.parametrize(
    ("message", "reason"), [("hello", "small_talk"), ("What should we do?", "clarify")]
)
def test_small_talk_and_empty_questions_name_the_topics(
    advisor: Advisor, message: str, reason: str
) -> None:
    advisor.sync()
    found = advisor.ask(message)
    assert found.reason == reason
    assert found.abstained
    assert "bakery" in found.text
    assert (found.clarify is not None) == (reason == "clarify")


@pytest.mark.parametrize(
    "question", ["", "   ", "?", "+", "\0", "a" * 20000, "<b>mill</b> [x](y)", "磨坊？"]
)
def test_odd_questions_get_an_answer_object(advisor: Advisor, question: str) -> None:
    advisor.sync()
    found = advisor.ask(question)
    assert found.abstained == (not found.sentences)
    assert exact(advisor, found)


def test_a_stream_ends_with_exactly_one_answer_that_holds_its_sentences(advisor: Advisor) -> None:
    advisor.sync()
    *sentences, last = advisor.stream("How did the mill cut its losses?")
    assert isinstance(last, Answer)
    assert all(isinstance(step, Sentence) for step in sentences)
    assert last.sentences == tuple(sentences)


def test_async_gives_the_same_answer(advisor: Advisor) -> None:
    advisor.sync()
    question = "How did the mill cut its losses?"

    async def steps() -> list[Sentence | Answer]:
        return [step async for step in advisor.astream(question)]

    expected = timeless(advisor.ask(question))
    assert timeless(asyncio.run(advisor.aask(question))) == expected
    last = asyncio.run(steps())[-1]
    assert isinstance(last, Answer)
    assert timeless(last) == expected


def test_a_cited_essay_is_kept_as_it_was_cited(advisor: Advisor, corpus: Path) -> None:
    advisor.sync()
    found = advisor.ask("How did the mill cut its losses?")
    (corpus / "mill.md").unlink()
    citation = found.citations[0]
    essay = advisor.essay(citation.essay_id)
    assert essay.digest == citation.essay_digest
    assert essay.text[citation.start : citation.end] == citation.quote
    with pytest.raises(KeyError):
        advisor.essay("nowhere")


class _Started(BaseCallbackHandler):
    """Counts the chains that were started."""

    chains = 0

    def on_chain_start(self, *_: object, **__: object) -> None:
        self.chains += 1


def test_the_langchain_faces(advisor: Advisor) -> None:
    advisor.sync()
    documents = advisor.as_retriever(k=2).invoke("counting machine")
    assert len(documents) == 2
    best = documents[0]
    text = advisor.essay(best.metadata["essay_id"]).text
    assert text[best.metadata["start"] : best.metadata["end"]] == best.page_content
    chain = advisor.as_runnable()
    question = "How did the mill cut its losses?"
    assert chain.invoke(question).citations == advisor.ask(question).citations
    assert asyncio.run(chain.ainvoke(question)).citations
    follow_up = {"question": "Why?", "history": [Turn(question=question, answer="")]}
    assert chain.invoke(follow_up).standalone_question == f"{question} Why?"
    seen = _Started()
    config: RunnableConfig = {"callbacks": [seen]}
    assert isinstance(list(chain.stream(question, config))[-1], Answer)

    async def steps() -> list[object]:
        return [step async for step in chain.astream(question, config)]

    assert isinstance(asyncio.run(steps())[-1], Answer)
    assert seen.chains == 2
    assert len(chain.batch([question, question])) == 2


def test_the_module_function_builds_a_missing_index_once(
    corpus: Path,
    tmp_path: Path,
    fake_encoder: FakeEncoder,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(module, "encoder", lambda *_: fake_encoder)
    settings = Settings(corpus_dir=corpus, index_dir=tmp_path / "other")
    found: list[Answer] = []
    threads = [
        threading.Thread(
            target=lambda: found.append(answer("What is the mill?", settings=settings))
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({a.text for a in found}) == 1
    assert len(found) == 4
    assert sum("building it" in record.message for record in caplog.records) == 1


def test_settings_name_the_faulty_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_PORT", "many")
    with pytest.raises(SettingsError, match="ADVISOR_PORT"):
        Settings()
    with pytest.raises(SettingsError, match="corpus_dri"):
        Settings(corpus_dri="x")


def test_a_mistyped_setting_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ADVISOR_CORPSU_DIR", "elsewhere")
    Settings()
    assert "ADVISOR_CORPSU_DIR" in caplog.text


def test_the_founding_questions(real_advisor: Advisor) -> None:
    difference = real_advisor.ask("What is the difference between Internet+ and +Internet?")
    assert "+Internet means" in difference.text
    assert "Internet+ is a new economic form" in difference.text
    features = real_advisor.ask("What are the four features of Internet+?").text
    for feature in ("user relationship", "profit model", "flat organisation", "open mindset"):
        assert feature in features
    assert exact(real_advisor, difference)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        (
            "We sell on platforms and take QR payments: have we transformed?",
            "+Internet, not Internet+",
        ),
        ("How large was the trading volume of the Taiyuan Coal Trading Center?", "690 billion"),
        ("What did Malan Ramen and Didi do together?", "drivers of the ride-hailing firm"),
        ("How many levels do large traditional firms have?", "6 to 10 levels"),
        ("What did the Shenzhen property firm try?", "is said to have tried"),
        ("What happened to LeTV?", "July 2020"),
        ("How did LeTV's users take part?", "buyers set an order in motion"),
        ("What should I do on Monday about Internet+ and platform deals?", "Calculate the margin"),
        ("What is +Internet?", "the company goes on operating exactly as before"),
        ("What is Internet+?", "a company first alters its way of thinking"),
    ],
)
def test_the_shipped_essay_answers(real_advisor: Advisor, question: str, fact: str) -> None:
    found = real_advisor.ask(question)
    assert fact in found.text
    assert any(fact in citation.quote for citation in found.citations)
    assert exact(real_advisor, found)
    assert not any(sentence.text.endswith("?") for sentence in found.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "What do the essays say about gaskets?",
        "What is Alibaba's share price?",
        "Give me a recipe for a chocolate cake",
        "What is the capital of France?",
    ],
)
def test_the_shipped_essay_does_not_answer(real_advisor: Advisor, question: str) -> None:
    found = real_advisor.ask(question)
    assert found.abstained
    assert not found.citations


def test_a_refusal_names_the_topics_that_are_near_and_no_others(real_advisor: Advisor) -> None:
    near = real_advisor.ask("How much horsepower has the John Deere 8R?")
    assert near.text.startswith(
        "The essays do not cover this. The nearest topics they do cover: John Deere: smart machines"
    )
    far = real_advisor.ask("How do we get a work visa for a developer from India?")
    assert "nor anything near it" in far.text
    assert near.reason == far.reason == "no_evidence"


def test_situations_that_are_only_near_are_said_to_be_so(real_advisor: Advisor) -> None:
    near = real_advisor.ask("What can we do so that our shop ranks higher on Google?")
    assert near.sentences
    assert near.text.endswith(near.note)
    assert "no case quite like yours" in near.note
    own = "We sell through delivery platforms and take QR payments: have we transformed?"
    assert not real_advisor.ask(own).note
    assert not real_advisor.ask("Should we flatten to three levels?").note


def test_advertising_never_reaches_the_index(advisor: Advisor, corpus: Path) -> None:
    mill = (corpus / "mill.md").read_text(encoding="utf-8").split("[^1]: ")[0].rstrip()
    (corpus / "scraped.txt").write_text(mill.replace("Lodz", "Gdansk") + GASKETS, encoding="utf-8")
    advisor.sync()
    assert not any("asket" in essay.text for essay in advisor.essays())
    assert not any("asket" in hit.passage.text for hit in advisor.search("ring gasket", 99))


def test_two_processes_give_the_same_answer_byte_for_byte(real_advisor: Advisor) -> None:
    question = "How do profit models change?"
    script = (
        "import dataclasses, json, sys; from advisor import Advisor, Settings;"
        "a = Advisor.from_settings(Settings(index_dir=sys.argv[1]));"
        "print(json.dumps(dataclasses.asdict(a.ask(sys.argv[2])) | {'timings_ms': 0}))"
    )
    index_dir = str(real_advisor.settings.index_dir)
    outputs = [
        subprocess.run(
            [sys.executable, "-c", script, index_dir, question], capture_output=True, check=True
        ).stdout
        for _ in range(2)
    ]
    assert outputs[0] == outputs[1]
    expected = dataclasses.asdict(real_advisor.ask(question)) | {"timings_ms": 0}
    assert json.loads(outputs[0]) == json.loads(json.dumps(expected))
