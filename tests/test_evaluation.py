"""The measures by hand, the files of cases, the gate, the plots and the command."""

import json
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, FakeEncoder
from PIL import Image

import advisor.advisor as module
from advisor import Advisor, Answer, Citation, Essay, Hit, Passage, Sentence, Turn, evaluation
from advisor.cli import main
from advisor.evaluation import (
    KINDS,
    MEASURES,
    Case,
    CasesError,
    Evaluation,
    LeaveOut,
    Outcome,
    calibration,
    leaving,
    plotting,
)
from advisor.evaluation.grading import grade, says
from advisor.evaluation.running import summarise
from advisor.index import Index
from advisor.loading import documents, essay_of

CASES = REPOSITORY / "evals" / "cases.jsonl"
FIRM = REPOSITORY / "evals" / "firm" / "cases.jsonl"
UNSEEN = REPOSITORY / "evals" / "unseen" / "cases.jsonl"
DOCUMENT = REPOSITORY / "docs" / "evaluation.md"

Run = Callable[..., tuple[int, str, str]]


# Cases


def write(folder: Path, *rows: object, name: str = "cases.jsonl") -> Path:
    path = folder / name
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def row(**changes: object) -> dict[str, object]:
    plain = {"id": "a", "kind": "why", "question": "Why?", "essays": ["mill"], "answerable": True}
    return {**plain, **changes}


def test_cases_are_read_as_written(tmp_path: Path) -> None:
    history = [{"question": "What is a mill?", "answer": "A house."}]
    path = write(
        tmp_path,
        row(history=history, all_essays=["bakery", "mill"], facts=["x|y"], uncovered=["z"]),
        "",
        {"id": "b", "kind": "near_miss", "question": "Who\u2028else?", "answerable": False},
    )
    first, second = evaluation.load_cases(path)
    assert first.history == (Turn(question="What is a mill?", answer="A house."),)
    assert first.gold == ("mill", "bakery")
    assert (first.facts, first.uncovered) == (("x|y",), ("z",))
    assert (second.answerable, second.gold) == (False, ())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "is no JSON"),
        ("[]", "is no JSON object"),
        (row(fact=["x"]), "unknown field fact"),
        (row(id=""), '"id"'),
        (row(question=3), '"question"'),
        (row(kind="riddle"), 'unknown kind "riddle"'),
        (row(answerable="yes"), '"answerable"'),
        (row(essays="mill"), '"essays" has to be a list'),
        (row(facts=["x||y"]), "empty alternative"),
        (row(facts=[""]), '"facts"'),
        (row(history=[{"question": "Why?"}]), '"history"'),
        (row(history=["Why?"]), '"history"'),
        (row(essays=[]), 'needs "essays"'),
        (row(answerable=False), "unanswerable case has no"),
        (row(), 'the id "a" was used before'),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: object, message: str) -> None:
    path = write(tmp_path, row(), line)
    with pytest.raises(CasesError) as error:
        evaluation.load_cases(path)
    assert f"{path}, line 2: " in str(error.value)
    assert message in str(error.value)
    assert error.value.exit_code == 2
    assert "docs/evaluation.md" in error.value.hint


def test_a_missing_or_empty_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match="cannot be read"):
        evaluation.load_cases(tmp_path / "none.jsonl")
    with pytest.raises(CasesError, match="holds no case"):
        evaluation.load_cases(write(tmp_path, ""))


def test_the_shipped_cases_agree_with_the_shipped_essays() -> None:
    cases = evaluation.load_cases(CASES)
    unseen = evaluation.load_cases(UNSEEN)
    essays = {
        key: essay_of((REPOSITORY / "corpus" / path).read_bytes(), path, key, unparsed)
        for path, key in documents(REPOSITORY / "corpus").ids.items()
    }
    for case in [*cases, *unseen, *evaluation.load_cases(FIRM)]:
        assert set(case.gold) <= essays.keys(), case.id
        held = " ".join(essays[key].text for key in case.gold)
        assert [fact for fact in case.facts if not says(held, fact)] == [], case.id
        assert all(turn.question.strip() for turn in case.history), case.id
    assert {case.kind for case in cases} == set(KINDS)
    assert not {case.question for case in cases} & {case.question for case in unseen}


def unparsed(suffix: str, raw: bytes) -> Any:  # noqa: ANN401
    raise AssertionError(suffix)


# Grading: one essay of numbers, one of letters, and answers made by hand

