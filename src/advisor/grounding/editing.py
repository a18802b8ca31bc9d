"""A sentence in nearly the words of one sentence of the evidence, and what was changed. Pure."""

import re
from itertools import combinations

from advisor.grounding.meaning import Clause, clauses, content, opposites, words
from advisor.text import figures, sentence_spans, tokenize

_ALIKE = 0.85  # share of its terms that a sentence has to have from another to be an edit of it
_FEW = 40  # shared terms of a clause whose order is compared; so many in another order are no edit
_DENIES = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|unable|"
    r"lack(?:s|ed)?|fail(?:s|ed)? to|\w+n['’]t)\b",
    re.I,
)
_PASSIVE = re.compile(r"\b(?:by|is|are|was|were|be|been|being)\b", re.I)


def edited(text: str, evidence: str) -> str | None:
    """What is changed in the sentence of the evidence that it has nearly all its words from.

    A denial that came or went, or two terms that changed places around one that stayed: "A owed B
    money" for "B owed A money". None where there is no such sentence, or one that agrees.

    >>> edited("The fund owed the bank a million.", "The bank owed the fund a million.")
    'terms have changed places: bank, fund'
    """
    own = content(text)
    reason = None
    for paragraph in evidence.split("\n\n"):
        for start, end in sentence_spans(paragraph):
            other = paragraph[start:end]
            if len(own & content(other)) >= _ALIKE * len(own):
                reason = _denial(text, other) or _places(text, other)
                if reason is None:
                    return None
    return reason


def _denial(text: str, other: str) -> str | None:
    """Whether one of them denies something more than the other, in the clauses that they share."""
    own, counts = content(text), []
    for one in (text, other):
        parts = (one[clause.start : clause.end] for clause in clauses(one) if clause.terms & own)
        counts.append(sum(len(_DENIES.findall(part)) for part in parts))
    return None if counts[0] % 2 == counts[1] % 2 else "denied by one and said by the other"


def _places(text: str, other: str) -> str | None:
    if opposites(words(text), words(other)):
        return None  # both sides of a comparison may turn
    for clause in clauses(text):
        here = _once(text, clause)
        for source in clauses(other):
            there = _once(other, source)
            order = [term for term in there if term in here][:_FEW]
            for first, middle, last in combinations(order, 3):
                if here[last] < here[middle] < here[first]:
                    between = text[here[last] : here[first]], other[there[first] : there[last]]
                    if bool(_PASSIVE.search(between[0])) == bool(_PASSIVE.search(between[1])):
                        return f"terms have changed places: {first}, {last}"
    return None


def _once(text: str, clause: Clause) -> dict[str, int]:
    """Where each term of the clause starts that stands once in it and is no figure, in order."""
    tokens = [token for token in tokenize(text) if clause.start <= token.start < clause.end]
    terms = [token.term for token in tokens]
    return {
        token.term: token.start
        for token in tokens
        if token.term in clause.terms
        and terms.count(token.term) == 1
        and not figures(text[token.start : token.end])
    }
