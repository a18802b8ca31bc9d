"""Passages become a draft answer made of the essays' own sentences."""

from advisor.drafting.composing import Unit, dissent, draft, is_new
from advisor.drafting.quoting import spans, units

__all__ = ["Unit", "dissent", "draft", "is_new", "spans", "units"]
