"""What the words of a question do: name a subject, ask about one, or only ask."""

import re
from collections.abc import Sequence

from advisor.dialogue import chinese
from advisor.text import STOP_TERMS, STOP_WORDS, terms, tokenize

OPENERS = r"what|who|whom|whose|when|where|why|how|which"
AUXILIARIES = (
    r"is|are|was|were|am|do|does|did|can|could|should|shall|would|will|has|have|had|may|might|must"
)

_ASKING = """actually advantage advantages advice advise afterwards again agree alternative
    alternatives answer anyway ask asked author basically begin believe benefit benefits best
    better between big blame brief briefly came care case catch cause caused causes cheap
    cheapest clarify come comes common compare concrete cons consequence consequences
    consider continue correct cost costs critic critics danger define depend depends describe
    detail detailed details difference different difficult disadvantage disadvantages
    downside downsides drawback drawbacks earlier early easier easy effect effects elaborate
    else end ended enough essay eventually evidence exact exactly example examples expand
    expensive expert experts explain fail failed fall false fast fault find first fix follow
    found gave general give given go goes good got great happen happened happens hard help
    helpful idea ideas important improve improved info information instance instead issue
    issues kind know known last later lead learn led less lesson lessons let like likely
    limit limits long longer look made main make makes matter mean meaning means meant method
    methods mistake mistakes more necessary need needed new next no normal not note now
    number ok okay old one ones opinion option options outcome paper pay people pitfall
    pitfalls please point possible pretty problem problems process proof pros prove proved
    proven quick quickly rather read real really reason reasons recommend recommendation
    related require required requirement requirements research result results right risk
    risks risky safe said say says second see seem several show side simple simpler size
    small solution solutions solve soon sort sound sounds source sources start started step
    steps still stop story studies study sum summarise summarize summary sure take takes talk
    tell thank thanks then thing things think third thoughts time times tip tips told too
    took topic true try trying turn type types understand use used useful using usual usually
    versus way ways well went whole wise work worked working works worse worst worth wrong
    year years yes yet"""

ASKING = frozenset(terms(_ASKING)) | STOP_TERMS
"""Terms that ask about a subject without naming one: with nothing else, a question is empty."""

BARE = frozenset(
    terms(
        """actually again agree anything basically brief briefly bullet clarify come concrete
        continue correct detail detailed details elaborate else exactly example examples
        expand explain false few give go good happen happened help instance know like
        longer mean meant no not ok okay one plain please proof prove really reason
        right say says second see seem sense sentence sentences short shorter show
        simple simpler simply source sources sum summarise summarize summary sure tell
        term terms thing think three true two understand well word words yes"""
    )
)
"""Terms of a follow-up that says nothing of its own: the question before is asked once more."""

_CAPITALS = frozenset(
    """AI API APIs B2B B2C CEO CEOs CFO CIO COO CRM CTO ERP FAQ GDP HR IT IoT KPI KPIs ML O2O OK
    OKR OKRs PDF PM PR QR ROI SaaS SME SMEs TV UX""".split()
)
"""Capitals that name no one company, person or place."""

OURS = re.compile(r"\b(?:we|our|ours|us|my|mine)\b", re.I)

_NAME = re.compile(r"[+＋]?[^\W\d_][\w&+＋]*(?:[.'’-]\w+)*[+＋]?")
_DOES = re.compile(r"\W*(?P<name>[A-Z]\w+) (?:is|was|has|had|did|made|lost|\w{2,}ed)\b")
_OPENING = 5  # words of a statement among which its subject stands
_POSSESSIVE = re.compile(r"['’]s$")

_FRAME = re.compile(
    r"^\W*(?:(?:and|but|so|then|also|well|ok|okay|now|yes|no|oh|sorry|please|i see|i meant?|"
    r"i am asking|i['’]m asking)\b[,.!\s]*)*"
    r"(?:(?:(?:can|could|would|will|are) you(?: able to)?|let me|(?:i am |i['’]m )?trying to|"
    r"i(?: would|['’]d)? (?:like|want|need|wish)(?: you)? to)\s+)?"
    r"(?:(?:please|also|tell|give|show|explain|help|understand|describe|define|summari[sz]e|"
    r"compare|share|provide|know|hear|learn|say|me|us|more|something|about|to)\s+)*"
    rf"(?:(?:(?:{OPENERS})(?:['’]s)?|{AUXILIARIES}|true that|possible to|i|we|you|it|they|he|she|"
    r"this|that|these|those|there|a|an|any|some|about|of|much|many|long|to|if|whether|think|mean)"
    r"\s+)*",
    re.I,
)


def content(text: str) -> list[str]:
    """The terms of an English text that name a subject, in order; a bare number names none."""
    return [term for term in terms(text) if term not in ASKING and not term.isdigit()]


def names_subject(question: str) -> bool:
    """Whether a word of the question, in English or Chinese, names a subject."""
    if chinese.is_chinese(question):
        return bool(chinese.content(question))
    return bool(content(question))


def subject_words(question: str) -> str:
    """The question without the words that only ask: "What is a mill?" gives "a mill"."""
    return _FRAME.sub("", question.strip()).strip(" ?？.!,;:。！，")


def names(text: str) -> list[str]:
    """The names in the text in order, each once: "John Deere", "TradeLens", "Internet+".

    A capital at the start of a sentence says nothing unless the word carries another mark of a
    name. A text in title case has no names that could be told from its other words.

    >>> names("Why did Valve's flat organisation fail, and what is TradeLens?")
    ['Valve', 'TradeLens']
    """
    found: list[str] = []
    end = -1  # of a name that the next one may continue
    for match in _NAME.finditer(text):
        before = text[: match.start()].rstrip(" \"'“‘(")
        if not _is_name(match.group(), starts=not before or before[-1] in ".?!:;"):
            continue
        word = _POSSESSIVE.sub("", match.group())
        if end >= 0 and text[end : match.start()] == " ":
            found[-1] += f" {word}"
        else:
            found.append(word)
        end = match.end() if word == match.group() else -1
    if _is_title_case(text):
        found = [name for name in found if not name.replace(" ", "").isalpha()]
    return list(dict.fromkeys(found))


def names_told(statement: str) -> list[str]:
    """The names that a statement begins with; its first word is one where a verb follows at once.

    >>> names_told("Haier replaced its managers, and so did the British.")
    ['Haier']
    """
    first = _DOES.match(statement)
    opening = [first["name"]] if first and first["name"].lower() not in STOP_WORDS else []
    return list(dict.fromkeys([*opening, *names(" ".join(statement.split()[:_OPENING]))]))


def new_names(question: str, said: Sequence[str]) -> list[str]:
    """The names in the question that nothing said before holds."""
    before = " ".join(said).lower()
    return [name for name in names(question) if name.lower() not in before]


def _is_name(word: str, starts: bool) -> bool:
    bare = _POSSESSIVE.sub("", word)
    if bare in _CAPITALS or bare.lower() in STOP_WORDS or bare in ("I", "I'm", "I’m"):
        return False
    marked = any(c.isupper() for c in bare[1:]) or bare[0] in "+＋" or bare[-1] in "+＋"
    if starts:
        return marked or (word != bare and bare[0].isupper())
    return bare[0].isupper() or marked


def _is_title_case(text: str) -> bool:
    words = [text[t.start : t.end] for t in tokenize(text) if t.term not in STOP_TERMS]
    return len(words) >= 4 and all(word[0].isupper() or word[0].isdigit() for word in words)
