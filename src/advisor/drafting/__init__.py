"""Passages become a draft answer made of the essays' own sentences."""

from advisor.drafting.composing import dissent, draft
from advisor.drafting.quoting import spans, units
from advisor.drafting.units import Unit, is_new

__all__ = ["Unit", "dissent", "draft", "is_new", "spans", "units"]
