"""What turns a sentence into its opposite, or into one on somebody else; pure, on words."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from advisor.grounding.lexicon import HEDGES, OPPOSITES, UNIVERSAL
from advisor.text import STOP_WORDS, Token, tokenize

_CLAUSE = re.compile(
    r"[;:()]|,(?!\d)|[.?!](?=\s)|[—–]|\s-\s|"
    r"\b(?:and|but|while|whereas|although|though|against|yet|because|unless|until|when|if)\b",
    re.I,
)
# What denies the words after it: up to the end of the clause, or only the next ones.
_DENIAL = re.compile(
    r"(?P<wide>\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|scarcely|"
    r"rarely|seldom|barely|\w+n['’]t|fail(?:s|ed|ing)? to|refus(?:e|es|ed|ing) to|"
    r"lack(?:s|ed|ing)?|unable|false|untrue|wrong|myth|denie[sd]|deny|dis(?:lik|agre|approv|trust|believ)\w*)\b)"
    r"|(?P<narrow>\b(?:instead of|rather than|as opposed to|unlike)\b)",
    re.I,
)
_NO_DENIAL = re.compile(r"\b(?:not|no) (?:only|doubt|less than|longer than|just)\b", re.I)
_MOST = frozenset({"most", "mostly", "majority"})
_NARROW = 2  # content words that "rather than" denies
_NAME = re.compile(r"[^\W\d_](?:[\w&’'.-]*\w)?(?:\+(?!\w))?|\+\w+")
_OPENING = re.compile(r"(?:^|[.?!:;]\s+|\n\s*|[\"'“‘(*\-]\s*)\Z")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence between commas, brackets and conjunctions."""

    start: int
    end: int
    terms: frozenset[str]
    """Its search terms, stop words aside."""
    words: frozenset[str]
    """All its words, in lower case."""


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text, those without a term of their own left out.

    >>> [sorted(clause.terms) for clause in clauses("Sales rose, while the margin did not.")]
    [['rise', 'sale'], ['margin']]
    """
    return tuple(_clauses(text))


def _clauses(text: str) -> Iterator[Clause]:
    tokens = tokenize(text)
    borders = sorted({0, *(m.start() for m in _CLAUSE.finditer(text)), len(text)})
    for start, end in zip(borders, borders[1:], strict=False):
        inside = [token for token in tokens if start <= token.start < end]
        found = frozenset(t.term for t in inside if is_content(t, text))
        if found:
            yield Clause(start, end, found, words(text[start:end]))


def words(text: str) -> frozenset[str]:
    """All words of a text in lower case; "more slowly" is one way of being slow, and not more.

    >>> sorted(words("They grew more slowly"))
    ['grew', 'slowly', 'they']
    """
    return frozenset(re.findall(r"\w+", re.sub(r"\bmore (\w+ly)\b", r"\1", text.lower())))


def denied(text: str) -> frozenset[str]:
    """The terms of the text that it denies, an odd number of times.

    >>> sorted(denied("Nurses, not doctors, decide rather than wait."))
    ['doctor', 'wait']
    """
    counts: Counter[str] = Counter()
    for clause in re.split(rf"(?:{_CLAUSE.pattern})|[.?!](?:\s|$)", text, flags=re.I):
        bare = _NO_DENIAL.sub(
            " ", re.sub(r"\bnor\b", " ", clause) if "either" in clause else clause
        )
        for match in _DENIAL.finditer(bare):
            rest = bare[match.end() :]
            found = [t.term for t in tokenize(rest) if is_content(t, rest)]
            if match["wide"].lower().startswith("dis") if match["wide"] else False:
                found.append(_stem_of(match["wide"]))
            counts.update(set(found[:_NARROW] if match["narrow"] else found))
    return frozenset(term for term, times in counts.items() if times % 2)


def _stem_of(word: str) -> str:
    """The stem of what a word with dis- denies: of "disliked" that of "liked"."""
    return tokenize(word.lower().removeprefix("dis"))[0].term


def contradicted(text: str, evidence: str) -> str | None:
    """A word that one of the texts denies and the other one says.

    Most of the words that both hold and one denies have to disagree: "not" reaches further in
    one wording than in another.
    """
    own, other = content(text), content(evidence)
    if denied(text) & denied(evidence):
        return None
    for denying, saying, holding in (
        (denied(text), other - denied(evidence), other),
        (denied(evidence) - denied(text), own, own),
    ):
        shared = denying & holding
        if denying and 2 * len(shared & saying) > len(shared):
            return min(shared & saying)
    if denied(text) and not denied(text) & other and not denied(evidence):
        return min(denied(text))
    return None


def opposites(said: Collection[str], evidence: Collection[str]) -> tuple[str, str] | None:
    """A word of the sentence and its opposite in the evidence, what both hold aside.

    >>> opposites({"sales", "rose"}, {"sales", "fell"})
    ('rose', 'fell')
    """
    own, other = set(said) - set(evidence), set(evidence) - set(said)
    for pair in OPPOSITES:
        for here, there in (pair, pair[::-1]):
            found, against = sorted(own & here), sorted(other & there)
            if found and against and not own & there and not set(evidence) & here:
                return found[0], against[0]
    return None


def same_side(word: str, evidence: Collection[str]) -> bool:
    """Whether the evidence has a word that points where this one does: "reduce" for "cut"."""
    return any(word in side and side & set(evidence) for pair in OPPOSITES for side in pair)


def overstated(said: Collection[str], evidence: Collection[str]) -> str | None:
    """A word of the sentence that claims all or nothing, where the evidence does not."""
    if not _MOST.isdisjoint(said) and _MOST.isdisjoint(evidence):
        return "most"
    for claims, enough in UNIVERSAL:
        found = claims & set(said)
        if found and (claims | enough).isdisjoint(evidence):
            return min(found)
    return None


def hedged(said: Collection[str]) -> bool:
    """Whether the words leave it open, plan it, or give it as somebody's opinion."""
    return not HEDGES.isdisjoint(said)


