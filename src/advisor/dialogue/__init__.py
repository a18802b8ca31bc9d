"""What a turn of the conversation asks, said so that it can be searched for by itself.

Pure functions over the words of the conversation: no model, no index. ``standalone`` completes a
follow-up, ``parts`` takes a message apart, ``needs_clarifying`` and ``clarifying_question`` ask
back where nothing can be searched for, ``is_small_talk`` knows what wants no answer at all.
"""

from advisor.dialogue.clarifying import (
    clarifying_question,
    kind_asked,
    names_nothing,
    needs_clarifying,
    tells_which,
    topic_labels,
)
from advisor.dialogue.following import is_follow_up, standalone
from advisor.dialogue.leaning import asks_for_more
from advisor.dialogue.parting import as_asked, parts
from advisor.dialogue.smalltalk import is_small_talk, without_greeting

__all__ = [
    "as_asked",
    "asks_for_more",
    "clarifying_question",
    "is_follow_up",
    "is_small_talk",
    "kind_asked",
    "names_nothing",
    "needs_clarifying",
    "parts",
    "standalone",
    "tells_which",
    "topic_labels",
    "without_greeting",
]
