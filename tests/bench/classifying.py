"""Speed of the classifier in lexical mode, as ratios to VADER measured in the same run on one core.

Run from the checkout::

    python tests/bench/classifying.py [--texts 20000] [--data FOLDER] [--from FILE]

Texts are the last cells of a file's lines, as those of ``.sources/unlabelled/unlabelled.tsv.gz``. Without a file they
are made from what ships with the project, the same in every run: frames and pieces of definitions, with words of the
vocabulary, emoji, tags, names and capitals. Rivals take turns over parts of the texts, so that a busy machine slows all
of them alike; only the ratios mean anything. Of these the first is of texts read for the first time, when most chunks
are new; it has no floor, as have the printed explanation, how much memory a stream five times as long takes, and what a
second process gains, which means something only where two cores are free. Exits with 1 if a ratio is below its floor.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import tone
from tone.classify import finder

ROOT = Path(__file__).parents[2]
PART = 1000
ROUNDS = 3
STREAM = 20_000
FRAMES = (
    "I went to the market with my sister this morning and",
    "We have been waiting at the station since noon,",
    "My neighbour told me about the garden:",
    "They moved the meeting to the third floor, where",
    "The last train of the evening left before",
    "She read the letter twice and put it away.",
)
FLOORS = {"classify and its mentions": 3.0, "predict": 5.0}


def make_texts(kb: tone.KnowledgeBase, count: int) -> list[str]:
    """Make short texts of 17 tokens on average."""
    prose = " ".join([emotion.definition for emotion in kb.values()]).split()
    frames = [frame.split() for frame in FRAMES]
    words = [e.form for e in kb.lexicon.entries if e.pos.value != "symbol"]
    symbols = [e.form for e in kb.lexicon.entries if e.pos.value == "symbol"]
    dice = random.Random(20)
    texts = []
    for _ in range(count):
        start, length = dice.randrange(len(prose) - 40), dice.randint(4, 12)
        text = [*dice.choice(frames), *prose[start : start + length]]
        for _ in range(dice.choice((0, 1, 1, 2))):
            text.insert(dice.randrange(len(text)), dice.choice(words))
        roll = dice.random()
        if roll < 0.10:
            text.append(dice.choice(symbols))
        elif roll < 0.15:
            text.append("#" + "".join(part.title() for part in dice.choice(words).split()))
        elif roll < 0.20:
            text.insert(0, f"@{dice.choice(prose).strip('.,:;()')}")
        elif roll < 0.25:
            place = dice.randrange(len(text))
            text[place] = text[place].upper()
        if dice.random() < 0.2:
            text[-1] += dice.choice(("!", "!!!", "?", "..."))
        if dice.random() < 0.3:
            text.insert(dice.randrange(len(text)), dice.choice(("not", "very", "but", "never", "so")))
        texts.append(" ".join(text))
    return texts


def read_texts(path: Path, count: int) -> list[str]:
    """Take so many texts from a file, at even distances."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        texts = [line.rstrip("\n").rpartition("\t")[2] for line in lines]
    return texts[:: max(1, len(texts) // count)][:count]


def best(parts: list[list[str]], runs: dict[str, Callable[[list[str]], object]]) -> dict[str, float]:
    """Give the best total time of each rival in seconds; a first round warms all of them up."""
    totals = dict.fromkeys(runs, float("inf"))
    for turn in range(ROUNDS + 1):
        times = dict.fromkeys(runs, 0.0)
        for part in parts:
            for name, run in runs.items():
                start = time.process_time()
                run(part)
                times[name] += time.process_time() - start
        if turn:
            totals = {name: min(totals[name], times[name]) for name in runs}
    return totals


def peak_of_a_stream(data: Path, count: int) -> float:
    """Give the peak memory of a process of its own that classifies so many different texts, in megabytes."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_stream, (data, count))


def _stream(data: Path, count: int) -> float:
    kb = tone.load(data)
    classifier = tone.EmotionClassifier(kb)
    for result in classifier.pipe(_endless(kb, count)):
        result.mentions  # noqa: B018 - asking for them makes them
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _endless(kb: tone.KnowledgeBase, count: int) -> Iterator[str]:
    """Give texts of which each holds a word that no other has, as a long stream does."""
    texts = make_texts(kb, 2000)
    for number in range(count):
        yield f"{texts[number % len(texts)]} n{number:x}"


def gain_of_a_second_process(classifier: tone.EmotionClassifier, texts: list[str]) -> float:
    """Give how many times as fast two processes write a table, by the clock."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts.txt"
        source.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
        times = []
        for jobs in (1, 2):
            start = time.perf_counter()
            tone.classify_table(source, Path(folder) / f"{jobs}.csv", classifier=classifier, jobs=jobs)
            times.append(time.perf_counter() - start)
    return times[0] / times[1]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--data", type=Path, default=ROOT)
    parser.add_argument("--from", dest="file", type=Path)
    options = parser.parse_args()
    kb = tone.load(options.data)
    texts = read_texts(options.file, options.texts) if options.file else make_texts(kb, options.texts)
    count = len(texts)
    classifier, vader = tone.EmotionClassifier(kb), SentimentIntensityAnalyzer()

    def classify(part: list[str]) -> None:
        for text in part:
            classifier.classify(text).mentions  # noqa: B018 - asking for them makes them

    def explain(part: list[str]) -> None:
        for text in part[:: PART // 50]:
            classifier.classify(text).explain()

    def rate(part: list[str]) -> None:
        for text in part:
            vader.polarity_scores(text)

    start = time.process_time()
    classifier.predict(texts)
    cold = time.process_time() - start
    times = best(
        [texts[place : place + PART] for place in range(0, count, PART)],
        {"VADER": rate, "classify and its mentions": classify, "predict": classifier.predict},
    )
    found = [len(classifier.classify(text).mentions) for text in texts]
    print(f"{count} texts, {sum(len(t.split()) for t in texts) / count:.1f} tokens and ", end="")
    print(f"{sum(found) / count:.1f} mentions each; read by {Path(finder.__file__).name}")
    times["predict, for the first time"] = cold
    failed = False
    print(f"{'what':28} {'us a text':>10} {'x VADER':>9} {'floor':>6}")
    for name, total in times.items():
        ratio, floor = times["VADER"] / total, FLOORS.get(name, 0.0)
        failed |= ratio < floor
        mark = "" if ratio >= floor else "  below its floor"
        print(f"{name:28} {1e6 * total / count:10.1f} {ratio:8.1f}x {floor:5.1f}x{mark}")
    sample = texts[: min(count, 2 * PART)]
    parts = [sample[place : place + PART] for place in range(0, len(sample), PART)]
    explained = best(parts, {"VADER": rate, "explain": explain})
    each = explained["explain"] / len([text for part in parts for text in part[:: PART // 50]])
    print(f"explain(), as text for a terminal: {1e6 * each:.0f} us a text, ", end="")
    print(f"{explained['VADER'] / len(sample) / each:.2f}x VADER")
    short, long = (peak_of_a_stream(options.data, number) for number in (STREAM, 5 * STREAM))
    print(f"peak memory: {short:.0f} MB after {STREAM} texts, {long:.0f} MB after {5 * STREAM}")
    gain = gain_of_a_second_process(classifier, texts)
    busy = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"two processes write a table {gain:.2f} times as fast as one ({busy})")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
