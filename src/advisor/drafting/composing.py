"""What is quotable becomes a draft: ranked, compared, and without repetition."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.domain import Hit, Passage
from advisor.drafting.quoting import units
from advisor.embedding import Encoder, Vectors
from advisor.retrieval import Retrieved, coverage
from advisor.text import is_cjk, terms

SIMILARITY, COVERAGE, PASSAGE = 0.22, 0.22, 0.56
"""Weights of a unit's cosine, its coverage of the question and its passage's score: the logistic
regression of benchmarks/fit.py (3.8, 3.8, 9.5 on XQuAD's development half), scaled to sum to 1."""

DEFINITION = 0.25
"""Added where the question asks what something is, and the unit says so."""

LIST = 0.06
"""Taken off a whole list where the question does not ask for one, so that its item is preferred."""

_PASSAGES = 6  # hits that sentences are taken from
_UNITS = 4
_WORDS = 130
_SUPPORT = 0.75  # a supporting unit has at least this share of the best unit's score

_COMPARISON = re.compile(
    r"(?:differen\w+|distinguish\w*|contrast|compare[ds]?|comparison)\s+(?:is\s+|are\s+)?(?:between\s+)?"
    r"(?P<a>.+?)\s+(?:and|from|with|to|versus|vs\.?)\s+(?P<b>[^?,;.]+)"
    r"|(?P<c>\S+(?:\s\S+){0,3})\s+(?:versus|vs\.?)\s+(?P<d>[^?,;.]+)"
    r"|how (?:does|do|is|are)\s+(?P<e>.+?)\s+(?:differ\w*|different)\s+from\s+(?P<f>[^?,;.]+)"
    r"|(?P<g>\S+)\s*(?:与|和|跟)\s*(?P<h>\S+?)\s*(?:有什么|的)?(?:区别|不同|差别)",
    re.I,
)
_DEFINITION = re.compile(
    r"^\W*(?:what (?:is|are|does|do|exactly is)|define|explain|meaning of)\b|(?:是什么|什么是)",
    re.I,
)
_LISTING = re.compile(
    r"\b(?:what|which|name|list)\b.*\b(?:features|steps|reasons|elements|points|kinds|types|ways|"
    r"lessons|principles|stages|parts|limits|conditions)\b",
    re.I,
)
_HOW_TO = re.compile(r"\b(?:what|how|which steps) (?:should|do|can|could|must|to)\b", re.I)
_DEFINES = (
    r"\s*[\"'”’]?\s*(?:,[^,]{1,60},\s*)?"
    r"(?:means|refers? to|describes?|stands for|(?:is|are) (?:an?|when)\b|是|(?P<weakly>is|are)\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One to three contiguous sentences of a passage, or a list with its lead-in, as drafted."""

    text: str
    role: str
    passage: Passage
    score: float


def draft(question: str, retrieved: Retrieved, encoder: Encoder) -> tuple[Unit, ...]:
    """The units that answer the question, the direct answer first; empty when none can.

    A comparison ("difference between A and B") gets the sentence that contrasts both, if it is
    the best, and then the best sentence on each side.
    """
    quotes = _Quotes.of(retrieved, encoder)
    if not quotes.found:
        return ()
    ranked = quotes.ranked(question, encoder)
    sides = compared(question)
    return _comparison(sides, ranked, quotes, encoder) if sides else _distinct(ranked)


def compared(question: str) -> tuple[str, ...]:
    """The two things that the question compares, or nothing.

    >>> compared("What is the difference between Internet+ and +Internet?")
    ('Internet+', '+Internet')
    """
    match = _COMPARISON.search(question)
    if match is None:
        return ()
    return tuple(side.strip(" \"'“”") for side in match.groups() if side)


@dataclass(frozen=True, slots=True)
class _Quotes:
    """Everything quotable in the best passages, with its vectors."""

    found: list[tuple[Hit, str]]
    vectors: Vectors | None
    """One row each; None where the encoder does not understand the question."""
    weights: Mapping[str, float]

    @staticmethod
    def of(retrieved: Retrieved, encoder: Encoder) -> "_Quotes":
        """The units of the best passages."""
        found = [
            (hit, text)
            for hit in retrieved.hits[:_PASSAGES]
            for text in dict.fromkeys(units(hit.passage))
        ]
        dense = retrieved.similarity is not None and found
        vectors = encoder.encode([text for _, text in found]) if dense else None
        return _Quotes(found, vectors, retrieved.weights)

    def ranked(self, question: str, encoder: Encoder) -> list[Unit]:
        """All units, the one that answers the question best first."""
        similarities = [0.0] * len(self.found)
        if self.vectors is not None:
            similarities = (self.vectors @ encoder.encode([question])[0]).tolist()
        scored = [
            Unit(
                text=text,
                role="support",
                passage=hit.passage,
                score=self._score(question, text, hit, similarity),
            )
            for (hit, text), similarity in zip(self.found, similarities, strict=True)
        ]
        return sorted(scored, key=lambda u: (-u.score, u.passage.essay_id, u.passage.start, u.text))

    def _score(self, question: str, text: str, hit: Hit, similarity: float) -> float:
        score = SIMILARITY * similarity + PASSAGE * hit.score
        score += COVERAGE * coverage(self.weights, set(terms(f"{hit.passage.heading} {text}")))
        if "\n" in text and not (_LISTING.search(question) or _HOW_TO.search(question)):
            score -= LIST
        defining = _DEFINITION.search(question) and not _LISTING.search(question)
        return score + DEFINITION * _defines(question, text) if defining else score


def _defines(question: str, text: str) -> float:
    """1 where the text says what the question's subject is ("X means", "X is a"), else 0.

    A bare "X is" may also tell something else about X, and counts half.
    """
    subject = _DEFINITION.sub("", question).strip(" ?？\"'“”").removesuffix("mean").strip()
    subject = re.sub(r"^(?:the|an?)\s+|\s*(?:mean|means)$", "", subject, flags=re.I)
    if not subject:
        return 0
    loose = r"\s*".join(re.escape(part) for part in re.findall(r"\w+|\S", subject))
    start = rf"(?:^|[.:：]\s+)[\"'“‘]?{'' if subject[0] == '+' else '(?<![+])'}{loose}(?!\s*\+|\w)"
    match = re.search(start + _DEFINES, text, re.I)
    return 0 if match is None else 0.5 if match["weakly"] else 1


def _comparison(
    sides: Sequence[str], ranked: Sequence[Unit], quotes: _Quotes, encoder: Encoder
) -> tuple[Unit, ...]:
    best = ranked[0]
    contrasts = all(set(terms(side)) <= set(terms(best.text)) for side in sides)
    chosen = [replace(best, role="answer")] if contrasts else []
    for side in sides:
        taken = [unit.text for unit in chosen]
        own = quotes.ranked(f"What is {side}?", encoder)
        chosen += [replace(unit, role="side") for unit in own if _is_new(unit.text, taken)][:1]
    return tuple(chosen)


def _distinct(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The best unit and those near it in score that add something, within the words allowed."""
    chosen: list[Unit] = []
    for unit in units:
        if chosen and unit.score < _SUPPORT * chosen[0].score:
            break
        words = sum(_length(other.text) for other in [*chosen, unit])
        fits = not chosen or (len(chosen) < _UNITS and words <= _WORDS)
        if fits and _is_new(unit.text, [other.text for other in chosen]):
            chosen.append(replace(unit, role="support" if chosen else "answer"))
    return tuple(chosen)


def _is_new(text: str, others: Sequence[str]) -> bool:
    """Whether the text is no part of another one and shares less than half of its terms."""
    own = set(terms(text))
    return all(
        other not in text
        and text not in other
        and 2 * len(own & set(terms(other))) < 1.2 * len(own)
        for other in others
    )


def _length(text: str) -> int:
    return len(text) // 2 if is_cjk(text) else len(text.split())
