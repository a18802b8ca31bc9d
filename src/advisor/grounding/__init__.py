"""A drafted sentence becomes a verified one, with the exact words it rests on, or nothing."""

from advisor.grounding.aligning import Span
from advisor.grounding.quoting import (
    EssayOf,
    citations,
    cite,
    ground,
    nearly,
    verbatim,
    within,
)
from advisor.grounding.verifying import Verdict, Verifier

__all__ = [
    "EssayOf",
    "Span",
    "Verdict",
    "Verifier",
    "citations",
    "cite",
    "ground",
    "nearly",
    "verbatim",
    "within",
]
