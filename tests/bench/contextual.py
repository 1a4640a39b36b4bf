"""Speed of the contextual mode, as a share of what its encoder does bare in the same run.

Run from the checkout::

    python tests/bench/contextual.py TEXTS [--encoder minilm] [--count 2048] [--rounds 5] [--threads 2]

TEXTS is a file of real texts, as `streaming.py` takes it. Bare is `SentenceTransformer.encode` over all texts at once,
which sorts them by length, with the batch size that TONE uses. Both take turns, so that a busy machine slows both
alike; figures are medians, by the clock and by processor time, and the share is that of processor time. With one
thread it means something on a busy machine, too.
Exits with 1 if the share is below `FLOOR`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from streaming import endless, read_sentences

import tone
from tone.embed.opening import open_encoder
from tone.embed.sentence import BATCH

ROOT = Path(__file__).parents[2]
FLOOR = 0.9


def main() -> int:
    """Measure and print."""
    import torch  # the tests collect this file where there is none

    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--encoder", default="minilm")
    parser.add_argument("--count", type=int, default=2048)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--data", type=Path, default=ROOT)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    texts = list(islice(endless(read_sentences(options.texts)), options.count))
    encoder = open_encoder(options.encoder)
    classifier = tone.EmotionClassifier(tone.load(options.data), mode="contextual", encoder=encoder)
    model = encoder._model  # type: ignore[attr-defined]  # the very same weights

    def bare() -> None:
        model.encode(texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)

    def emotions() -> None:
        for result in classifier.pipe(texts):
            result.emotion  # noqa: B018 - asking for it makes it

    def everything() -> None:
        for result in classifier.pipe(texts):
            result.mentions, result.context, result.intensity, result.valence  # noqa: B018

    runs: dict[str, Callable[[], None]] = {"bare encoder": bare, "pipe": emotions, "pipe, all asked for": everything}
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for turn in range(options.rounds + 1):
        for name, run in runs.items():
            start = time.perf_counter(), time.process_time()
            run()
            if turn:  # the first round warms all up
                taken[name].append((time.perf_counter() - start[0], time.process_time() - start[1]))
    print(
        f"{encoder.name}, {options.count} texts of {sum(map(len, texts)) / len(texts):.0f} characters, "
        f"{options.threads} threads, medians of {options.rounds}, load {os.getloadavg()[0]:.1f}"
    )
    shares = {}
    for name, times in taken.items():
        clock, processor = (statistics.median(kind) for kind in zip(*times, strict=True))
        # turn by turn, as the load changes from one to the next
        shares[name] = statistics.median(
            one[1] / two[1] for one, two in zip(taken["bare encoder"], taken[name], strict=True)
        )
        print(
            f"{name:22} {options.count / clock:8.0f} texts/s by the clock, {1e3 * processor / options.count:6.2f} ms "
            f"of processor a text, {shares[name]:5.0%} of the bare encoder"
        )
    return int(min(shares.values()) < FLOOR)


if __name__ == "__main__":
    raise SystemExit(main())
