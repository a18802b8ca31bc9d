"""Scores as a radar chart, drawn as SVG; pure."""

import html
import math
from collections.abc import Sequence

from advisor.assessment import Score

_SIZE, _RADIUS, _LABEL = 460, 130, 22
_RINGS = (25, 50, 75, 100)


def radar(scores: Sequence[Score]) -> str:
    """The chart, named for screen readers by its numbers."""
    named = "; ".join(f"{one.title} {one.percent:.0f} of 100" for one in scores)
    rings = "".join(_polygon([ring] * len(scores), f"ring r{ring}") for ring in _RINGS)
    spokes = "".join(
        '<line class="ring" x1="{}" y1="{}" x2="{}" y2="{}"/>'.format(
            *_point(0, 0, 1), *_point(100, place, len(scores))
        )
        for place in range(len(scores))
    )
    labels = "".join(_label(one, place, len(scores)) for place, one in enumerate(scores))
    dots = "".join(
        '<circle class="dot" r="4" cx="{}" cy="{}"/>'.format(
            *_point(one.percent, place, len(scores))
        )
        for place, one in enumerate(scores)
    )
    area = _polygon([one.percent for one in scores], "area")
    return (
        f'<svg class="radar" role="img" viewBox="-70 44 {_SIZE + 140} {_SIZE - 88}" '
        f'aria-label="Radar chart: {html.escape(named)}">{rings}{spokes}{area}{dots}{labels}</svg>'
    )


def _polygon(percents: Sequence[float], name: str) -> str:
    points = " ".join(
        "{},{}".format(*_point(percent, place, len(percents)))
        for place, percent in enumerate(percents)
    )
    return f'<polygon class="{name}" points="{points}"/>'


def _label(score: Score, place: int, count: int) -> str:
    x, y = _point(100 + 100 * _LABEL / _RADIUS, place, count)
    side = "middle" if abs(x - _SIZE / 2) < 1 else "start" if x > _SIZE / 2 else "end"
    words = score.title.split(" ")
    lines = [" ".join(words[:1]), " ".join(words[1:])] if len(words) > 1 else words
    lines[-1] += f" {score.percent:.0f}"
    spans = "".join(
        f'<tspan x="{x}" dy="{"1.15em" if row else "0"}">{html.escape(line)}</tspan>'
        for row, line in enumerate(lines)
    )
    return f'<text x="{x}" y="{y}" text-anchor="{side}">{spans}</text>'


def _point(percent: float, place: int, count: int) -> tuple[float, float]:
    """Where a percentage lies on the spoke with that number; the first points upwards."""
    angle = 2 * math.pi * place / count - math.pi / 2
    reach = _RADIUS * percent / 100
    middle = _SIZE / 2
    return round(middle + reach * math.cos(angle), 1), round(middle + reach * math.sin(angle), 1)
