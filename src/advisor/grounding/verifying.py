"""Is a sentence supported by the passages? A verdict with its reason, and the exact spans."""

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from advisor.domain import Passage
from advisor.embedding import Encoder
from advisor.grounding.aligning import Aligner, Alignment, Span, Word, sentences
from advisor.grounding.checking import disagreement, is_particular
from advisor.grounding.lexicon import LIGHT
from advisor.grounding.meaning import clauses, content, names, same_side, words
from advisor.text import terms

THRESHOLD = 0.30
"""A sentence is supported from this probability on: none of the false ones in the tests reaches it
and agrees, and nine in ten of the true ones do."""

# Logistic regression of benchmarks/grounding.py on WiCE's development claims and SciFact's training
# claims, each corpus with the same weight: intercept, and closeness. AUROC .778 on WiCE (word
# overlap on the same evidence .766) and .803 on SciFact's sentences (.772), .764 with those that
# contradict. The shares of figures and names held would add .03 on WiCE and cost as much on
# SciFact; the checks hold them instead.
_WEIGHTS = (-3.89, 4.49)

_NEAR = 0.55
"""Cosine from which a word that the evidence lacks counts as said by another word of it."""

_LEANING = re.compile(
    r"^(?:\W*\w+\W+){0,3}(?:it|its|they|their|them|this|these|that|those|he|she|his|her|such|both|"
    r"one|another|others)\b",
    re.I,
)
_SOURCE = re.compile(r"\baccording to(?P<who>[^,;.]*)", re.I)
_LIGHT = frozenset(terms(" ".join(sorted(LIGHT))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a sentence, and why."""

    supported: bool
    probability: float
    """That the spans support the sentence, in [0, 1]; 0 where they disagree with it."""
    reason: str
    """In words; empty where the sentence is supported."""
    spans: tuple[Span, ...] = ()
    """What supports it, or comes nearest, each at most three sentences of one passage."""
    disagrees: bool = False
    """Whether a figure, a name, a denial or a direction speaks against the sentence."""
    particular: bool = False
    """Whether the sentence states a figure, a name, or something of all or none."""
    novel: tuple[str, ...] = ()
    """Words of the sentence that the spans neither hold nor say otherwise."""
    nearest: Span | None = None
    """The one sentence that says most of it, whether or not it disagrees."""
    closeness: float = 0.0
    """How much of the sentence the spans hold, in [0, 1], whether or not they disagree with it."""


class Verifier:
    """Passages that sentences are verified against."""

    def __init__(
        self, passages: Sequence[Passage], titles: Sequence[str], encoder: Encoder
    ) -> None:
        """Compute the vectors of the passages.

        Args:
            passages: those a sentence may rest on.
            titles: of the essay of each passage; a name in it counts as named.
            encoder: the embedding model; it has to understand the language of the sentences.
        """
        self._aligner = Aligner(passages, encoder)
        self._understands = encoder.understands
        self._context = {
            passage.id: f"{title}\n{passage.heading}"
            for passage, title in zip(passages, titles, strict=True)
        }
        self._subjects = _subjects(passages)

    def verify(self, text: str) -> Verdict:
        """The verdict on one sentence."""
        if not self._understands(text):
            return Verdict(supported=False, probability=0.0, reason="script not understood")
        alignment = self._aligner.align(text)
        if not alignment.spans or not alignment.words:
            return Verdict(supported=False, probability=0.0, reason="nothing to compare")
        evidence = "\n\n".join(span.text for span in alignment.spans)
        context = "\n".join(dict.fromkeys(self._context[s.passage.id] for s in alignment.spans))
        against = disagreement(text, evidence, context)
        subjects = frozenset[str]().union(
            *(self._subjects[s.passage.essay_id] for s in alignment.spans)
        )
        foreign = misattributed(text, alignment) or borrowed(text, alignment, context, subjects)
        new = novel(text, alignment.words, evidence)
        close = closeness(alignment)
        chance = probability(close)
        if against:
            reason, chance = against, 0.0
        elif foreign:
            reason, chance = f"said of something else: {foreign}", 0.0
        elif new:
            reason = f"not in the evidence: {', '.join(new)}"
        else:
            reason = "" if chance >= THRESHOLD else "too far from the evidence"
        return Verdict(
            supported=not reason,
            probability=chance,
            reason=reason,
            spans=alignment.spans,
            disagrees=bool(against or foreign),
            particular=is_particular(text, evidence),
            novel=new,
            nearest=max(alignment.sentences, key=lambda one: sum(one[1]))[0],
            closeness=close,
        )


def novel(text: str, held: Sequence[Word], evidence: str) -> tuple[str, ...]:
    """The words of the sentence that the evidence does not say in any words."""
    said = words(evidence)
    found = (
        text[word.start : word.end]
        for word in held
        if word.similarity < _NEAR and word.term not in _LIGHT
    )
    return tuple(word for word in found if not same_side(word.lower(), said))


def borrowed(
    text: str, alignment: Alignment, context: str, subjects: Collection[str] = ()
) -> str | None:
    """A word that only another sentence than the one a clause rests on holds.

    A neighbour may name what the sentence means by "it" or "they"; else a subject of one sentence
    has been given the predicate of another. What the essays are about anyway may be said of any.
    """
    held = content(context) | _topics(alignment) | set(subjects)
    for clause in clauses(text):
        inside = [
            n for n, word in enumerate(alignment.words)
            if clause.start <= word.start < clause.end and word.term not in _LIGHT
        ]  # fmt: skip
        if not inside or not alignment.sentences:
            continue
        span, own = max(
            alignment.sentences, key=lambda one: sum(min(one[1][n], _NEAR) for n in inside)
        )
        said = span.text
        if _LEANING.search(said):
            continue
        for n in inside:
            word = alignment.words[n]
            elsewhere = own[n] < _NEAR <= word.similarity
            shown = text[word.start : word.end]
            if elsewhere and word.term not in held and not same_side(shown.lower(), words(said)):
                return shown
    return None


def misattributed(text: str, alignment: Alignment) -> str | None:
    """A source that the sentence names, where the quote that holds most of it names another."""
    source = _SOURCE.search(text)
    if source is None:
        return None
    said = names(f"of {source['who']}", text)
    held = words(alignment.spans[0].text)
    new = [token for token in said if held.isdisjoint(words(token.term))]
    return new[0].term if said and len(new) == len(said) else None


def _topics(alignment: Alignment) -> frozenset[str]:
    """Terms of half the sentences of a passage, at least two: what all of it is about."""
    passages = {span.passage.id: span.passage for span in alignment.spans}.values()
    parts = ([content(p.text[a:b]) for a, b in sentences(p)] for p in passages)
    return frozenset[str]().union(*map(_common, parts))


def _common(parts: Sequence[Collection[str]]) -> frozenset[str]:
    """What half of the parts hold, at least two."""
    counts = Counter(term for part in parts for term in part)
    return frozenset(term for term, count in counts.items() if count >= max(2, len(parts) / 2))


def _subjects(passages: Sequence[Passage]) -> dict[str, frozenset[str]]:
    """For each essay the terms of half of its passages, at least two."""
    found: dict[str, list[frozenset[str]]] = {}
    for passage in passages:
        found.setdefault(passage.essay_id, []).append(frozenset(content(passage.text)))
    return {essay: _common(parts) for essay, parts in found.items()}


def closeness(alignment: Alignment) -> float:
    """Geometric mean, in [0, 1], of the similarities of the words: one that is missing counts."""
    held = [max(0.01, word.similarity) for word in alignment.words] or [0.01]
    return math.exp(sum(map(math.log, held)) / len(held))


def probability(close: float) -> float:
    """Estimated probability, in [0, 1], that evidence of that closeness supports a sentence."""
    return 1 / (1 + math.exp(-(_WEIGHTS[0] + _WEIGHTS[1] * close)))
