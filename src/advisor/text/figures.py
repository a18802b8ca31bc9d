"""The figures a text states: numbers, fractions, multiples and ordinals, by value; money too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_PARTS = {"half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5}
_PARTS |= {f"{part}s": share for part, share in _PARTS.items() if part not in ("half", "halves")}
_TIMES = {
    "halve": 1 / 2,
    "halved": 1 / 2,
    "double": 2,
    "doubled": 2,
    "doubling": 2,
    "twice": 2,
    "twofold": 2,
    "triple": 3,
    "tripled": 3,
    "threefold": 3,
    "fourfold": 4,
    "quadrupled": 4,
    "fivefold": 5,
    "tenfold": 10,
    "dozen": 12,
    "decade": 10,
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1
    )
}

_WORD = "|".join([*_ONES[2:], *_TENS])
_SCALE = "|".join(_SCALES)
_NUMBER = re.compile(
    rf"(?P<share>(?:\b(?P<count>a|an|one|two|three|four)[\s-]+)?\b(?P<part>{'|'.join(_PARTS)})\b"
    r"(?=\s+(?:of|as|more|less|the|that|to|in)\b|[\s]*[.,;:)]|\s*$))"
    r"|(?<![\w.])(?P<digits>\d+(?:[.,]\d+)*)(?P<nth>st|nd|rd|th)?(?![\d])"
    rf"(?:[\s-]?(?P<scale>{_SCALE})\b)?(?P<percent>\s?(?:%|per\s?cent\b|percentage\spoints?\b))?"
    rf"|\b(?P<word>(?:{_WORD}|one(?=[\s-](?:{_SCALE})))(?:[\s-](?:{_WORD}|one)\b)?)\b"
    rf"(?:[\s-](?P<wscale>{_SCALE})\b)?(?P<wpercent>\s?(?:%|per\s?cent\b|percentage\spoints?\b))?"
    rf"|\b(?P<times>{'|'.join(_TIMES)})\b"
    rf"|\b(?P<ordinal>{'|'.join(_ORDINALS)})\b(?!\s*,)",
    re.I,
)
_CURRENCIES = {
    word: currency
    for currency, written in (
        ("usd", "usd dollar dollars $"),
        ("eur", "eur euro euros €"),
        ("gbp", "gbp pound pounds £"),
        ("cny", "cny rmb yuan renminbi"),
        ("dkk", "dkk krone kroner"),
        ("jpy", "jpy yen"),
        ("sgd", "sgd s$"),
        ("chf", "chf franc francs"),
    )
    for word in written.split()
}
# A whole number from 1500 to 2100 is a date after these words, unless it counts something.
_DATED = re.compile(
    r"(?:\b(?:in|of|since|from|until|before|after|during|early|late|january|february|march|april|"
    r"may|june|july|august|september|october|november|december)\s|[(–-])$",
    re.I,
)
_COUNTS = re.compile(r"\s[a-z]+s\b")
_ORDINAL_BEFORE = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\s+$", re.I)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is meant, and where it stands."""

    kind: str
    """``number``, ``percent``, ``share``, ``times`` or ``ordinal``."""
    value: float
    start: int
    end: int

    @property
    def key(self) -> tuple[str, float]:
        """Equal for two figures that state the same."""
        return self.kind, round(self.value, 6)

    @property
    def is_year(self) -> bool:
        """Whether it reads as a year."""
        return self.kind == "number" and 1500 <= self.value <= 2100 and self.value % 1 == 0


def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of the text in order; ``one`` and ``a`` alone are none.

    >>> [figure.key for figure in figures("Nine of 4,000 sacks, or 1.2 million, a third of it")]
    [('number', 9), ('number', 4000.0), ('number', 1200000.0), ('share', 0.333333)]
    """
    found = list(_figures(text))
    for index in range(len(found) - 2, -1, -1):
        found[index] = _completed(found[index], found[index + 1], text)
    return tuple(found)


def _figures(text: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        group = {name: value.lower() for name, value in match.groupdict().items() if value}
        if "part" in group and _ORDINAL_BEFORE.search(text[: match.start()]):
            continue  # "the second quarter" is a time
        kind, value = _meant(group)
        yield Figure(kind, value, *match.span())


def _completed(figure: Figure, following: Figure, text: str) -> Figure:
    """The figure as a percentage where the one it is joined to says so: "from 12 to 5 percent"."""
    joined = re.fullmatch(
        r"\s*(?:to|and|or|against|-|–|,)\s*(?:about\s|only\s)?", text[figure.end : following.start]
    )
    if joined and figure.kind == "number" and following.kind == "percent" and not figure.is_year:
        return replace(figure, kind="percent")
    return figure


def _meant(group: dict[str, str]) -> tuple[str, float]:
    if "part" in group:
        return "share", _PARTS[group["part"]] * _WORDS.get(group.get("count", ""), 1)
    if "times" in group:
        return "times", _TIMES[group["times"]]
    if "ordinal" in group:
        return "ordinal", _ORDINALS[group["ordinal"]]
    if "digits" in group:
        value = _digits(group["digits"]) * _SCALES.get(group.get("scale", ""), 1)
        kind = "percent" if "percent" in group else "ordinal" if "nth" in group else "number"
        return kind, value
    value = sum(_WORDS[word] for word in re.split(r"[\s-]+", group["word"]))
    value *= _SCALES.get(group.get("wscale", ""), 1)
    return ("percent" if "wpercent" in group else "number"), value


def _digits(written: str) -> float:
    r"""The value of digits with separators: a comma before three digits groups, else it divides.

    >>> _digits("3,442.5"), _digits("1.289"), _digits("4,5")
    (3442.5, 1.289, 4.5)
    """
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", written):
        return float(written.replace(",", ""))
    first, *rest = re.split(r"[.,]", written)
    return float(f"{first}.{''.join(rest)}" if len(rest) == 1 else "".join([first, *rest]))


def currency(text: str, figure: Figure) -> str:
    """The code of the currency that stands directly before or after a figure, or nothing.

    >>> currency("about 5 euros", figures("about 5 euros")[0])
    'eur'
    """
    before = re.search(r"(\w+|[$€£¥])\s?$", text[: figure.start])
    after = re.match(r"\s?(\w+)", text[figure.end :])
    words = (match[1].lower() for match in (before, after) if match)
    return next((_CURRENCIES[word] for word in words if word in _CURRENCIES), "")


def states_figure(text: str, besides: str = "", *, of_money: bool = False) -> bool:
    """Whether the text states a figure that is no date and that another text does not state.

    Args:
        text: the text.
        besides: another text, such as the question that asks for a figure.
        of_money: whether only an amount of money will do.

    >>> states_figure("Bolt sold 40 presses in 2019."), states_figure("Bolt was sold in 2019.")
    (True, False)
    """
    told = {figure.key for figure in figures(besides)}
    return any(
        figure.key not in told
        and figure.kind != "ordinal"
        and not _is_date(text, figure)
        and (not of_money or bool(currency(text, figure)))
        for figure in figures(text)
    )


def _is_date(text: str, figure: Figure) -> bool:
    counts = _COUNTS.match(text, figure.end) and not _DATED.search(text[: figure.start])
    return figure.is_year and not counts
