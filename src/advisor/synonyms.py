"""Words of business that no essay holds are asked in those that one does."""

import re
from collections.abc import Callable, Mapping

from advisor.text import terms

# A word, and what it is or is a kind of: tools by what they are, jargon by the plain word. None
# is a name that an essay could tell something about, and none narrows what was asked.
SYNONYMS: Mapping[str, str] = {
    word: general
    for general, words in {
        "AI": "chatgpt gpt copilot llm llms genai chatbot chatbots",
        "software": "crm erp saas excel spreadsheet spreadsheets",
        "online shop": "webshop webshops website websites",
        "staff": "personnel workforce headcount",
        "supplier": "vendor vendors",
        "competitor": "contender contenders",
        "salary": "wage wages remuneration",
        "pay": "salary salaries",
        "acquisition": "takeover takeovers buyout buyouts",
        "bankruptcy": "insolvency insolvent bust",
        "losing": "bleeding",
        "cut": "slim slimming downsize downsizing trim trimming",
        "failure": "flop flops fiasco debacle",
        "dismissed": "fired sacked",
        "dismissing": "firing sacking",
        "leave": "quit resign",
        "device": "gadget gadgets",
        "advertising": "advert adverts ads",
        "department": "silo silos",
        "hierarchy": "bureaucracy",
        "outage": "downtime",
        "trial": "pilot pilots prototype prototypes",
        "measure": "kpi kpis dashboard dashboards indicator indicators",
        "share price": "stock stocks",
        "customers leave": "churn",
        "new firm": "startup startups",
        "job cuts": "layoff layoffs redundancies",
    }.items()
    for word in words.split()
}


def in_known_words(question: str, known: Callable[[str], bool]) -> str:
    """The question with each word that is not known replaced by a more general one that is.

    Args:
        question: in the words of the reader.
        known: whether an essay holds a search term.

    >>> in_known_words("Should we buy a CRM?", lambda term: term == "softwar")
    'Should we buy a software?'
    """

    def replaced(match: re.Match[str]) -> str:
        word = match.group()
        general = SYNONYMS.get(word.lower(), "")
        if not general or any(map(known, terms(word))):
            return word
        return general if all(map(known, terms(general))) else word

    return re.sub(r"[^\W\d_]+", replaced, question)
