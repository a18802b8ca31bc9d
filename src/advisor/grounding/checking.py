"""What a sentence and its evidence have to agree on, whatever their similarity. Pure.

Each check gives the reason why the evidence does not support the sentence, or None.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from advisor.grounding.figures import Figure, figures
from advisor.grounding.lexicon import UNITS
from advisor.grounding.meaning import (
    Clause,
    clauses,
    compared,
    content,
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
from advisor.text import sentence_spans, terms

_MARK = re.compile(
    r"\b(from|to|of|by|in|against|ahead|after|before)\s+(?:its\s|about\s|the\s)?$", re.I
)
_COMPARATIVES = frozenset(
    "more less fewer higher lower larger smaller bigger greater better worse longer shorter faster "
    "slower older younger stronger weaker cheaper".split()
)
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
    return f"unit not in the evidence: {min(said)}" if said else None


def _units(text: str) -> frozenset[str]:
    found = words(text) & UNITS
    return frozenset(_SAME_UNIT.get(word, word.removesuffix("s")) for word in found)


def _names(text: str, evidence: str, context: str) -> str | None:
    known = f"{context}\n{evidence}"
    held = frozenset(re.findall(r"[\w&’'.+-]*\w\+?", known.lower()))
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
    word = overstated(words(text), words(evidence))
    return f"said of more than in the evidence: {word}" if word else None


def _certainty(text: str, evidence: str, context: str) -> str | None:
    """What the evidence leaves open, plans or reports as an opinion is not said as a fact."""
    if hedged(words(text)):
        return None
    theirs = clauses(evidence)
    for clause in clauses(text):
        matching = _matching(clause, theirs, frozenset())
        if len(clause.terms) > 1 and matching and all(hedged(c.words) for c in matching):
            return "said as a fact, where the evidence is of an opinion or a plan"
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
        matching = _matching(clause, theirs, frozenset())
        pairs = [opposites(clause.words, other.words) for other in matching]
        if matching and all(pairs) and pairs[0]:
            return f"opposites: {pairs[0][0]}, {pairs[0][1]}"
    pair = opposites(words(text), words(evidence))
    return f"opposites: {pair[0]}, {pair[1]}" if pair else None


def _belonging(text: str, evidence: str, context: str) -> str | None:
    """Figures and names have to stand in the clauses that the sentence's clauses belong to."""
    theirs = clauses(evidence)
    found = [*names(evidence, text), *names(text, evidence)]
    named = {term for token in found for term in terms(token.term)}
    for clause in clauses(text):
        said = text[clause.start : clause.end]
        reason = _figure_elsewhere(clause, said, theirs, evidence, named)
        reason = reason or _name_elsewhere(clause, said, theirs, evidence, named)
        if reason:
            return reason
    return _order(text, evidence) or _years(text, evidence)


def _figure_elsewhere(
    clause: Clause, said: str, theirs: Sequence[Clause], evidence: str, named: set[str]
) -> str | None:
    own = [figure for figure in figures(said) if not figure.is_year]
    bearing = [c for c in theirs if figures(evidence[c.start : c.end])]
    counted = content(" ".join(said[figure.start : figure.end] for figure in own)) | {"percent"}
    matching = _matching(clause, bearing, frozenset(named), besides=counted)
    if not own or not matching:
        return None
    for other in matching:
        held = {figure.key for figure in figures(evidence[other.start : other.end])}
        if all(figure.key in held for figure in own):
            return None
    if len(own) > 1:  # the clause may gather what the evidence spreads over a sentence
        return None if _in_one_sentence(own, evidence) else "figures of different sentences"
    return f"figure belongs to something else: {said[own[0].start : own[0].end].strip()}"


def _in_one_sentence(own: Sequence[Figure], evidence: str) -> bool:
    wanted = {figure.key for figure in own}
    return any(wanted <= {f.key for f in figures(s)} for s in _sentences(evidence))


def _name_elsewhere(
    clause: Clause, said: str, theirs: Sequence[Clause], evidence: str, named: set[str]
) -> str | None:
    own = {token.term for token in names(said, evidence)}
    matching = _matching(clause, theirs, frozenset(), besides=frozenset(named))
    if not own or not matching:
        return None
    found = [{token.term for token in names(evidence[c.start : c.end], evidence)} for c in matching]
    if all(found) and not any(own & o or _joined(own, o, evidence) for o in found):
        return f"said of another name: {', '.join(sorted(own))}"
    return None


