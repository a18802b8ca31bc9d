"""What the gate makes of sentences that a chat model might write about the essays.

    python benchmarks/gate.py

``evals/drafts.jsonl`` holds questions with sentences by writers who did not know the gate: some
say in other words what an essay says, the others hold something that no essay says. Each goes
through the gate alone, with the passages that a chat model would be given for its question and the
one nearest to the sentence: a model that wrote it would have been given what it rests on. Prints,
for both and for each writer, how many are shown as they were drafted, how many give way to words of
the labelled essay or of another one, and of how many nothing is shown. Whether the essay's words
say the same as a true sentence has to be read: ``--show`` prints both.
"""

import argparse
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from advisor import Settings
from advisor.asking import analyse
from advisor.chatting.gate import Gate, Ruling
from advisor.domain import Passage
from advisor.embedding import encoder
from advisor.grounding import Verifier
from advisor.index import Index
from advisor.matching import HEADINGS, PASSAGES, Matcher, by_heading
from advisor.retrieval import DENSE_WEIGHT, OWN_DENSE_WEIGHT, retrieve

DRAFTS = Path("evals/drafts.jsonl")
_FATES = ("as drafted", "essay's words", "another's", "nothing")


def main(drafts: Path, *, show: bool) -> None:
    """Print the table, and with ``show`` every sentence that gave way."""
    settings = Settings()
    model = encoder(settings.embedding_model, settings.cache_dir)
    generation = Index(settings.index_dir, model).current()

    @cache
    def given(question: str) -> tuple[Matcher, list[Passage]]:
        own = analyse(question).is_own
        weight = OWN_DENSE_WEIGHT if own else DENSE_WEIGHT
        found = retrieve(generation, model, question, HEADINGS, weight)
        matcher = Matcher(question, found.weights, (), model)
        if own:
            found = by_heading(found, matcher, PASSAGES)
        return matcher, [hit.passage for hit in found.hits[:PASSAGES]]

    def gate(question: str, text: str) -> Gate:
        matcher, passages = given(question)
        nearest = retrieve(generation, model, text, 1).hits[0].passage
        passages = [*passages, *({nearest} - set(passages))]
        essays = (generation.essay(passage.essay_id) for passage in passages)
        titles = [essay.title for essay in essays if essay]
        matcher.add(passages)
        verifier = Verifier(passages, titles, model)
        return Gate(question, passages, matcher, verifier, generation.essay)

    counts: dict[tuple[str, int], Counter[str]] = {}
    for line in drafts.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        ruling = gate(row["question"], row["text"]).admit(row["text"], "support", ())
        kind = "supported" if row["supported"] else "unsupported"
        counts.setdefault((kind, row["writer"]), Counter())[fate(row, ruling)] += 1
        if show and ruling.reason:
            instead = ruling.sentence.text if ruling.sentence else "-"
            print(f"{kind}: {row['text']}\n  {ruling.reason}\n  {' '.join(instead.split())}\n")
    print(f"{'drafted':12s} writer  sentences  " + "  ".join(_FATES))
    for (kind, writer), found in sorted(counts.items()):
        shares = "  ".join(f"{found[name]:{len(name)}d}" for name in _FATES)
        print(f"{kind:12s} {writer:6d}  {found.total():9d}  {shares}")


def fate(row: dict[str, Any], ruling: Ruling) -> str:
    """What became of a sentence, as the table calls it."""
    if ruling.sentence is None:
        return "nothing"
    if ruling.sentence.text == row["text"]:
        return "as drafted"
    cited = {citation.essay_id for citation in ruling.sentence.citations}
    return "essay's words" if row["essay"] in cited else "another's"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drafts", type=Path, default=DRAFTS)
    parser.add_argument("--show", action="store_true")
    found = parser.parse_args()
    main(found.drafts, show=found.show)
