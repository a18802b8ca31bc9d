"""The reliability and the risk-coverage plot as PNG, drawn with Pillow."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from advisor.evaluation.calibration import Bin, Point
from advisor.evaluation.cases import CasesError

_WIDTH, _HEIGHT = 960, 720
_SCALE = 3  # drawn larger and shrunk: Pillow's lines have no smooth edges
_LEFT, _RIGHT, _TOP, _BOTTOM = 96, 36, 92, 84
_INK, _MUTED, _GRID, _PAPER = "#1f2937", "#6b7280", "#e5e7eb", "#ffffff"
_LINE, _FILL, _MARK = "#1d4ed8", "#dbe7fd", "#b45309"

XY = tuple[float, float]


def reliability(found: Sequence[Bin], path: Path) -> None:
    """Draw the share of answerable questions against their confidence.

    Raises:
        CasesError: the file cannot be written.
    """
    sheet = _Sheet(
        "Reliability",
        "Points on the dashed line: the confidence is the chance that the essays answer",
        "confidence",
        "share of questions that the essays answer",
    )
    for one in found:
        sheet.box((one.low + 0.008, 0), (one.high - 0.008, one.share), _FILL)
    sheet.dashed((0, 0), (1, 1), _MUTED)
    sheet.line([(one.chance, one.share) for one in found], _LINE)
    for one in found:
        sheet.dot((one.chance, one.share), _LINE)
    for one in found:
        sheet.note((one.chance, one.share), f"n = {one.count}", _MUTED)
    sheet.save(path)


def risk_coverage(points: Sequence[Point], path: Path, threshold: float) -> None:
    """Draw the risk of an answer against the share of questions answered.

    Args:
        points: one for each threshold, the highest first.
        path: of the PNG.
        threshold: the one in use, which is marked.

    Raises:
        CasesError: the file cannot be written.
    """
    highest = max((point.risk for point in points), default=0.0)
    sheet = _Sheet(
        "Risk and coverage",
        "Each point is a threshold of the confidence: lower and further right is better",
        "coverage: share of all questions answered",
        "risk: share of the answered that the essays do not answer",
        top=min(1.0, max(1, round(highest * 10 + 1)) / 10),
    )
    steps = [(point.coverage, point.risk) for point in points]
    if steps:
        corners = [(0.0, steps[0][1]), *steps]
        sheet.area([(0.0, 0.0), *corners, (steps[-1][0], 0.0)], _FILL)
        sheet.dashed((0, steps[-1][1]), (1, steps[-1][1]), _MUTED)
        sheet.note((0.12, steps[-1][1]), "answering everything", _MUTED)
        sheet.line(corners, _LINE)
    used = [point for point in points if point.threshold >= threshold]
    if used:
        at = (used[-1].coverage, used[-1].risk)
        sheet.dot(at, _MARK, 8)
        told = f"threshold {threshold:g}: {at[0]:.0%} answered, risk {at[1]:.1%}"
        sheet.note(at, told, _MARK, beside=True)
    sheet.save(path)


class _Sheet:
    """A square of axes from 0, in data coordinates, with title, grid and labels."""

    def __init__(self, title: str, subtitle: str, x: str, y: str, top: float = 1.0) -> None:
        self._top = top
        self._image = Image.new("RGB", (_WIDTH * _SCALE, _HEIGHT * _SCALE), _PAPER)
        self._draw = ImageDraw.Draw(self._image)
        for step in range(11):
            self._gridline(step / 10)
        self._axes()
        self._text((_LEFT, 24), title, 26, _INK, "lt")
        self._text((_LEFT, 58), subtitle, 16, _MUTED, "lt")
        self._text(((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 26), x, 18, _INK, "mm")
        self._upright(y)

    def line(self, points: Sequence[XY], colour: str) -> None:
        """Join the points; nothing for fewer than two."""
        if len(points) > 1:
            places = [self._at(point) for point in points]
            self._draw.line(places, colour, width=3 * _SCALE, joint="curve")

    def dashed(self, start: XY, end: XY, colour: str, dashes: int = 40) -> None:
        """Join two points with dashes."""
        (x, y), (x2, y2) = start, end
        for dash in range(dashes):
            ends = [
                self._at((x + (x2 - x) * part / dashes, y + (y2 - y) * part / dashes))
                for part in (dash, dash + 0.55)
            ]
            self._draw.line(ends, colour, width=2 * _SCALE)

    def area(self, points: Sequence[XY], colour: str) -> None:
        """Fill what the points enclose, under the grid's labels."""
        self._draw.polygon([self._at(point) for point in points], colour)
        self._axes()

    def box(self, low: XY, high: XY, colour: str) -> None:
        """Fill a rectangle."""
        (left, bottom), (right, top) = self._at(low), self._at(high)
        self._draw.rectangle((left, min(top, bottom - _SCALE), right, bottom), colour)
        self._axes()

    def dot(self, point: XY, colour: str, radius: float = 6) -> None:
        """A disc with a white rim."""
        x, y = self._at(point)
        for size, fill in ((radius + 2, _PAPER), (radius, colour)):
            reach = size * _SCALE
            self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill)

    def note(self, point: XY, text: str, colour: str, *, beside: bool = False) -> None:
        """Text above the point, to its left or over it; below it near the top; within the axes."""
        x, y = (value / _SCALE for value in self._at(point))
        wide = self._font(15).getlength(text) / _SCALE / 2
        x -= wide if beside else 0
        x = min(max(x, _LEFT + wide + 6), _WIDTH - _RIGHT - wide - 6)
        y = y - 20 if y - 34 > _TOP else y + 22
        self._text((x, y), text, 15, colour, "mm", halo=True)

    def save(self, path: Path) -> None:
        """Shrink and write."""
        image = self._image.resize((_WIDTH, _HEIGHT), Image.Resampling.LANCZOS)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            image.save(path, "PNG", optimize=True)
        except OSError as error:
            raise CasesError(f"{path} cannot be written: {error}") from error

    def _at(self, point: XY) -> XY:
        """Pixels of a point of the data."""
        x = _LEFT + point[0] * (_WIDTH - _LEFT - _RIGHT)
        y = _HEIGHT - _BOTTOM - point[1] / self._top * (_HEIGHT - _TOP - _BOTTOM)
        return x * _SCALE, y * _SCALE

    def _gridline(self, share: float) -> None:
        height = share * self._top
        for line in ([(share, 0), (share, self._top)], [(0, height), (1, height)]):
            self._draw.line([self._at(point) for point in line], _GRID, width=_SCALE)
        if round(share * 10) % 2 == 0:
            x, y = (value / _SCALE for value in self._at((share, height)))
            self._text((x, _HEIGHT - _BOTTOM + 18), f"{share:.0%}", 15, _MUTED, "mm")
            self._text((_LEFT - 12, y), f"{height:.0%}", 15, _MUTED, "rm")

    def _axes(self) -> None:
        corner = [self._at(point) for point in ((0, self._top), (0, 0), (1, 0))]
        self._draw.line(corner, _MUTED, width=_SCALE)

    def _upright(self, text: str) -> None:
        """The label of the vertical axis, turned to the left."""
        font = self._font(18)
        strip = Image.new("RGB", (int(font.getlength(text)) + 8 * _SCALE, 30 * _SCALE), _PAPER)
        middle = (strip.width / 2, strip.height / 2)
        ImageDraw.Draw(strip).text(middle, text, _INK, font, anchor="mm")
        turned = strip.rotate(90, expand=True)
        centre = (_TOP + _HEIGHT - _BOTTOM) / 2 * _SCALE
        self._image.paste(turned, (10 * _SCALE, int(centre - turned.height / 2)))

    def _text(
        self, at: XY, text: str, size: int, colour: str, anchor: str, *, halo: bool = False
    ) -> None:
        place = (at[0] * _SCALE, at[1] * _SCALE)
        rim = 4 * _SCALE if halo else 0
        font = self._font(size)
        self._draw.text(
            place, text, colour, font, anchor=anchor, stroke_width=rim, stroke_fill=_PAPER
        )

    @staticmethod
    def _font(size: int) -> ImageFont.FreeTypeFont:
        font = ImageFont.load_default(size * _SCALE)
        assert isinstance(font, ImageFont.FreeTypeFont)  # Pillow's wheels carry FreeType
        return font
