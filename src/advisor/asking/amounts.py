"""The figures that questions ask for."""

import re
from typing import Literal

Amount = Literal["", "number", "money"]

# "What to track besides how many visit" asks for something else.
HOW = r"(?<!\bbesides )(?<!\bgiven )(?<!\bmatter )\bhow"
# A profit model and a price war are no amounts.
NOT_OF = (
    r"(?! (?:models?|sharing|wars?|lists?|cuts?|cutting|polic\w+|strateg\w+|structures?|chains?|"
    r"propositions?|leaders?(?:hip)?|pools?|cent(?:re|er)s?|shares?))"
)
PAID = (
    r"\bwhat (?:did|do|does|will|has|have|had)\b(?:(?!\band\b)[^,;])*"
    r"\b(?:pay|paid|charged?|cost|earn(?:ed)?|spen[dt])\b|"
    r"\bwhat (?:is|are|was|were)\b.*\b(?:worth|share price|salary)\b|"
    r"\bwhat (?:is|are|was|were) (?:the|\S.*['’]s) (?:\w+ ){0,2}"
    r"(?:turnover|revenue|sales|profits?|loss(?:es)?|price|fee|wages?|budget|income)\b"
    rf"{NOT_OF}"
)
_MONEY = re.compile(
    rf"{PAID}|"
    r"\bhow much\b.*\b(?:costs?|pays?|paid|charged?|earn(?:ed)?|spen[dt]|money|invest\w*|worth|"
    r"saved?|lose|lost|turnover|revenue|profit|commission|sell|burn(?:t|ed)?|sink|sunk|salary|"
    r"wages?|fees?|funding|capital|price|sales)\b",
    re.I,
)
# Parts of something may be told as a percentage, unless so much for each of something is asked for.
_SHARE = re.compile(
    r"\b(?:how much of|margin|percent(?:age)?|share of|commission|return|rate)\b|"
    r"\b(?:earn|charge|take|keep|spen[dt]|pay(?!.*\bfor\b))\b"
    r"(?!.*\b(?:per|an? (?:hour|day|week|month|year)|for (?:one|an?|each))\b)",
    re.I,
)
# "How much of it", "how much faster" and "settled how many" are told in words as well.
_NUMBER = re.compile(
    rf"(?<!\bsettled )(?<!\bdetermined ){HOW} "
    r"(?:many|much(?! of (?:it|the|this|that|a)\b| (?:\w+er|more|less|worse)\b)|large|big|high|"
    r"old)\b|"
    r"\b(?:what|which) (?:was |is |were )?(?:the )?"
    r"(?:share|percentage|percent|proportion|number|amount|fine|volume)\b|多少|几个",
    re.I,
)
# What is advised need be no figure.
_ADVISED = re.compile(r"\b(?:should|ought)\b", re.I)


def amount(asking: str) -> Amount:
    """What a text has to state to answer a question for a figure: a number, or one of money.

    Nothing where words may do, such as for "how often" or "how long".

    >>> amount("How many microenterprises does Haier have?"), amount("What did Haier pay for GE?")
    ('number', 'money')
    """
    if _ADVISED.search(asking):
        return ""
    if _MONEY.search(asking):
        return "number" if _SHARE.search(asking) else "money"
    return "number" if _NUMBER.search(asking) else ""
