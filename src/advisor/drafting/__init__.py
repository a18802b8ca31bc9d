"""Passages become a draft answer made of the essays' own sentences."""

from advisor.drafting.composing import Unit, compared, draft
from advisor.drafting.quoting import units

__all__ = ["Unit", "compared", "draft", "units"]
