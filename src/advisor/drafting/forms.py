"""Whether a unit has the form of what is wanted: a date, an amount, a definition, the names."""

import re
from collections.abc import Iterable
from typing import Literal

from advisor.asking import Asked
from advisor.text import states_figure, terms, word_count

# Added to the logit where the form of the unit fits, or does not fit, what the question wants.
_FITS, _MISFITS = 0.8, -0.8
_DEFINES, _NAMELESS, _NUMBERLESS, _WEAK_SIDE = 3.0, -1.5, -1.0, 3.0
# A list that was not asked for, an author's own view, and more words than a direct answer has:
# where a fact is asked for, and where advice is.
_LIST, _HEDGED, _LONG, _LONGEST = -2.5, -0.5, -1.0, 60
_STEPS, _JUDGED = -2.0, 0.4
# "The four features are" answers "what are the four features"; "the third feature is" does not.
# The figures on evals/cases.jsonl are the same with it and without.
_COUNTED = 2.0
# Of how something came about, an essay says in its opening what it made of it, and whether it
# happened is told where it is told. On the cases in evals/, the unseen ones included, .8 opens 12
# answers better and 3 worse, and 1.4 the same.
_LEAD = 0.8
# What a word means is no verdict and no cause. Of 168 open questions in evals/ it changes how one
# begins, for the better ("Is the Bezos memo real?").
_TERMED = -1.0
Section = Literal["", "action", "limit"]
_ACTION = re.compile(
    r"\b(?:what to do|monday)\b|^(?:how to|(?:(?:first|next|practical) )?steps|getting started|"
    r"in practice|ways to|checklist|implement\w*|improv\w+|recommend\w+)\b|怎么做|步骤",
    re.I,
)
_LIMIT = re.compile(
    r"\b(?:stops? holding|limitations?|pitfalls?|caveats?|does not (?:hold|work|apply))\b|"
    r"^(?:(?:common )?(?:mistakes|risks?|limits?|drawbacks?|criticisms?)|cautions?|"
    r"where .*(?:fails?|breaks))\b|局限|不适用",
    re.I,
)
_DATE = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b|年",
)
_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|since|so that|cause[sd]?|reasons?|led to|leads to|"
    r"(?<!been )made|therefore|explains?|blamed?|failed|lacked|missed)\b|因为|由于",
    re.I,
)
# What an essay says to a firm like the reader's is no answer where no advice is asked for.
_SITUATION = re.compile(r"\b(?:in )?your own (?:firm|business|company)\b", re.I)
_COUNT = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d)\s+(\w+(?:\s+\w+)?)", re.I
)
# "An API is a fixed way for ..." says what a word means; "LeTV is an example of ..." judges.
_TERM = re.compile(
    r"^\W*[^.,;:]{2,60}? (?:is|are) (?:an?|the) (?!(?:\w+ )?(?:example|proof|case|sign|test|reason|"
    r"cause)\b)[\w'’ -]{2,40}? (?:of|that|which|whose|where|between|for|in)\b",
    re.I,
)
_WHETHER = re.compile(r"\W*(?:did|has|have|had)\b", re.I)
_HEDGE = re.compile(r"\b(?:our|my) (?:reading|view|inference)\b", re.I)
_MEANS = (
    r"\s*[\"'”’]?\s*(?:\([^)]{1,60}\)\s*)?"
    r"(?:(?P<apart>,\s*(?:an?|the|[A-Z]\w+['’]s)\s[^,]{3,80},)|"
    r"(?:,[^,]{1,60},\s*)?"
    r"(?:means|refers? to|describes?|stands for|says that|是|"
    r"(?:is|are|was|were) (?:an?|the|when|what|one|[A-Z]\w+['’]s)\b|"
    r"(?P<weakly>is|are)\b))"
)


def section(heading: str) -> Section:
    """The role of a section, told by the last of its headings."""
    last = heading.rpartition(" > ")[2]
    return "action" if _ACTION.search(last) else "limit" if _LIMIT.search(last) else ""


def is_situation(heading: str) -> bool:
    """Whether what stands below the heading speaks to a firm like the reader's."""
    return bool(_SITUATION.search(heading))


