"""From the outcomes of all cases to the figures; what each measure is, and when it has fallen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from advisor.evaluation.calibration import area, auroc, bins, brier, calibration_error
from advisor.evaluation.calibration import risk_coverage as curve
from advisor.evaluation.cases import KINDS
from advisor.evaluation.grading import Outcome

NEAR = 5
"""Passages within which retrieval has to find the essay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure of an evaluation."""

    name: str
    better: Literal["higher", "lower"]
    tolerance: float | None
    """How far it may get worse before the gate fails; None where it depends on the machine."""
    meaning: str


def _measure(
    name: str, better: Literal["higher", "lower"], tolerance: float | None, meaning: str
) -> Measure:
    return Measure(name=name, better=better, tolerance=tolerance, meaning=meaning)


MEASURES = (
    _measure("recall_at_5", "higher", 0.01, "a gold essay is among the five best passages"),
    _measure("mrr", "higher", 0.01, "mean of 1 / rank of the first passage of a gold essay"),
    _measure("essay_cited", "higher", 0.01, "the answer cites one of the right essays"),
    _measure("all_essays_cited", "higher", 0.02, "it cites every essay that has to be heard"),
    _measure("first_unit", "higher", 0.02, "the first sentence says one of the facts"),
    _measure("fact_recall", "higher", 0.02, "mean share of the facts that the answer says"),
    _measure("uncovered_named", "higher", 0.05, "parts not covered that are named as such"),
    _measure("citations_exact", "higher", 0.0, "citations that hold to the character"),
    _measure("refusals_right", "higher", 0.02, "refusals that were right (precision)"),
    _measure("near_misses_refused", "higher", 0.03, "unanswerable questions refused (recall)"),
    _measure("false_refusals", "lower", 0.01, "answerable questions refused"),
    _measure("auroc", "higher", 0.01, "how well the confidence tells answerable from not"),
    _measure("brier", "lower", 0.01, "mean squared error of the confidence"),
    _measure("calibration_error", "lower", 0.03, "mean distance of confidence from truth"),
    _measure("risk_area", "lower", 0.01, "area under the risk-coverage curve"),
    _measure("words_median", "lower", 15.0, "words of an answer, median"),
    _measure("ms_p50", "lower", None, "milliseconds of an answer, median"),
    _measure("ms_p95", "lower", None, "milliseconds of an answer, 95th percentile"),
)
"""Every measure, in the order it is shown."""

Figures = dict[str, float]
"""Measures by name; one that no case asks for is left out."""


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """All measures over the outcomes."""
    chances = [outcome.confidence for outcome in outcomes]
    truths = [outcome.answerable for outcome in outcomes]
    found = {
        **_answers(outcomes),
        **_refusals(outcomes),
        "auroc": auroc(chances, truths),
        "brier": brier(chances, truths),
        "calibration_error": calibration_error(bins(chances, truths)),
        "risk_area": area(curve(chances, truths)),
        "ms_p50": _percentile([outcome.milliseconds for outcome in outcomes], 50),
        "ms_p95": _percentile([outcome.milliseconds for outcome in outcomes], 95),
    }
    return {
        measure.name: round(value, 4)
        for measure in MEASURES
        if (value := found.get(measure.name)) is not None
    }


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    """For each kind of question the number of cases, and the measures that make sense for few."""
    groups = {kind: [o for o in outcomes if o.kind == kind] for kind in KINDS}
    return {
        kind: {
            "cases": len(group),
            **{
                name: round(value, 4)
                for name, value in {**_answers(group), **_refusals(group)}.items()
                if value is not None
            },
        }
        for kind, group in groups.items()
        if group
    }


def _answers(outcomes: Sequence[Outcome]) -> Mapping[str, float | None]:
    """What the answers find, cite and say."""
    # A near miss has no gold essay, and so no rank that could be missing.
    sought = [outcome for outcome in outcomes if outcome.cited is not None]
    citations = sum(outcome.citations for outcome in outcomes)
    return {
        "recall_at_5": _mean(sought, lambda o: o.rank is not None and o.rank <= NEAR),
        "mrr": _mean(sought, lambda o: 1 / o.rank if o.rank else 0.0),
        "essay_cited": _mean(sought, lambda o: o.cited),
        "all_essays_cited": _mean(outcomes, lambda o: o.all_cited),
        "first_unit": _mean(outcomes, lambda o: o.first_unit),
        "fact_recall": _mean(outcomes, lambda o: o.facts),
        "uncovered_named": _mean(outcomes, lambda o: o.uncovered),
        "citations_exact": sum(o.exact for o in outcomes) / citations if citations else None,
        "words_median": _percentile([o.words for o in outcomes if not o.abstained], 50),
    }


def _refusals(outcomes: Sequence[Outcome]) -> Mapping[str, float | None]:
    """Who was refused, and who should have been."""
    return {
        "refusals_right": _mean([o for o in outcomes if o.abstained], lambda o: not o.answerable),
        "near_misses_refused": _mean([o for o in outcomes if not o.answerable], _abstained),
        "false_refusals": _mean([o for o in outcomes if o.answerable], _abstained),
    }


def _abstained(outcome: Outcome) -> bool:
    return outcome.abstained


def _mean(
    outcomes: Iterable[Outcome], value: Callable[[Outcome], float | bool | None]
) -> float | None:
    """Mean of the values that there are; None where there is none."""
    found = [float(one) for outcome in outcomes if (one := value(outcome)) is not None]
    return float(np.mean(found)) if found else None


def _percentile(values: Sequence[float], percent: float) -> float | None:
    return float(np.percentile(values, percent)) if values else None