def _joined(own: set[str], other: set[str], evidence: str) -> bool:
    """Whether the evidence names one of each together: "Acme and Bolt"."""
    left, right = ("|".join(map(re.escape, sorted(found))) for found in (own, other))
    pair = rf"\b(?:(?:{left})\s+(?:and|or)\s+(?:{right})|(?:{right})\s+(?:and|or)\s+(?:{left}))\b"
    return bool(re.search(pair, evidence, re.I))


def _matching(
    clause: Clause,
    others: Sequence[Clause],
    weighty: frozenset[str],
    besides: frozenset[str] = frozenset(),
) -> list[Clause]:
    """The clauses that share most terms with this one; a name counts threefold if weighty."""
    own = frozenset(t for t in clause.terms - besides if not t[0].isdigit())
    shared = [len(own & c.terms) + 2 * len(own & c.terms & weighty) for c in others]
    best = max(shared, default=0)
    return [c for c, count in zip(others, shared, strict=True) if count == best > 0]


def _order(text: str, evidence: str) -> str | None:
    """Figures keep their order, or what marks them: "from" one "to" another, one "of" another."""
    own = [figure for figure in figures(text) if not figure.is_year]
    for sentence in _sentences(evidence):
        place = {figure.key: figure for figure in reversed(figures(sentence))}
        both = [(one, place[one.key]) for one in own if one.key in place]
        for (one, first), (other, second) in zip(both, both[1:], strict=False):
            marks = [_mark(text, f) for f in (one, other)]
            theirs = [_mark(sentence, f) for f in (first, second)]
            crossed = marks != theirs and marks[0] == theirs[1] and marks[1] == theirs[0]
            turned_round = first.start > second.start and marks != theirs
            if one.key != other.key and (crossed or turned_round):
                return "figures have changed places"
    return None


def _mark(text: str, figure: Figure) -> str:
    """The word before a figure that says what it is: from, to, of, by, in, against."""
    before = _MARK.search(text[: figure.start])
    return before[1].lower() if before else ""


def _years(text: str, evidence: str) -> str | None:
    """A figure keeps the year that stands nearest to it, where the evidence has several."""
    own = figures(text)
    years = [figure for figure in own if figure.is_year or figure.kind == "ordinal"]
    if not years:
        return None
    for figure in own:
        if figure.is_year or figure.kind == "ordinal":
            continue
        said = min(years, key=lambda year: _apart(figure, year))
        if _at_another_time(figure, years, evidence):
            return f"figure belongs to another time: {text[figure.start : figure.end].strip()}"
        if not said.is_year:
            continue
        for sentence in _sentences(evidence):
            found = figures(sentence)
            theirs = [f for f in found if f.is_year]
            here = [f for f in found if f.key == figure.key]
            if len({f.key for f in theirs}) < 2 or not here:
                continue
            near = {min(theirs, key=lambda year: _apart(one, year)).key for one in here}
            if said.key not in near and {y.key for y in years}.isdisjoint(near):
                return f"figure belongs to another year: {text[figure.start : figure.end].strip()}"
    return None


def _at_another_time(figure: Figure, times: Sequence[Figure], evidence: str) -> bool:
    """Whether the clauses that hold the figure name other years, or quarters, than the sentence."""
    for kind in ({f.key for f in times if f.is_year}, {f.key for f in times if not f.is_year}):
        named = []
        for clause in clauses(evidence):
            found = figures(evidence[clause.start : clause.end])
            if figure.key in {f.key for f in found}:
                named.append({f.key for f in found if f.is_year or f.kind == "ordinal"})
        years = bool(kind) and next(iter(kind))[0] == "number"
        theirs = [{key for key in keys if (key[0] == "number") == years} for keys in named]
        if kind and theirs and all(keys and keys.isdisjoint(kind) for keys in theirs):
            return True
    return False


def _apart(one: Figure, other: Figure) -> int:
    return other.start - one.end if other.start >= one.end else 2 * (one.start - other.end)


def _sentences(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        for start, end in sentence_spans(paragraph):
            yield paragraph[start:end]


_CHECKS: tuple[Callable[[str, str, str], str | None], ...] = (
    _figures,
    _names,
    _places,
    _denial,
    _direction,
    _belonging,
    _scope,
    _certainty,
)