ONE = Essay(id="one", title="One", path="one.md", text="It cost 40 pounds. It paid.", digest="1")
TWO = Essay(id="two", title="Two", path="two.md", text="Letters only. None counts.", digest="2")
ESSAYS = {essay.id: essay for essay in (ONE, TWO)}


def quote(essay: Essay, text: str, marker: int = 1) -> Citation:
    start = essay.text.index(text)
    return Citation(
        marker=marker,
        essay_id=essay.id,
        title=essay.title,
        author=None,
        date=None,
        path=essay.path,
        heading="",
        start=start,
        end=start + len(text),
        quote=text,
        essay_digest=essay.digest,
    )


def hit(essay: Essay) -> Hit:
    passage = Passage(
        id=essay.id,
        essay_id=essay.id,
        heading="",
        ordinal=0,
        start=0,
        end=len(essay.text),
        text=essay.text,
        digest="",
    )
    return Hit(passage=passage, score=1.0, legs={"bm25": 1})


def answer(
    *said: tuple[Essay, str], confidence: float = 0.9, uncovered: Sequence[str] = ()
) -> Answer:
    citations = tuple(quote(essay, text, n) for n, (essay, text) in enumerate(said, start=1))
    return Answer(
        question="?",
        standalone_question="?",
        text=" ".join(f"{c.quote} [{c.marker}]" for c in citations)
        or "The essays do not cover it.",
        sentences=tuple(
            Sentence(text=c.quote, role="answer", support="quoted", citations=(c,))
            for c in citations
        ),
        citations=citations,
        abstained=not said,
        reason=None if said else "no_evidence",
        uncovered=tuple(uncovered),
        confidence=confidence,
        engine="extractive",
    )


def case(**changes: Any) -> Case:
    plain = {"id": "a", "kind": "why", "question": "?", "essays": ("one",), "answerable": True}
    return Case(**{**plain, **changes})


def graded(one: Case, got: Answer, *hits: Essay) -> Outcome:
    return grade(one, got, [hit(essay) for essay in hits], ESSAYS.__getitem__, 12.0)


def test_an_answer_is_graded_by_hand() -> None:
    asked = case(all_essays=("one", "two"), facts=("40", "letters", "gold|silver"))
    outcome = graded(asked, answer((TWO, "None counts."), (ONE, "It cost 40 pounds.")), TWO, ONE)
    assert (outcome.rank, outcome.cited, outcome.all_cited) == (1, True, True)
    assert outcome.first_unit is False
    assert outcome.facts == pytest.approx(1 / 3)
    assert (outcome.citations, outcome.exact, outcome.words) == (2, 2, 6)
    assert graded(case(), answer((TWO, "None counts.")), TWO, ONE).rank == 2
    assert graded(case(), answer((TWO, "None counts."))).cited is False


def test_a_refusal_misses_its_facts_and_a_near_miss_has_none() -> None:
    refused = graded(case(facts=("40",)), answer(), ONE)
    assert (refused.first_unit, refused.facts, refused.cited) == (False, 0.0, False)
    assert refused.reason == "no_evidence"
    near = graded(case(essays=(), answerable=False), answer(), ONE)
    assert (near.rank, near.cited, near.all_cited, near.first_unit, near.facts) == (None,) * 5


def test_what_is_not_covered_is_looked_for_where_it_is_named() -> None:
    asked = case(kind="partial", uncovered=("the price|its cost", "the date"))
    got = answer((ONE, "It paid."), uncovered=("What was its cost?",))
    assert graded(asked, got).uncovered == 0.5


def test_a_citation_is_exact_to_the_character() -> None:
    good = quote(ONE, "It paid.")
    shifted = Citation(**{**fields(good), "start": good.start - 1})
    stale = Citation(**{**fields(good), "essay_digest": "0"})
    for citation, exact in ((good, 1), (shifted, 0), (stale, 0)):
        assert graded(case(), said("It paid.", citation)).exact == exact
    assert graded(case(), said("It never paid.", good)).exact == 0
    long = quote(ONE, ONE.text)
    assert graded(case(), said("It cost … It paid.", long)).exact == 1
    assert graded(case(), said("It paid … It cost", long)).exact == 0


def fields(citation: Citation) -> dict[str, Any]:
    return {name: getattr(citation, name) for name in Citation.__slots__}


def said(text: str, citation: Citation) -> Answer:
    sentence = Sentence(text=text, role="answer", support="quoted", citations=(citation,))
    plain = answer((ONE, "It paid."))
    values = {name: getattr(plain, name) for name in Answer.__slots__}
    return Answer(**{**values, "sentences": (sentence,), "citations": (citation,)})


