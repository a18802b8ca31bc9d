"""What a question wants: a kind of answer, an amount, two sides, advice for the own firm."""

from advisor.asking.analysing import Asked, analyse
from advisor.asking.comparing import compared
from advisor.asking.kinds import Kind

__all__ = ["Asked", "Kind", "analyse", "compared"]
