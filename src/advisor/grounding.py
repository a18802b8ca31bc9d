"""A drafted sentence becomes a verified one, with the exact words it rests on, or nothing."""

from collections.abc import Callable, Iterable, Sequence

from advisor.domain import Citation, Essay, Passage, Sentence


def ground(
    text: str,
    role: str,
    passages: Iterable[Passage],
    essay: Callable[[str], Essay | None],
    cited: Sequence[Citation],
) -> Sentence | None:
    """The sentence with its citation, or None when no essay holds its words.

    The citation is computed from the finished sentence, whoever drafted it, and holds against the
    kept essay to the character.

    Args:
        text: the drafted sentence.
        role: what it does in the answer.
        passages: where its words begin, the likeliest first.
        essay: looks up an essay by id.
        cited: the citations given so far; the same words keep their marker.
    """
    for passage in passages:
        source = essay(passage.essay_id) if text.strip() else None
        start = source.text.find(text, passage.start) if source else -1
        end = start + len(text)
        if source is None or not passage.start <= start < passage.end:
            continue
        citation = _citation(source, passage, start, end, cited)
        return Sentence(text=text, role=role, support="quoted", citations=(citation,))
    return None


def _citation(
    essay: Essay, passage: Passage, start: int, end: int, cited: Sequence[Citation]
) -> Citation:
    for citation in cited:
        if (citation.essay_id, citation.start, citation.end) == (essay.id, start, end):
            return citation
    return Citation(
        marker=1 + max((citation.marker for citation in cited), default=0),
        essay_id=essay.id,
        title=essay.title,
        author=essay.author,
        date=essay.date,
        path=essay.path,
        heading=passage.heading,
        start=start,
        end=end,
        quote=essay.text[start:end],
        essay_digest=essay.digest,
    )