@pytest.mark.parametrize(
    ("text", "fact", "found"),
    [
        ("Losses fell to\ntwo in 100.", "Two in 100", True),
        ("in 1999", "99", False),
        ("of 4,000 zloty", "000", False),
        ("of 4,000 zloty", "4", False),
        ("at 4.5 percent", "4", False),
        ("It was 4.", "4", True),
        ("the owner’s clerk", "owner's", True),
        ("nothing", "some|noth", True),
    ],
)
def test_facts_are_found_whole(text: str, fact: str, found: bool) -> None:
    assert says(text, fact) is found


# Calibration and the measures


CHANCES = [0.9, 0.8, 0.8, 0.3, 0.1]
TRUTHS = [True, True, False, True, False]


def test_calibration_by_hand() -> None:
    # Pairs of answerable and not: .9, .8, .3 against .8, .1: 1 + 1, .5 + 1, 0 + 1 of 6.
    assert calibration.auroc(CHANCES, TRUTHS) == pytest.approx(4.5 / 6)
    assert calibration.auroc([0.5], [True]) is None
    assert calibration.brier(CHANCES, TRUTHS) == pytest.approx(
        (0.01 + 0.04 + 0.64 + 0.49 + 0.01) / 5
    )
    found = calibration.bins(CHANCES, TRUTHS)
    assert [(b.low, b.count, b.share) for b in found] == [
        (0.1, 1, 0.0),
        (0.3, 1, 1.0),
        (0.8, 2, 0.5),
        (0.9, 1, 1.0),
    ]
    gaps = (0.1 + 0.7 + 2 * 0.3 + 0.1) / 5
    assert calibration.calibration_error(found) == pytest.approx(gaps)
    assert calibration.bins([1.0], [True])[0].high == 1.0
    assert calibration.calibration_error(()) == 0.0


def test_risk_and_coverage_by_hand() -> None:
    points = calibration.risk_coverage(CHANCES, TRUTHS)
    assert [(p.threshold, p.coverage, p.risk) for p in points] == [
        (0.9, 0.2, 0.0),
        (0.8, 0.6, pytest.approx(1 / 3)),
        (0.3, 0.8, 0.25),
        (0.1, 1.0, 0.4),
    ]
    assert calibration.area(points) == pytest.approx(0.4 / 3 + 0.2 * 0.25 + 0.2 * 0.4)
    assert calibration.risk_coverage([], []) == ()
    assert calibration.area(()) == 0.0


def test_a_threshold_that_refuses_enough() -> None:
    assert calibration.threshold_refusing(0.5, CHANCES, TRUTHS) == 0.2
    assert calibration.threshold_refusing(0.9, CHANCES, TRUTHS) == 0.85
    assert calibration.shares(CHANCES, TRUTHS, 0.85) == pytest.approx((1.0, 2 / 3))
    assert calibration.threshold_refusing(0.9, [0.5], [True]) is None


def toy() -> Evaluation:
    """Four cases: cited first, another essay cited, refused falsely, a near miss refused."""
    near = case(id="d", kind="near_miss", essays=(), answerable=False)
    return summarise(
        [
            graded(case(facts=("40",)), answer((ONE, "It cost 40 pounds.")), ONE),
            graded(
                case(id="b", kind="tension", essays=(), all_essays=("one", "two")),
                answer((TWO, "None counts."), confidence=0.8),
                TWO,
                ONE,
            ),
            graded(case(id="c", facts=("paid", "40")), answer(confidence=0.4), TWO, ONE),
            graded(near, answer(confidence=0.2), ONE),
        ]
    )


def test_the_measures_by_hand() -> None:
    assert toy().figures == {
        "recall_at_5": 1.0,
        "mrr": round((1 + 1 + 1 / 2) / 3, 4),
        "essay_cited": round(2 / 3, 4),
        "all_essays_cited": 0.0,
        "first_unit": 0.5,
        "fact_recall": 0.5,
        "citations_exact": 1.0,
        "refusals_right": 0.5,
        "near_misses_refused": 1.0,
        "false_refusals": round(1 / 3, 4),
        "auroc": 1.0,
        "brier": round((0.01 + 0.04 + 0.36 + 0.04) / 4, 4),
        "calibration_error": round((0.1 + 0.2 + 0.6 + 0.2) / 4, 4),
        "risk_area": round(0.25 * 0.25, 4),
        "words_median": 3.0,
        "ms_p50": 12.0,
        "ms_p95": 12.0,
    }
    kinds = toy().kinds
    assert list(kinds) == ["why", "tension", "near_miss"]
    assert kinds["why"]["false_refusals"] == 0.5
    assert kinds["near_miss"] == {
        "cases": 1,
        "refusals_right": 1.0,
        "near_misses_refused": 1.0,
    }
    assert set(toy().figures) < {measure.name for measure in MEASURES}


