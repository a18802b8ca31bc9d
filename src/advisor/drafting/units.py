"""What a draft is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from advisor.domain import Essay, Passage
from advisor.drafting.ranking import Candidate, is_list
from advisor.text import leans_back, sentence_spans, terms

EssayOf = Callable[[str], Essay | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One to three contiguous sentences of an essay, or a list with its lead-in, as drafted."""

    text: str
    role: str
    passage: Passage
    start: int
    """In the essay."""
    excerpt: str = ""
    """What is shown of the text, where some is left out."""

    @staticmethod
    def of(role: str, found: Candidate) -> "Unit":
        """The candidate in its role."""
        start = found.passage.start + found.start
        return Unit(
            text=found.text, role=role, passage=found.passage, start=start, excerpt=found.excerpt
        )

    def unless(self, shown: Sequence[str]) -> "Unit | None":
        """The unit from its first sentence that was not shown yet to its last; None without any.

        What was shown between them is left out. It stays whole where it is an excerpt or a list,
        and where the rest leans on what precedes.
        """
        text = self.excerpt or self.text
        new = [
            (run[0][0], run[-1][1])
            for is_told, group in groupby(
                sentence_spans(text), lambda span: any(text[slice(*span)] in s for s in shown)
            )
            if not is_told and (run := list(group))
        ]
        if not new:
            return None
        start, end = new[0][0], new[-1][1]
        if self.excerpt or is_list(text) or leans_back(text[start:end]):
            return self
        parts = [text[slice(*run)] for run in new]
        leaning = any(leans_back(part) for part in parts)
        excerpt = "" if leaning or len(parts) == 1 else " … ".join(parts)
        return replace(self, text=text[start:end], start=self.start + start, excerpt=excerpt)


def is_new(text: str, others: Sequence[str]) -> bool:
    """Whether the text is no part of another one and shares less than six tenths of its terms."""
    own = set(terms(text))
    return all(
        other not in text
        and text not in other
        and 2 * len(own & set(terms(other))) < 1.2 * len(own)
        for other in others
    )