def form(asked: Asked, text: str, heading: str) -> float:
    """What is added to the logit of a unit that has the form of what is wanted, or has not.

    Args:
        asked: the question.
        text: the unit.
        heading: of its passage.
    """
    role = section(heading)
    listed = "\n" in text
    score = _manner(asked, text, heading, listed=listed)
    match asked.kind:
        case "figure":
            of_money = asked.amount == "money"
            fits = states_figure(text, asked.question, of_money=of_money)
            return score + (_FITS if fits else _MISFITS)
        case "time":
            return score + (_FITS if _dated(asked, text) else _MISFITS)
        case "reason":
            return score + (_FITS if _CAUSE.search(text) else 0.0) + (_LIST if role else 0.0)
        case "definition":
            return score + _DEFINES * _defines(asked.subject, text)
        case "list":
            score += _FITS if listed or text.count(",") >= 2 else 0.0
            return score + (_COUNTED if _counts(asked.question, text) else 0.0)
        case "action":
            return score + (_FITS if role == "action" else 0.0)
        case "person" | "verdict" | "comparison" | "fact":
            return score


def _manner(asked: Asked, text: str, heading: str, *, listed: bool) -> float:
    """What an unwanted list, an author's own view and length add or cost."""
    score = 0.0
    if asked.wants_limits and section(heading) == "limit":
        score += _WEAK_SIDE
    elif listed and not asked.wants_list:
        score += _STEPS if asked.is_open else _LIST
    if _HEDGE.search(text):
        score += _JUDGED if asked.is_open else _HEDGED
    if asked.kind in ("verdict", "reason", "action") and _TERM.match(text):
        score += _TERMED
    if not asked.is_open and is_situation(heading):
        score += _LIST
    if asked.is_past and not heading and not _WHETHER.match(asked.question):
        score += _LEAD
    if not (listed or asked.is_open) and word_count(text) > _LONGEST:
        score += _LONG
    return score


def _dated(asked: Asked, text: str) -> bool:
    """Whether the text has a date that the question does not have itself."""
    told = {
        match.group().lower()
        for match in re.finditer(rf"[\d.,]*(?:{_DATE.pattern})[\d.,]*", text, re.I)
    }
    return any(word.strip(".,") not in asked.numbers for word in told)


def _counts(question: str, text: str) -> bool:
    """Whether the text says the number of things that the question asks for, of the same things."""
    wanted, found = (
        {(m[1].lower(), term) for m in _COUNT.finditer(told) for term in terms(m[2])}
        for told in (question, text)
    )
    return not wanted.isdisjoint(found)


def agreement(asked: Asked, text: str, around: Iterable[str]) -> float:
    """What is taken from the logit of a unit that lacks names and numbers of the question.

    Args:
        asked: the question.
        text: the unit, which has to hold the numbers.
        around: its title, its headings and itself, any of which may hold the names.
    """
    cost = 0.0
    if asked.names:
        held = {term for told in around for term in terms(told)}
        cost += _NAMELESS * sum(name not in held for name in asked.names) / len(asked.names)
    if asked.numbers:
        cost += _NUMBERLESS * sum(n not in text for n in asked.numbers) / len(asked.numbers)
    return cost


def _defines(subject: str, text: str) -> float:
    """1 where the text says what the subject is ("X means", "X is a"), else 0.

    A bare "X is" may also tell something else about X, and counts half; so does "X, a mill,".
    """
    if not subject:
        return 0
    loose = r"\s*".join(_either(part) for part in re.findall(r"\w+|\S", subject))
    start = (
        rf"(?:^|[.:：]\s+)(?:(?:an?|the)\s+)?[\"'“‘]?{'' if subject[0] == '+' else '(?<![+])'}"
        rf"{loose}(?!\s*\+|\w)"
    )
    match = re.search(start + _MEANS, text, re.I)
    return 0 if match is None else 0.5 if match["weakly"] or match["apart"] else 1


def _either(word: str) -> str:
    """A pattern of the word, in the singular or the plural."""
    stem = re.escape(re.sub(r"(?<=\w\w)(?:ies|y|s)$", "", word))
    return rf"{stem}(?:ies|y|s)?" if len(word) > 3 else re.escape(word)
