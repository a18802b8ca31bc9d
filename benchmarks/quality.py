"""Measure Advisor on public sets, beside the figures of quick prototypes with the same weights.

    python benchmarks/quality.py --data DIR [--cache DIR] [--only NAME ...]

DIR holds the folders ``scifact``, ``xquad``, ``mtrag``, ``chunking``, ``dora`` and the file
``dora.section_questions.jsonl``, as ``benchmarks/README.md`` describes them. Everything goes
through the public ``Advisor``, over indexes of its own; they are kept in the cache folder, so that
a second run embeds nothing. The references come from the README of the data; those marked with
another half or another set are no match, line by line, but show what is reachable.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from public.answers import dora, half, latency, xquad
from public.retrieval import chunking, mtrag, scifact
from public.served import Figure

Part = Callable[[Path, Path], Iterator[Figure]]

PARTS: dict[str, tuple[Part, str]] = {
    "scifact": (scifact, "SciFact, 809 train claims, 5,183 abstracts"),
    "xquad": (xquad, "XQuAD, 571 questions, 240 paragraphs"),
    "half": (half, "XQuAD en, a random half of the paragraphs indexed"),
    "mtrag": (mtrag, "MTRAG-UN, 265 turns, 1,461 passages"),
    "chunking": (chunking, "Chroma's chunking study, 220 questions, 2 corpora"),
    "dora": (dora, "dora.dev, 62 section questions, 55 articles"),
    "latency": (latency, "Latency, one question at a time"),
}


def main() -> None:
    """Read the arguments, run the parts and print each as it is done."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--cache", type=Path, help="folder that keeps the indexes between runs")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="NAME")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name in given.only:
            part, title = PARTS[name]
            started = time.monotonic()
            figures = list(part(given.data, given.cache or Path(scratch)))
            print(f"\n{title} ({time.monotonic() - started:.0f} s)")
            print(f"  {'measure':44}{'Advisor':>22}  reference")
            for figure in figures:
                print(f"  {figure.measure:44}{figure.value:>22}  {figure.reference}", flush=True)


if __name__ == "__main__":
    main()