def names(text: str, context: str = "") -> tuple[Token, ...]:
    """The words of a text that name somebody or something, in lower case, in order.

    A capital says nothing at the start of a sentence; there a word is a name where the context
    never writes it in lower case, or where it is written as no common word is.
    """
    return tuple(_names(text, context))


def _names(text: str, context: str) -> Iterator[Token]:
    lowered = frozenset(re.findall(r"\b[a-z][\w’'-]*", f"{context} {text}"))
    known = frozenset(re.findall(r"\b[A-Z][\w’'-]*", context))
    for match in _NAME.finditer(text):
        word = re.sub(r"['’]s$|\.$", "", match.group())
        plain = word.lower()
        odd = any(c.isupper() for c in word[1:]) or "+" in word
        if not (odd or word[0].isupper()) or (plain in STOP_WORDS and not word.isupper()):
            continue
        if plain in ("i", "a") or plain.rstrip(".") in _TITLES:
            continue
        opens = bool(_OPENING.search(text[: match.start()]))
        follows = re.match(r"\s[A-Z]", text[match.end() :])
        if not opens or odd or (plain not in lowered and (word in known or follows)):
            yield Token(plain, match.start(), match.start() + len(word))


_TITLES = frozenset("mr mrs ms dr prof sir".split())


def swapped(text: str, evidence: str) -> tuple[str, str] | None:
    """Two names that both texts hold in opposite order around something said of them.

    Two names joined by "and" or "or" may change places, and so may the sides of a passive.
    """
    own, other = names(text, evidence), names(evidence, text)
    place: dict[str, Token] = {}
    for token in other:
        place.setdefault(token.term, token)
    shared = [
        token
        for token in own
        if token.term in place
        and len(token.term) > 2
        and text[token.end : token.end + 1] not in "'’"
    ]
    for left, right in zip(shared, shared[1:], strict=False):
        first, second = place[left.term], place[right.term]
        if left.term == right.term or first.start <= second.start:
            continue
        between = text[left.end : right.start], evidence[second.end : first.start]
        joined = any(
            re.fullmatch(r"[\s,\w]{0,20}\b(?:and|or)\s+(?:the\s)?", b)
            or not re.search(r"[a-z]{3}", b)
            for b in between
        )
        passive = [bool(re.search(r"\b(?:by|from|of|to|at|in|with)\s", b)) for b in between]
        if not joined and passive[0] == passive[1]:
            return left.term, right.term
    return None


def compared(text: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The terms before and after each "than" of the text."""
    for match in re.finditer(r"\bthan\b", text, re.I):
        before = re.split(r"[.;,]\s", text[: match.start()])[-1]
        after = re.split(r"[.;,]\s", text[match.end() :])[0]
        yield content(before), content(after)


def turned(text: str, evidence: str) -> bool:
    """Whether the two sides of a comparison have changed places.

    >>> turned("Small firms use more AI than large ones.", "Large firms use more AI than small.")
    True
    """
    for before, after in compared(text):
        for first, second in compared(evidence):
            same = (before & first) | (after & second)
            if (before & second) - same and (after & first) - same:
                return opposites(words(text), words(evidence)) is None
    return False


def content(text: str) -> frozenset[str]:
    """The terms of a text that carry meaning."""
    return frozenset(token.term for token in tokenize(text) if is_content(token, text))


def is_content(token: Token, text: str) -> bool:
    """Whether a token of the text carries meaning by itself: no stop word, and no denial."""
    word = text[token.start : token.end].lower()
    return word not in STOP_WORDS and word not in ("not", "without", "rather", "instead")
