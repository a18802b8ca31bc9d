"""What the training of both readers has in common: batches, the loop, and the report on it."""

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from advisor.evaluation.calibration import auroc
from reading.passages import Example

FAR = -1e4  # of a logit that is left out
DECAY = 0.02

Pair = tuple[str, str, frozenset[int]]
"""A question, a passage, and the sentences that answer: none where nothing does."""
Scores = tuple[Tensor, Tensor]
"""Of the sentences, shape ``(batch, sentences)``, and of nothing, ``(batch,)``."""


def batches(
    rows: Sequence[Pair], length: Callable[[str], int], size: int, chance: random.Random
) -> Iterator[list[Pair]]:
    """Batches of passages of about the same length, in a random order."""
    order = list(rows)
    chance.shuffle(order)
    found = []
    for start in range(0, len(order), 20 * size):
        some = sorted(order[start : start + 20 * size], key=lambda row: length(row[1]))
        found += [some[at : at + size] for at in range(0, len(some), size)]
    chance.shuffle(found)
    yield from found


def train(
    network: nn.Module,
    rows: Sequence[Pair],
    scored: Callable[[list[Pair]], Scores],
    length: Callable[[str], int],
    *,
    size: int,
    epochs: int,
    rate: float,
    warm: float,
) -> None:
    """Train the network in place: of each pair the sentences that answer, or nothing, are right.

    Args:
        network: what is trained.
        rows: the pairs.
        scored: what the network makes of a batch.
        length: tokens of a passage.
        size: pairs of a batch.
        epochs: times that every pair is seen.
        rate: the highest learning rate.
        warm: share of the steps in which the rate rises.
    """
    learnt = [weight for weight in network.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=rate, weight_decay=DECAY)
    total = epochs * math.ceil(len(rows) / size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (warm * total)) * max(0.02, 1 - step / total)
    )
    chance, started = random.Random(0), time.monotonic()
    network.train()
    for epoch in range(epochs):
        losses = []
        for some in batches(rows, length, size, chance):
            scores, nothing = scored(some)
            logits = torch.cat([scores, nothing[:, None]], dim=1)
            right = torch.full_like(logits, FAR)
            for row, (_, _, answers) in enumerate(some):
                columns = sorted(answers) or [-1]
                right[row, columns] = logits[row, columns]
            loss = (logits.logsumexp(1) - right.logsumexp(1)).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        spent = time.monotonic() - started
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, {spent:.0f} s", flush=True)
    network.eval()


def report(name: str, found: Sequence[Example], scored: Callable[[list[Pair]], Scores]) -> None:
    """Print how well questions that were not learnt from are read, each with its own passage."""
    right, answerable, logits = [], [], []
    with torch.inference_mode():
        for one in found:
            scores, nothing = scored([(one.question, one.passage, one.answers)])
            best = int(scores[0].argmax())
            right += [best in one.answers] if one.answers else []
            answerable.append(bool(one.answers))
            logits.append(float(scores[0, best] - nothing[0]))
    if found:
        area = auroc(logits, answerable)
        told = f"sentence {np.mean(right):.3f}, AUROC {area:.3f}"
        print(f"{name}, {len(found)} not learnt from: {told}")
