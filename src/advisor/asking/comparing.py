"""The two things that a question compares."""

import re

_COMPARISON = re.compile(
    r"(?:differences?|different(?=\s+between)|distinguish\w*|contrast|compare[ds]?|comparison)\s+"
    r"(?:is\s+|are\s+)?(?:between\s+)?"
    r"(?P<a>.+?)\s+(?:and|from|with|to|versus|vs\.?)\s+(?P<b>[^?,;.]+)"
    r"|(?<!\S)(?P<c>\S+(?:\s\S+){0,3})\s+(?:versus|vs\.?)\s+(?P<d>[^?,;.]+)"
    r"|how (?:does|do|is|are)\s+(?P<e>.+?)\s+(?:differ\w*|different)\s+from\s+(?P<f>[^?,;.]+)"
    r"|(?<!\S)(?P<g>\S+)\s*(?:与|和|跟)\s*(?P<h>\S+?)\s*(?:有什么|的)?(?:区别|不同|差别)",
    re.I,
)
_NAMED = re.compile(r"[A-Z]\S*(?: [A-Z]\S*)*")


def compared(question: str) -> tuple[str, ...]:
    """The two things that the question compares, or nothing.

    >>> compared("What is the difference between Internet+ and +Internet?")
    ('Internet+', '+Internet')
    >>> compared("What is the difference between how Acme and Bolt Works hire people?")
    ('Acme', 'Bolt Works')
    """
    match = _COMPARISON.search(question)
    if match is None:
        return ()
    first, second = (side.strip(" \"'“”") for side in match.groups() if side)
    if not first.lower().startswith("how "):
        return first, second
    return first[4:], (_NAMED.match(second) or [second])[0]