# The gate


def test_the_gate_passes_within_the_tolerance_and_names_what_fell(tmp_path: Path) -> None:
    place = tmp_path / "baseline.json"
    evaluation.write_baseline(toy(), place)
    before = evaluation.read_baseline(place)
    assert "ms_p50" not in before
    assert evaluation.regressions(toy().figures, before) == ()
    assert evaluation.regressions({**before, "mrr": before["mrr"] - 0.01}, before) == ()
    assert evaluation.regressions({**before, "mrr": 1.0, "brier": 0.0}, before) == ()
    fallen = evaluation.regressions(
        {**before, "mrr": 0.8, "false_refusals": 0.5, "citations_exact": 0.99}, before
    )
    assert [sentence.split()[:2] for sentence in fallen] == [
        ["mrr", "fell"],
        ["citations_exact", "fell"],
        ["false_refusals", "rose"],
    ]
    del before["auroc"]
    gone = evaluation.regressions(before, {**before, "auroc": 1.0})
    assert gone == ("auroc was 1 and is no longer measured",)


@pytest.mark.parametrize("text", ["{", "[]", '{"figures": {"mrr": "high"}}', '{"figures": 1}'])
def test_a_file_that_is_no_baseline_is_named(tmp_path: Path, text: str) -> None:
    place = tmp_path / "baseline.json"
    with pytest.raises(CasesError, match="cannot be read"):
        evaluation.read_baseline(place)
    place.write_text(text, encoding="utf-8")
    with pytest.raises(CasesError, match="is no baseline") as error:
        evaluation.read_baseline(place)
    assert "--save-baseline" in error.value.hint
    with pytest.raises(CasesError, match="cannot be written"):
        evaluation.write_baseline(toy(), tmp_path / "none" / "baseline.json")


# Plots


def colours(path: Path) -> dict[tuple[int, ...], int]:
    with Image.open(path) as image:
        assert (image.format, image.size) == ("PNG", (960, 720))
        found = image.convert("RGB").getcolors(1_000_000) or []
    return {colour: count for count, colour in found if isinstance(colour, tuple)}


def test_the_plots_are_pictures_of_the_figures(tmp_path: Path) -> None:
    path = tmp_path / "new" / "plot.png"
    drawn = []
    for found in (toy(), summarise(toy().outcomes[:2])):
        plotting.reliability(found.reliability, path)
        drawn.append(path.read_bytes())
        fill, line = (219, 231, 253), (29, 78, 216)
        assert colours(path)[fill] > 10_000
        assert colours(path)[line] > 50
        plotting.risk_coverage(found.risk_coverage, path, 0.3)
        drawn.append(path.read_bytes())
        assert colours(path)[180, 83, 9] > 50  # the mark of the threshold in use
    assert len(set(drawn)) == 4
    plotting.reliability(toy().reliability, path)
    assert path.read_bytes() == drawn[0]
    plotting.risk_coverage((), path, 0.3)
    with pytest.raises(CasesError, match="cannot be written"):
        plotting.reliability((), path / "below" / "a" / "file.png")


# The whole, over the small corpus


def cases_of_the_mill(folder: Path) -> Path:
    return write(
        folder,
        {
            "id": "losses",
            "kind": "how",
            "question": "How did the mill cut its losses?",
            "essays": ["mill"],
            "facts": ["counting machine|nine sacks"],
            "answerable": True,
        },
        {
            "id": "shop",
            "kind": "figure",
            "question": "When did the bakery close its shop?",
            "essays": ["bakery"],
            "facts": ["2015"],
            "answerable": True,
        },
        {
            "id": "gaskets",
            "kind": "near_miss",
            "question": "Who sells gaskets in Ghana?",
            "answerable": False,
        },
    )


