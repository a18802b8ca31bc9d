"""The parts of ``benchmarks/quality.py``, one measurement a function."""
