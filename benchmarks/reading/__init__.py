"""What ``benchmarks/reader.py`` is made of."""
