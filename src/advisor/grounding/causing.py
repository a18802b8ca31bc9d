"""Whether what a sentence says came of what is said so by the evidence. Pure."""

import re

from advisor.grounding.belonging import sentences
from advisor.grounding.meaning import content

_FROM_EFFECT = r"because(?: of)?|due to|owing to|thanks to|result(?:s|ed)? from"
_FROM_CAUSE = (
    r"therefore|hence|as a (?:result|consequence)|led to|leads? to|caus(?:es?|ed|ing)|"
    r"result(?:s|ed)? in"
)
_CAUSED = re.compile(rf"\b(?:(?P<effect_first>{_FROM_EFFECT})|{_FROM_CAUSE})\b", re.I)
_REASON = re.compile(
    r"\b(?:reasons?|why|since|so|for|as|blam(?:es?|ed|ing)|mak(?:es?|ing)|made|brings?|brought|by|"
    r"explain(?:s|ed)?|effects?|through|with)\b",
    re.I,
)


def uncaused(text: str, evidence: str, context: str) -> str | None:
    r"""Why the evidence does not give the cause that the text gives; None where it may.

    One sentence has to hold something of the effect and of the cause, and a word that joins them.
    Where it gives a cause itself, the effect may not be a part of it.

    >>> uncaused("It closed because rents rose.", "It closed by night.\n\nIn May rents rose.", "")
    'cause not in the evidence: because'
    >>> uncaused("Rents rose because it closed.", "It closed because rents rose.", "")
    'the effect is a cause in the evidence'
    """
    said = _sides(text)
    if said is None:
        return None
    word, effect, cause = said
    told = [one for one in sentences(evidence) if _CAUSED.search(one) or _REASON.search(one)]
    if not any(effect & content(one) and cause & content(one) for one in told):
        return f"cause not in the evidence: {word}"
    for _, their_effect, their_cause in filter(None, map(_sides, told)):
        own = effect - content(context)
        if own & their_cause and not own & their_effect:
            return "the effect is a cause in the evidence"
    return None


def _sides(text: str) -> tuple[str, frozenset[str], frozenset[str]] | None:
    """The word that joins them, the terms of the effect, and those of the cause."""
    said = _CAUSED.search(text)
    if said is None:
        return None
    before, after = text[: said.start()], text[said.end() :]
    if said["effect_first"] and not content(before):  # "Because of rents, it closed."
        after, _, before = after.partition(",")
    sides = content(before), content(after)
    effect, cause = sides if said["effect_first"] else sides[::-1]
    return (said.group(), effect, cause) if effect and cause else None
