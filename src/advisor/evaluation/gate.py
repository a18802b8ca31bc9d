"""The gate: a measure that got worse than its baseline by more than its tolerance is named."""

import json
from collections.abc import Mapping
from pathlib import Path

from advisor.evaluation.cases import CasesError
from advisor.evaluation.measures import MEASURES, Figures, Measure
from advisor.evaluation.running import Evaluation

_HINT = "Make one with: advisor eval --save-baseline"
_NOISE = 1e-9  # of binary fractions: .9 - .89 is more than .01


def write_baseline(found: Evaluation, path: Path) -> None:
    """Keep the figures that do not depend on the machine, for the gate to compare with.

    Raises:
        CasesError: the file cannot be written.
    """
    kept = {m.name: found.figures[m.name] for m in _gated() if m.name in found.figures}
    text = json.dumps({"cases": found.cases, "figures": kept}, indent=2)
    try:
        path.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise CasesError(f"{path} cannot be written: {error}") from error


def read_baseline(path: Path) -> Figures:
    """The figures of a baseline.

    Raises:
        CasesError: the file cannot be read, or is no baseline.
    """
    try:
        figures = json.loads(path.read_text(encoding="utf-8"))["figures"]
        return {str(name): float(value) for name, value in figures.items()}
    except OSError as error:
        raise CasesError(f"{path} cannot be read: {error}", hint=_HINT) from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise CasesError(f"{path} is no baseline: {error!r}", hint=_HINT) from error


def regressions(figures: Mapping[str, float], baseline: Mapping[str, float]) -> tuple[str, ...]:
    """One sentence for each measure that got worse than the baseline by more than it may.

    >>> regressions({"mrr": 0.8}, {"mrr": 0.9})
    ('mrr fell from 0.9 to 0.8; at most 0.01 is tolerated',)
    """
    return tuple(
        sentence
        for measure in _gated()
        if measure.name in baseline
        and (sentence := _worse(measure, figures.get(measure.name), baseline[measure.name]))
    )


def _worse(measure: Measure, now: float | None, before: float) -> str:
    if now is None:
        return f"{measure.name} was {before:g} and is no longer measured"
    loss = before - now if measure.better == "higher" else now - before
    if loss <= (measure.tolerance or 0.0) + _NOISE:
        return ""
    moved = "fell" if measure.better == "higher" else "rose"
    allowed = f"at most {measure.tolerance:g}" if measure.tolerance else "no change for the worse"
    return f"{measure.name} {moved} from {before:g} to {now:g}; {allowed} is tolerated"


def _gated() -> tuple[Measure, ...]:
    return tuple(measure for measure in MEASURES if measure.tolerance is not None)
