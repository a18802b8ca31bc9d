"""The learnt reader: the network in numpy is the one that was trained, and reads sense."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from conftest import REPOSITORY, FakeEncoder

from advisor import Settings
from advisor.domain import Passage
from advisor.embedding import Encoder, encoder
from advisor.matching import Matcher
from advisor.reader import CloseReading, Network, Readings, reader_for

QUESTIONS = REPOSITORY / "evals" / "reader"


@pytest.fixture(scope="module")
def bundled() -> Encoder:
    return encoder("bundled", Settings().cache_dir)


def read(bundled: Encoder, question: str, text: str) -> list[float]:
    """The score of each sentence of a passage of one-line sentences."""
    passage = Passage(
        id="p", essay_id="e", heading="", ordinal=0, start=0, end=len(text), text=text, digest=""
    )
    matcher = Matcher(question, {}, [passage], bundled, reader_for(bundled))
    assert matcher.reads
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:row]) for row in range(len(lines))]
    return [
        matcher.answers(passage, start, start + len(line))
        for start, line in zip(starts, lines, strict=True)
    ]


MILL = """The mill in Lodz lost much of its grain for years.
The owner, Anna Kowalska, bought a counting machine in 1999.
The machine cost 4,000 zloty.
Losses fell because a clerk now reads the counter every evening."""


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Who bought the counting machine?", 1),
        ("How much did the mill pay for its machine?", 2),
        ("Why did losses fall?", 3),
    ],
)
def test_the_sentence_that_answers_is_read_as_the_answer(
    bundled: Encoder, question: str, line: int
) -> None:
    scores = read(bundled, question, MILL)
    assert np.argmax(scores) == line
    assert scores[line] > 0


@pytest.mark.parametrize(
    "question",
    [
        "What is the share price of the mill in Lodz?",
        "How many people work at the mill in Lodz?",
        "Which software does the mill in Lodz use for its accounts?",
    ],
)
def test_a_near_miss_is_read_as_unanswered(bundled: Encoder, question: str) -> None:
    assert max(read(bundled, question, MILL)) < 0


def test_another_encoder_has_no_reader(fake_encoder: FakeEncoder) -> None:
    assert reader_for(fake_encoder) is None
    matcher = Matcher("Who?", {}, (), fake_encoder, reader_for(fake_encoder))
    assert not matcher.reads


def test_the_network_in_numpy_is_the_one_that_is_trained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "benchmarks"))
    import torch
    from reading.network import Batch, TrainedNetwork  # type: ignore[import-not-found]

    torch.manual_seed(0)
    trained = TrainedNetwork().eval()
    for parameter in trained.parameters():
        if parameter.ndim < 2:  # biases are zero at first, and would hide a mistake
            torch.nn.init.normal_(parameter, 1.0, 0.3)
    asked, told = (torch.nn.functional.normalize(torch.randn(1, n, 384), dim=2) for n in (5, 9))
    padded = torch.nn.functional.pad(told, (0, 0, 0, 3))
    mask = torch.tensor([[1.0] * 9 + [0.0] * 3])
    inside = torch.zeros(1, 2, 12)
    inside[0, 0, :4] = inside[0, 1, 4:9] = 1
    with torch.inference_mode():
        scores, nothing = trained(Batch(asked, torch.ones(1, 5), padded, mask, inside))
    network = Network({name: weight.numpy() for name, weight in trained.weights().items()})
    reading = network.read(asked[0].numpy(), told[0].numpy())
    assert reading.nothing == pytest.approx(float(nothing[0]), abs=1e-4)
    for column, run in enumerate([(0, 4), (4, 9)]):
        expected = float(scores[0, column] - nothing[0])
        assert reading.score(*run) == pytest.approx(expected, abs=1e-4)


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_every_question_to_learn_from_names_a_passage_and_a_stretch_of_it() -> None:
    places = {row["id"]: row for row in lines(QUESTIONS / "passages.jsonl")}
    seen = set()
    for row in lines(QUESTIONS / "questions.jsonl"):
        place, answer = places[row["passage"]], row["answer"]
        assert (row["passage"], row["question"]) not in seen
        seen.add((row["passage"], row["question"]))
        if answer is not None:
            assert isinstance(answer, list)
            length = int(str(place["end"])) - int(str(place["start"]))
            assert 0 <= answer[0] < answer[1] <= length
    assert {place for place, _ in seen} == set(places)


def test_no_question_to_learn_from_is_one_that_is_measured() -> None:
    cases = [row for file in REPOSITORY.glob("evals/**/cases.jsonl") for row in lines(file)]
    measured = {words(str(row["question"])) for row in cases}
    assert len(measured) > 900
    learnt = {words(str(row["question"])) for row in lines(QUESTIONS / "questions.jsonl")}
    assert not learnt & measured


def words(question: str) -> str:
    return " ".join(re.findall(r"\w+", question.lower()))


def test_a_reading_stays_in_single_precision(bundled: Encoder) -> None:
    reader = reader_for(bundled)
    assert reader is not None
    question, passage = bundled.encode_tokens(["Who?", MILL])
    reading = reader.read(question, passage)
    for values in (reading.similar, reading.importance, reading.wanted, reading.hidden):
        assert values.dtype == np.float32
    close = reader.read_closely(question, passage)
    for values in (close.together, close.tokens, close.wide):
        assert values.dtype == np.float32


def test_the_heads_in_numpy_are_those_that_are_trained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "benchmarks"))
    import torch
    from reading.close import Pairs, TrainedClosely, nearness  # type: ignore[import-not-found]

    torch.manual_seed(0)
    trained = TrainedClosely().eval()
    tokens, kinds = torch.randn(1, 17, 384), torch.tensor([[0] * 5 + [1] * 9 + [1] * 3])
    mask = torch.tensor([[True] * 14 + [False] * 3])
    words = mask.clone()
    words[0, [0, 4, 13]] = False
    inside = torch.zeros(1, 2, 17)
    inside[0, 0, 5:8] = inside[0, 1, 8:13] = 1
    pairs = Pairs(tokens, kinds, mask, words, inside)
    with torch.inference_mode():
        scores, nothing = trained(pairs)
        near = nearness(tokens, kinds, words)
        hidden = trained.layers(tokens, kinds, near, mask)[0].numpy()
        whole = tokens[:, :14], kinds[:, :14], near[:, :14], mask[:, :14]
        alone = trained.layers(*whole)[0].numpy()
    np.testing.assert_allclose(hidden[:14], alone, atol=1e-4)  # padding changes nothing
    heads = {name: weight.numpy() for name, weight in trained.heads().items()}
    reading = CloseReading(heads, np.vstack([hidden[:1], hidden[5:13]]))
    assert reading.nothing == pytest.approx(float(nothing[0]), abs=1e-4)
    for column, run in enumerate([(0, 3), (3, 8)]):
        expected = float(scores[0, column] - nothing[0])
        assert reading.score(*run) == pytest.approx(expected, abs=1e-4)


OWNER = "Who owns the mill in Lodz?"


def test_the_best_passage_is_read_closely_and_the_others_are_guessed(bundled: Encoder) -> None:
    texts = ["Bread is baked at night.", "The mill in Lodz lost grain.", MILL, "Cats sleep."]
    reader = reader_for(bundled)
    assert reader is not None
    question, *passages = bundled.encode_tokens([OWNER, *texts])
    whole = [(0, len(passage.spans)) for passage in passages]
    light = [reader.read(question, p).score(*run) for p, run in zip(passages, whole, strict=True)]
    close = reader.read_closely(question, passages[2]).score(*whole[2])
    tokens = {str(row): passage for row, passage in enumerate(passages)}
    readings = Readings(reader, question, tokens, lambda key: [whole[int(key)]])
    found = [readings.score(str(row), run) for row, run in enumerate(whole)]
    assert found[2] == pytest.approx(light[2] + close, abs=1e-4)
    guessed = [found[row] for row in sorted((0, 1, 3), key=lambda row: light[row])]
    assert guessed == sorted(guessed)
    assert all(found[row] != pytest.approx(light[row]) for row in (0, 1, 3))


@pytest.mark.parametrize("text", ["?!", "- ", "* * *", "```\n```", "x" * 3000, "…"])
def test_a_passage_without_a_sentence_is_read_all_the_same(bundled: Encoder, text: str) -> None:
    assert all(np.isfinite(read(bundled, OWNER, text)))