def test_an_evaluation_over_a_real_index(advisor: Advisor, tmp_path: Path) -> None:
    advisor.sync()
    seen: list[tuple[int, int]] = []
    cases = evaluation.load_cases(cases_of_the_mill(tmp_path))
    found = evaluation.evaluate(advisor, cases, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert [outcome.id for outcome in found.outcomes] == ["losses", "shop", "gaskets"]
    for name in ("recall_at_5", "mrr", "essay_cited", "fact_recall", "citations_exact"):
        assert found.figures[name] == 1.0, name
    assert found.figures["near_misses_refused"] == 1.0
    assert found.figures["false_refusals"] == 0.0
    assert 0 < found.figures["ms_p50"] <= found.figures["ms_p95"]


def test_an_essay_left_out_is_as_if_it_had_never_been_there(
    advisor: Advisor, fake_encoder: FakeEncoder
) -> None:
    advisor.sync()
    whole = Index(advisor.settings.index_dir, fake_encoder).current()
    mill = advisor.essay("mill")
    passages = leaving.passages_of(whole)
    rest = leaving.Without(whole, mill, passages["mill"])
    hidden = {passage.id for passage in passages["mill"]}
    vector = fake_encoder.encode(["counting machine"])[0]
    kept = {key for key, _ in rest.nearest(vector, 100)}
    assert kept == {passage.id for passage in passages["bakery"]}
    ids, scores = rest.lexical(["machin"])
    assert set(ids) == kept
    assert not scores.any()
    assert whole.frequency("machin") > rest.frequency("machin") == 0
    assert whole.frequency("bread") == rest.frequency("bread") > 0
    assert (rest.essay("mill"), rest.essay_ids()) == (None, ["bakery"])
    assert whole.essay("mill") == mill
    assert hidden <= {key for key, _ in whole.nearest(vector, 100)}


def test_questions_are_made_from_front_matter_and_headings() -> None:
    text = (
        "# Mills\n\nIt.\n\n## Counting by machine in Lodz\n\n## Why it *paid*?\n\n## Next\n\n"
        "## What to do on Monday\n\n## 数据由谁来掌握\n\n##\n"
    )
    essay = Essay(
        id="m",
        title="The mill: how it counted",
        path="m.md",
        text=text,
        digest="",
        questions=("How?", "How?"),
    )
    assert leaving.questions(essay, {"What to do on Monday"}) == (
        "How?",
        "What is known about this: Counting by machine in Lodz?",
        "Why it paid (The mill)?",
        "What is known about this: Next (The mill)?",
        "What to do on Monday (The mill)?",
        "数据由谁来掌握?",
    )


def test_leaving_out_says_what_a_threshold_costs(
    advisor: Advisor, fake_encoder: FakeEncoder
) -> None:
    advisor.sync()
    before = {essay.id: essay.digest for essay in advisor.essays()}
    seen: list[tuple[int, int]] = []
    found = evaluation.leave_out(advisor, fake_encoder, lambda *done: seen.append(done))
    assert seen == [(1, 2), (2, 2)]
    assert (found.essays, found.questions) == (2, 2)
    assert found.auroc == 1.0
    assert found.proposed is not None
    assert found.proposed_lost == 0.0
    name, _, constant = found.constant.rpartition(".")
    assert getattr(sys.modules[name], constant) == found.threshold
    assert {essay.id: essay.digest for essay in advisor.essays()} == before


# The command


@pytest.fixture
def run(
    corpus: Path,
    tmp_path: Path,
    fake_encoder: FakeEncoder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    monkeypatch.setattr(module, "encoder", lambda *_: fake_encoder)
    monkeypatch.setattr(leaving, "encoder", lambda *_: fake_encoder)
    monkeypatch.setenv("ADVISOR_CORPUS_DIR", str(corpus))
    monkeypatch.setenv("ADVISOR_INDEX_DIR", str(tmp_path / "index"))

    def invoke(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["advisor", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return invoke


def test_eval_prints_tables_and_writes_plots(run: Run, tmp_path: Path) -> None:
    run("ingest")
    cases = str(cases_of_the_mill(tmp_path))
    plots = tmp_path / "plots"
    code, out, _ = run("eval", "--cases", cases, "--plots", str(plots), "--misses")
    assert code == 0
    for word in ("3 cases", "recall_at_5", "false_refusals", "near_miss"):
        assert word in out
    assert sorted(path.name for path in plots.iterdir()) == ["reliability.png", "risk_coverage.png"]


def test_eval_json_has_the_field_names(run: Run, tmp_path: Path) -> None:
    run("ingest")
    code, out, _ = run("eval", "--cases", str(cases_of_the_mill(tmp_path)), "--json")
    found = json.loads(out)
    assert code == 0
    assert set(found) == set(Evaluation.__slots__)
    assert set(found["outcomes"][0]) == set(Outcome.__slots__)
    assert found["figures"]["essay_cited"] == 1.0


def test_eval_fails_below_its_baseline(run: Run, tmp_path: Path) -> None:
    run("ingest")
    cases = cases_of_the_mill(tmp_path)
    given = ("eval", "--cases", str(cases))
    code, _, err = run(*given, "--save-baseline")
    assert (code, "Kept as the baseline" in err) == (0, True)
    place = tmp_path / "baseline.json"
    kept = json.loads(place.read_text(encoding="utf-8"))
    assert kept["cases"] == 3
    code, out, err = run(*given)
    assert (code, "baseline" in out, err.strip()) == (0, True, "")
    lines = cases.read_text(encoding="utf-8").replace("2015", "2016")
    cases.write_text(lines, encoding="utf-8")
    code, out, err = run(*given, "--misses")
    assert code == 1
    assert "fact_recall fell from 1 to 0.5; at most 0.02 is tolerated" in err
    assert "shop: 0% of the facts: When did the bakery" in out
    code, _, err = run(*given, "--baseline", str(tmp_path / "none.json"))
    assert (code, "cannot be read" in err) == (2, True)


def test_eval_without_an_index_or_with_bad_cases(run: Run, tmp_path: Path) -> None:
    cases = str(cases_of_the_mill(tmp_path))
    code, _, err = run("eval", "--cases", cases)
    assert (code, "advisor ingest" in err) == (4, True)
    code, _, err = run("eval", "--cases", str(write(tmp_path, "{", name="bad.jsonl")))
    assert (code, "line 1" in err) == (2, True)


def test_eval_lists_what_went_wrong(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = answer((TWO, "None counts."))
    stale = Citation(**{**fields(quote(ONE, "It paid.")), "essay_digest": "0"})
    partial = case(id="c", kind="partial", facts=("40", "paid"), uncovered=("price",))
    outcomes = [
        graded(case(id="a", all_essays=("one",)), wrong),
        graded(case(id="b"), answer(), ONE),
        graded(partial, said("It paid.", stale), ONE),
        graded(case(id="d", essays=(), answerable=False), wrong),
        graded(case(id="e"), answer((ONE, "It paid.")), ONE),
    ]
    monkeypatch.setattr(evaluation, "evaluate", lambda *_: summarise(outcomes))
    code, out, _ = run("eval", "--cases", str(cases_of_the_mill(tmp_path)), "--misses")
    assert code == 0
    assert out.splitlines()[-4:] == [
        "a: essay not found, another essay cited, one side missing: ?",
        "b: refused (no_evidence): ?",
        "c: 50% of the facts, uncovered part not named, citation not exact: ?",
        "d: answered, and should not be: ?",
    ]


def test_eval_leave_out(run: Run, tmp_path: Path) -> None:
    run("ingest")
    plots = tmp_path / "plots"
    code, out, _ = run("eval", "--leave-out", "--plots", str(plots))
    assert code == 0
    assert "2 questions made from 2 essays" in out
    assert "advisor.evidence.THRESHOLD = " in out
    assert "Nothing was changed" in out
    assert (plots / "risk_coverage.png").exists()
    found = json.loads(run("eval", "--leave-out", "--json")[1])
    assert set(found) == set(LeaveOut.__slots__)
    assert run("eval", "--leave-out", "--save-baseline")[0] == 2


def test_eval_leave_out_of_essays_without_questions(run: Run, corpus: Path) -> None:
    (corpus / "mill.md").unlink()
    run("ingest")
    code, out, _ = run("eval", "--leave-out")
    assert (code, "nothing to measure" in out) == (0, True)


def test_the_document_explains_every_measure(run: Run, tmp_path: Path) -> None:
    run("ingest")
    _, table, _ = run("eval", "--cases", str(cases_of_the_mill(tmp_path)), "--markdown")
    pattern = re.compile(r"^\| `(\w+)` \| [\d.]+ \| (.+) \|$", re.M)
    text = DOCUMENT.read_text(encoding="utf-8")
    meanings = {measure.name: measure.meaning for measure in MEASURES}
    assert dict(pattern.findall(table)).items() <= meanings.items()
    assert dict(pattern.findall(text)) == meanings
    assert set(re.findall(r"^- `(\w+)`: ", text, re.M)) >= meanings.keys()
