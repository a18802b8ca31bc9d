"""What a sentence and its evidence have to agree on, whatever their similarity. Pure.

Each check gives the reason why the evidence does not support the sentence, or None.
"""

import re
from collections.abc import Callable

from advisor.grounding.belonging import belonging, matching, sentences
from advisor.grounding.causing import uncaused
from advisor.grounding.editing import edited
from advisor.grounding.lexicon import UNITS
from advisor.grounding.meaning import (
    clauses,
    compared,
    contradicted,
    hedged,
    names,
    opposites,
    overstated,
    same_side,
    swapped,
    turned,
    words,
)
from advisor.text import Figure, currency, figures, terms

_COMPARATIVES = frozenset(
    "more less fewer higher lower larger smaller bigger greater better worse longer shorter faster "
    "slower older younger stronger weaker cheaper".split()
)
_REPORTED = re.compile(
    r"\b(?:sa(?:id|ys?)|told|writes?|wrote|report(?:s|ed)?|according to|object(?:s|ed)|argue[sd]?|"
    r"claim(?:s|ed)?|warn(?:s|ed)|conced(?:es|ed)|complain(?:s|ed)|admit(?:s|ted)|insist(?:s|ed)|"
    r"believe[sd]?|found|noted?|explain(?:s|ed)|conclude[sd]?)\b",
    re.I,
)
_OWN_READING = re.compile(r"\bour reading\b", re.I)
_SAME_UNIT = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}


def disagreement(text: str, evidence: str, context: str = "") -> str | None:
    """Why the evidence cannot support the sentence; None where nothing speaks against it.

    Args:
        text: the sentence.
        evidence: the quotes that are to support it.
        context: title and headings over the quotes; names in them count as named.
    """
    return next((found for check in _CHECKS if (found := check(text, evidence, context))), None)


def is_particular(text: str, evidence: str) -> bool:
    """Whether the sentence states a figure, a name, or something of all or none."""
    universal = overstated(words(text), ())
    return bool(figures(text) or names(text, evidence) or universal)


def _figures(text: str, evidence: str, context: str) -> str | None:
    held = {figure.key for figure in figures(f"{context}\n{evidence}")}
    for figure in figures(text):
        if figure.key not in held:
            return f"figure not in the evidence: {text[figure.start : figure.end].strip()}"
    said = _units(text) - _units(f"{context}\n{evidence}")
    if said:
        return f"unit not in the evidence: {min(said)}"
    for figure in figures(text):
        paid_in, held_in = currency(text, figure), _currencies(evidence, figure)
        if paid_in and held_in and paid_in not in held_in:
            return f"figure in another currency: {text[figure.start : figure.end].strip()}"
    return None


def _units(text: str) -> frozenset[str]:
    found = words(text) & UNITS
    return frozenset(_SAME_UNIT.get(word, word.removesuffix("s")) for word in found)


def _currencies(evidence: str, figure: Figure) -> frozenset[str]:
    """The currencies of the figure wherever the evidence states it; none if one lacks any."""
    found = [currency(evidence, f) for f in figures(evidence) if f.key == figure.key]
    return frozenset(found) if all(found) else frozenset()


def _edits(text: str, evidence: str, context: str) -> str | None:
    return edited(text, evidence)


def _names(text: str, evidence: str, context: str) -> str | None:
    known = f"{context}\n{evidence}"
    held = frozenset(re.findall(r"[\w&’'.+-]*\w\+?", known.lower()))
    held |= {re.sub(r"['’]s$", "", word) for word in held}
    held |= {part for word in held for part in re.split(r"[-’'.]", word)}
    found = names(text, known)
    for token in found:
        if token.term not in held:
            return f"name not in the evidence: {text[token.start : token.end]}"
    for left, right in zip(found, found[1:], strict=False):
        together = rf"\b{re.escape(left.term)}(?:\s+|-){re.escape(right.term)}"
        if text[left.end : right.start] == " " and not re.search(together, known, re.I):
            return f"names not together in the evidence: {text[left.start : right.end]}"
    return None


def _places(text: str, evidence: str, context: str) -> str | None:
    pair = swapped(text, evidence)
    return f"names have changed places: {pair[0]}, {pair[1]}" if pair else None


def _denial(text: str, evidence: str, context: str) -> str | None:
    word = contradicted(text, evidence)
    return f"denied by one and said by the other: {word}" if word else None


def _scope(text: str, evidence: str, context: str) -> str | None:
    bare = re.sub(r"\beach other\b", " ", text, flags=re.I)
    word = overstated(words(bare), words(evidence))
    return f"said of more than in the evidence: {word}" if word else None


def _certainty(text: str, evidence: str, context: str) -> str | None:
    """What the evidence leaves open, plans or reports as an opinion is not said as a fact."""
    if hedged(words(text)):
        return None
    theirs = clauses(evidence)
    for clause in clauses(text):
        alike = matching(clause, theirs)
        if len(clause.terms) > 1 and alike and all(hedged(c.words) for c in alike):
            return "said as a fact, where the evidence is of an opinion or a plan"
    return None


def _source(text: str, evidence: str, context: str) -> str | None:
    """What an essay gives as its own reading is nobody else's word."""
    told = list(sentences(evidence))
    own = set(terms(text))
    if not told or _OWN_READING.search(text) or not _REPORTED.search(text):
        return None
    nearest = max(told, key=lambda sentence: len(own & set(terms(sentence))))
    if _OWN_READING.search(nearest) and not _REPORTED.search(nearest):
        return "said by somebody, where the evidence is the essay's own reading"
    return None


def _direction(text: str, evidence: str, context: str) -> str | None:
    """Opposites in the clauses that belong together; a comparison may turn both at once."""
    if turned(text, evidence):
        return "the sides of the comparison have changed places"
    pointing = [word for word in words(text) if word in _COMPARATIVES]
    if any(True for _ in compared(text)) and pointing:
        held = words(evidence)
        if not held & _COMPARATIVES and not any(same_side(word, held) for word in pointing):
            return f"comparison not in the evidence: {min(pointing)}"
    if any(True for _ in compared(text)) and any(True for _ in compared(evidence)):
        pair = opposites(words(text), words(evidence))
        sides = [b & c for _, b in compared(text) for c, _ in compared(evidence)]
        if pair and not any(sides):
            return f"opposites: {pair[0]}, {pair[1]}"
        if pair:
            return None
    theirs = clauses(evidence)
    for clause in clauses(text):
        alike = matching(clause, theirs)
        pairs = [opposites(clause.words, other.words) for other in alike]
        if alike and all(pairs) and pairs[0]:
            return f"opposites: {pairs[0][0]}, {pairs[0][1]}"
    pair = opposites(words(text), words(evidence))
    return f"opposites: {pair[0]}, {pair[1]}" if pair else None


_CHECKS: tuple[Callable[[str, str, str], str | None], ...] = (
    _figures,
    _names,
    _places,
    uncaused,
    _denial,
    _direction,
    _edits,
    belonging,
    _scope,
    _certainty,
    _source,
)
