"""What a draft is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from advisor.domain import Essay, Passage
from advisor.drafting.ranking import Candidate
from advisor.text import terms

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


def is_new(text: str, others: Sequence[str]) -> bool:
    """Whether the text is no part of another one and shares less than six tenths of its terms."""
    own = set(terms(text))
    return all(
        other not in text
        and text not in other
        and 2 * len(own & set(terms(other))) < 1.2 * len(own)
        for other in others
    )
