"""Whether what a sentence says of figures, names and years is said of the same ones. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from advisor.grounding.meaning import Clause, clauses, content, names
from advisor.text import Figure, figures, sentence_spans, terms

_MARK = re.compile(
    r"\b(from|to|of|by|in|against|ahead|after|before)\s+(?:its\s|about\s|the\s)?$", re.I
)

_DATED = 2  # terms of a clause that say too little of what its year is the year of


def belonging(text: str, evidence: str, context: str) -> str | None:
    """Why a figure, a name or a year is another one's; None where nothing speaks against it.

    Figures and names have to stand in the clauses that the sentence's clauses belong to. The
    context over the evidence says nothing about that.
    """
    theirs = clauses(evidence)
    found = [*names(evidence, text), *names(text, evidence)]
    named = {term for token in found for term in terms(token.term)}
    for clause in clauses(text):
        said = text[clause.start : clause.end]
        reason = _figure_elsewhere(clause, said, theirs, evidence, named)
        reason = reason or _name_elsewhere(clause, said, theirs, evidence, named)
        if reason:
            return reason
    checks = (_exchanged, _order, _years, _years_elsewhere)
    return next((wrong for check in checks if (wrong := check(text, evidence))), None)


def _figure_elsewhere(
    clause: Clause, said: str, theirs: Sequence[Clause], evidence: str, named: set[str]
) -> str | None:
    own = [figure for figure in figures(said) if not figure.is_year]
    bearing = [c for c in theirs if figures(evidence[c.start : c.end])]
    counted = content(" ".join(said[figure.start : figure.end] for figure in own)) | {"percent"}
    alike = matching(clause, bearing, frozenset(named), besides=counted)
    if not own or not alike:
        return None
    for other in alike:
        held = {figure.key for figure in figures(evidence[other.start : other.end])}
        if all(figure.key in held for figure in own):
            return None
    if len(own) > 1:  # the clause may gather what the evidence spreads over a sentence
        return None if _in_one_sentence(own, evidence) else "figures of different sentences"
    return f"figure belongs to something else: {said[own[0].start : own[0].end].strip()}"


def _in_one_sentence(own: Sequence[Figure], evidence: str) -> bool:
    wanted = {figure.key for figure in own}
    return any(wanted <= {f.key for f in figures(s)} for s in sentences(evidence))


def _name_elsewhere(
    clause: Clause, said: str, theirs: Sequence[Clause], evidence: str, named: set[str]
) -> str | None:
    own = {token.term for token in names(said, evidence)}
    alike = matching(clause, theirs, besides=frozenset(named))
    if not own or not alike:
        return None
    found = [{token.term for token in names(evidence[c.start : c.end], evidence)} for c in alike]
    if all(found) and not any(own & o or _joined(own, o, evidence) for o in found):
        return f"said of another name: {', '.join(sorted(own))}"
    return None


def _exchanged(text: str, evidence: str) -> str | None:
    """Two clauses that mix what two of one sentence tell apart: who feared whom, and who others."""
    pairs = [pair for one in sentences(evidence) for pair in combinations(clauses(one), 2)]
    for one, other in combinations(clauses(text), 2):
        for first, second in pairs:
            apart = first.terms - second.terms, second.terms - first.terms
            mixed = [own.terms & told for own in (one, other) for told in apart]
            if all(mixed) and not one.terms & other.terms & (apart[0] | apart[1]):
                return f"said of one another: {min(mixed[0])}, {min(mixed[1])}"
    return None


def _years_elsewhere(text: str, evidence: str) -> str | None:
    """A clause keeps its year: the sentences that say most of it name another one."""
    theirs = [(clause, one) for one in sentences(evidence) for clause in clauses(one)]
    for clause in clauses(text):
        own = _years_of(text[clause.start : clause.end])
        held = [c for c, _ in theirs]
        alike = matching(clause, held) if len(clause.terms) > _DATED else []
        found = [_years_of(sentence) for c, sentence in theirs if c in alike]
        if own and found and all(years and years.isdisjoint(own) for years in found):
            return f"year belongs to something else: {min(own):.0f}"
    return None


def _years_of(text: str) -> frozenset[float]:
    return frozenset(figure.value for figure in figures(text) if figure.is_year)


def _joined(own: set[str], other: set[str], evidence: str) -> bool:
    """Whether the evidence names one of each together: "Acme and Bolt"."""
    left, right = ("|".join(map(re.escape, sorted(found))) for found in (own, other))
    pair = rf"\b(?:(?:{left})\s+(?:and|or)\s+(?:{right})|(?:{right})\s+(?:and|or)\s+(?:{left}))\b"
    return bool(re.search(pair, evidence, re.I))


def matching(
    clause: Clause,
    others: Sequence[Clause],
    weighty: frozenset[str] = frozenset(),
    besides: frozenset[str] = frozenset(),
) -> list[Clause]:
    """The clauses that share most terms with this one; a name counts threefold if weighty.

    Args:
        clause: of the sentence.
        others: of the evidence.
        weighty: terms that count threefold.
        besides: terms that do not count.
    """
    own = frozenset(t for t in clause.terms - besides if not t[0].isdigit())
    shared = [len(own & c.terms) + 2 * len(own & c.terms & weighty) for c in others]
    best = max(shared, default=0)
    return [c for c, count in zip(others, shared, strict=True) if count == best > 0]


def _order(text: str, evidence: str) -> str | None:
    """Figures keep their order, or what marks them: "from" one "to" another, one "of" another."""
    own = [figure for figure in figures(text) if not figure.is_year]
    for sentence in sentences(evidence):
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
        for sentence in sentences(evidence):
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


def sentences(text: str) -> Iterator[str]:
    """The sentences of the text, paragraph by paragraph."""
    for paragraph in text.split("\n\n"):
        for start, end in sentence_spans(paragraph):
            yield paragraph[start:end]
