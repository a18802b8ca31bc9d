"""Asking back where a question names nothing that could be searched for; once, and briefly."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from advisor.dialogue.kinds import OFFICES, refers_back, unresolved
from advisor.dialogue.replying import asked_back
from advisor.dialogue.smalltalk import is_small_talk, without_greeting
from advisor.dialogue.words import OURS, names_subject
from advisor.domain import Essay, Turn
from advisor.text import is_cjk, terms

_READ = 2000  # characters of a message that are read
_LABELS = 4


def needs_clarifying(question: str, history: Sequence[Turn]) -> bool:
    """Whether to ask back: the question names nothing, and nothing said before tells what it means.

    Never right after we asked back.

    >>> needs_clarifying("What should we do?", ()), needs_clarifying("How do we transform?", ())
    (True, False)
    """
    earlier = [turn for turn in history if not is_small_talk(turn.question)]
    if earlier and asked_back(earlier[-1].answer):
        return False
    asked = _asked(question)
    if not re.search(r"\w", asked):
        return True
    if names_nothing(question):
        return not any(names_subject(turn.question) for turn in earlier)
    said = [text for turn in earlier for text in (turn.question, turn.answer)]
    return kind_asked(asked, said) is not None


def names_nothing(question: str) -> bool:
    """Whether there is nothing in the question itself that could be searched for.

    >>> names_nothing("What should we do?"), names_nothing("What is in this burger?")
    (True, False)
    """
    return not names_subject(_asked(question))


def _asked(question: str) -> str:
    return without_greeting(question[:_READ])


def kind_asked(question: str, said: Sequence[str]) -> str | None:
    """The kind of thing meant where one has to ask which one: "burger" in "this burger".

    A question about the asker's own firm points at nothing that an essay could have named.
    """
    if is_cjk(question) or OURS.search(question) or (said and refers_back(question)):
        return None
    return unresolved(question[:_READ], said)


def tells_which(question: str, texts: Iterable[str]) -> bool:
    """Whether the question puts a name before a kind of thing, as one of the texts does.

    In small letters a name is only known from the texts. A kind that has a capital itself there may
    belong to the name ("the thirty years war"), but an office has many holders ("the Prime
    Minister"), and after "this" it is one that was seen elsewhere.

    >>> tells_which("How many customers left that lodz bank?", ["It was the old Lodz bank."])
    True
    >>> tells_which("Who won the thirty years war?", ["Nobody won the Thirty Years' War."])
    True
    >>> tells_which("How many customers left that old bank?", ["It was the old Lodz bank."])
    False
    """
    noun = kind_asked(_asked(question), ()) or ""
    name, _, kind = noun.lower().rpartition(" ")
    is_office = not OFFICES.isdisjoint(terms(kind))
    of_name = not is_office and re.search(rf"\bthe {re.escape(noun)}\b", question, re.I)
    written = [re.escape(word) for word in ((kind, kind.title()) if of_name else (kind,))]
    called = re.compile(rf"\b{re.escape(name.title())}['’]?\s+(?:{'|'.join(written)})\b")
    return bool(name) and any(called.search(text) for text in texts)


def clarifying_question(topics: Sequence[str], question: str = "") -> str:
    """One short question back, with two to four of the topics to choose from.

    Args:
        topics: short labels, best first, as ``topic_labels`` gives them.
        question: what was asked; its language and the kind of thing it points at are taken up.

    >>> clarifying_question(["discounts on platforms", "flat organisations", "culture"])
    'What is it about: discounts on platforms, flat organisations, or culture?'
    """
    chosen = list(dict.fromkeys(topics))[:_LABELS]
    if is_cjk(question) and chosen:
        return f"您想问哪方面：{'、'.join(chosen)}？"
    kind = kind_asked(question, ())
    if kind:
        covered = f" The essays cover, for example, {_listed(chosen, 'and')}." if chosen else ""
        return f"Which {kind} do you mean?{covered}"
    if not chosen:
        return "What would you like to know?"
    return f"What is it about: {_listed(chosen, 'or')}?"


def topic_labels(essays: Iterable[Essay]) -> tuple[str, ...]:
    """Two to four short labels of what the essays are about, for a question back.

    The label of an essay is its first tag, or without tags its title up to the colon. The label
    that most essays share comes first, and of equals the one that is met first; the next tags
    help out where all essays share the first.
    """
    ranked = [tuple(essay.tags) or (re.split(r"[:：?？]", essay.title)[0],) for essay in essays]
    labels: list[str] = []
    for place in range(max(map(len, ranked), default=0)):
        counted = Counter(tags[place] for tags in ranked if place < len(tags))
        labels += [tag for tag, _ in counted.most_common() if tag not in labels]
        if len(labels) > 1:
            break
    return tuple(label.replace("-", " ").strip() for label in labels[:_LABELS])


def _listed(items: Sequence[str], word: str) -> str:
    *most, last = items
    return f"{', '.join(most)}{',' if len(most) > 1 else ''} {word} {last}" if most else last
