"""What a turn of the conversation asks, said so that it can be searched for by itself."""

import re
from collections.abc import Sequence

from advisor.domain import Turn
from advisor.text import is_cjk, terms

_FOLLOW_UP = re.compile(
    r"^(?:and|but|what about|how about|why|why not|how so|how come|really|for example|"
    r"such as|like what|which ones?|tell me more|more|go on|explain|那|那么|为什么|还有)\b",
    re.I,
)
_POINTS_BACK = re.compile(
    r"\b(?:its?|they|them|their|this|these|those|he|she|his|her|that(?=\W*$)|"
    r"(?:that|the (?:first|second|third|fourth|last|former|latter|other)) "
    r"(?:one|feature|point|step|case|idea|model))\b|[它他她这那]",
    re.I,
)
_EXPLETIVE = re.compile(
    r"\b(?:(?:is|was|does|would|will) it|it(?: is|['’]s| was)) \w+ (?:to|that|for|if)\b", re.I
)
_SMALL_TALK = re.compile(
    r"\W*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|thanks?(?: you)?"
    r"(?: (?:so|very) much| a lot)?|cheers|bye|goodbye|ok(?:ay)?|great|how are you|"
    r"你好|您好|谢谢|再见)"
    r"(?: (?:there|advisor|everyone))?\W*)+",
    re.I,
)
_SELF = re.compile(
    r"\W*(?:what (?:can|do) you (?:do|know)|who are you|what are you|help|"
    r"what can i ask(?: you)?|how do(?:es)? (?:you|this) work)(?: for me| about)?\W*",
    re.I,
)
_PART = re.compile(
    r"(?<=[?？])\s*(?=\S)|(?:,\s*|\s+)and\s+(?=(?:what|who|when|where|why|how|which)\b)", re.I
)
_PARTS = 4  # questions of one message that are answered one by one; more are asked as one
_TURNS = 2  # earlier questions that a follow-up may lean on
_SHORT = 3  # content terms; a longer turn says by itself what it is about


def is_small_talk(message: str) -> bool:
    """Whether the whole message is a greeting, thanks or a question about the assistant itself."""
    return bool(_SMALL_TALK.fullmatch(message) or _SELF.fullmatch(message))


def is_follow_up(question: str, history: Sequence[Turn]) -> bool:
    """Whether the question leans on the turn before, as "and then?" and "why is it so?" do."""
    if not history:
        return False
    asked = question.strip()
    own = len(set(terms(asked)))
    if is_cjk(asked):
        own //= 2
    leans = _FOLLOW_UP.search(asked) or _POINTS_BACK.search(_EXPLETIVE.sub("", asked))
    return own == 0 or (own <= _SHORT and bool(leans))


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question as it can be searched for: a follow-up after the question it follows.

    >>> turn = Turn(question="What is Internet+?", answer="")
    >>> standalone("Why?", [turn])
    'What is Internet+? Why?'
    >>> standalone("What did LeTV do?", [turn])
    'What did LeTV do?'
    """
    asked = " ".join(question.split())
    earlier = [turn for turn in history if not is_small_talk(turn.question)][-_TURNS:]
    if not is_follow_up(asked, earlier):
        return asked
    return f"{standalone(earlier[-1].question, earlier[:-1])} {asked}"


def parts(question: str) -> tuple[str, ...]:
    """The questions that one message asks, in order.

    >>> parts("What is Internet+, and who paid for lunch?")
    ('What is Internet+', 'who paid for lunch?')
    """
    found = dict.fromkeys(part.strip() for part in _PART.split(question) if terms(part))
    return tuple(found) if len(found) <= _PARTS else (question,)
