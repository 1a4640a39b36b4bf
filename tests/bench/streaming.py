"""Memory over a long stream of different texts, and what a second process gains on a table.

Run from the checkout::

    python tests/bench/streaming.py TEXTS [--count 1000000] [--rounds 3] [--table 100000] [--data FOLDER]

TEXTS is a file of real texts, one a line; of tab-separated lines the last field counts, and ``.gz`` is unpacked. The
stream is made of their sentences, put together anew and with names and numbers of which most occur once, as long
streams have them: the same for the same file. Each way to read it has a process of its own.

What a second process gains stands beside what the machine gives at that time to two processes that have nothing to do
with each other, both as medians: where two cores are not free, neither figure says anything. Exits with 1 if memory
grows by more than `GROWTH` after a tenth of the stream.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import os
import random
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import tone

ROOT = Path(__file__).parents[2]
MARKS = (0.1, 0.25, 0.5, 1.0)
"""Shares of the stream after which memory is noted."""
GROWTH = 1.05
"""How much memory may grow after the first of them."""

WAYS = ["pipe", "table", "two"]

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_NUMBER = re.compile(r"\d+")
_SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "el", "or")]


def read_sentences(path: Path) -> list[str]:
    """Read the sentences of texts."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        texts = [line.rstrip("\n").rpartition("\t")[2] for line in stream]
    return [sentence for text in texts for sentence in _SENTENCE_END.split(text) if sentence]


def endless(sentences: list[str]) -> Iterator[str]:
    """Give texts of one to three sentences, with a new name each and new numbers."""
    dice = random.Random(20)
    while True:
        chosen = dice.choices(sentences, k=dice.choice((1, 1, 2, 3)))
        name = "".join(dice.choices(_SYLLABLES, k=4)).title()
        number = str(dice.randrange(10**7))
        text = _NUMBER.sub(number, " ".join(chosen))
        yield f"{name}: {text} {number}" if number not in text else f"{text} {name}"


class Gauge:
    """Notes the peak memory of this process when so many texts have been read."""

    def __init__(self, count: int) -> None:
        self.noted: list[float] = []
        self._marks = [int(count * share) for share in MARKS]

    def note(self, done: int) -> None:
        """Note the memory, if that is a mark."""
        while len(self.noted) < len(self._marks) and done >= self._marks[len(self.noted)]:
            self.noted.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
            print(f"{self.noted[-1]:10.0f}", end="", flush=True)


def through_pipe(data: Path, source: Path, count: int) -> list[float]:
    """Give the peaks in megabytes of classifying text after text."""
    gauge = Gauge(count)
    classifier = tone.EmotionClassifier(tone.load(data))
    for done, result in enumerate(classifier.pipe(_lines(source)), start=1):
        result.mentions  # noqa: B018 - asking for them makes them
        if not done % 1000:
            gauge.note(done)
    return gauge.noted


def through_table(data: Path, source: Path, count: int, jobs: int = 1) -> list[float]:
    """Give the peaks of classifying a table; with several processes the largest of them at the end, too."""
    gauge = Gauge(count)
    classifier = tone.EmotionClassifier(tone.load(data))
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        target = Path(folder) / "out.csv"
        tone.classify_table(source, target, classifier=classifier, jobs=jobs, progress=lambda rows, _: gauge.note(rows))
    if jobs > 1:
        gauge.noted.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    return gauge.noted


def _lines(source: Path) -> Iterator[str]:
    with source.open(encoding="utf-8") as stream:
        for line in stream:
            yield line.rstrip("\n")


def memory(data: Path, source: Path, count: int, names: list[str]) -> bool:
    """Print the peaks of each way, and tell whether all are flat."""
    context = multiprocessing.get_context("spawn")
    print(f"{'peak memory in MB after':28}" + "".join(f"{int(count * share):>10,}" for share in MARKS) + "  growth")
    flat = True
    ways = {"pipe": (through_pipe, ()), "table": (through_table, (1,)), "two": (through_table, (2,))}
    for name in names:
        way, more = ways[name]
        print(f"{name:28}", end="", flush=True)
        # not a Pool, whose processes may have no children
        with context.Manager() as manager:
            answer = manager.list()
            process = context.Process(target=_report, args=(answer, way, data, source, count, *more))
            process.start()
            process.join()
            noted = list(answer)
        if len(noted) < len(MARKS):
            raise SystemExit(f"{name} ended early")
        growth = noted[len(MARKS) - 1] / noted[0]
        flat &= growth <= GROWTH
        rest = f"; largest of the others {noted[-1]:.0f} MB" if len(noted) > len(MARKS) else ""
        print(f" {growth:6.2f}x{'' if growth <= GROWTH else '  grows'}{rest}", flush=True)
    return flat


def _report(answer: list[float], way: object, *arguments: object) -> None:
    answer.extend(way(*arguments))  # type: ignore[operator]


def second_process(data: Path, source: Path, rounds: int) -> None:
    """Print how many times as fast two processes write a table as one, by the clock."""
    kb = tone.load(data)
    context = multiprocessing.get_context("fork")
    times: dict[str, list[float]] = {"one": [], "two": [], "apart": []}
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:

        def write(name: str, jobs: int) -> None:
            classifier = tone.EmotionClassifier(kb)  # a new one, as what it remembers would help
            tone.classify_table(source, Path(folder) / f"{name}.csv", classifier=classifier, jobs=jobs)

        for _ in range(rounds):
            for name, jobs in (("one", 1), ("two", 2)):
                start = time.perf_counter()
                write(name, jobs)
                times[name].append(time.perf_counter() - start)
            start = time.perf_counter()
            others = [context.Process(target=write, args=(f"apart{number}", 1)) for number in range(2)]
            for process in others:
                process.start()
            for process in others:
                process.join()
            times["apart"].append(time.perf_counter() - start)
        same = (Path(folder) / "one.csv").read_bytes() == (Path(folder) / "two.csv").read_bytes()
    one, two, apart = (statistics.median(taken) for taken in times.values())
    print(
        f"two processes write a table {one / two:.2f} times as fast as one ({one:.1f} s and {two:.1f} s, medians of "
        f"{rounds}), where two runs apart get {2 * one / apart:.2f} times as much done as one: {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}; the tables are {'the same' if same else 'NOT the same'}"
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--count", type=int, default=1_000_000, help="texts of the stream; 0 to leave memory out")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS, help="two: a table, with two processes")
    parser.add_argument("--rounds", type=int, default=3, help="of writing a table; 0 to leave that out")
    parser.add_argument("--table", type=int, default=100_000, help="rows of that table")
    parser.add_argument("--data", type=Path, default=ROOT)
    options = parser.parse_args()
    sentences = read_sentences(options.texts)
    flat = True
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts.txt"
        for count, run in ((options.table * bool(options.rounds), "table"), (options.count, "memory")):
            if not count:
                continue
            with source.open("w", encoding="utf-8") as stream:
                stream.writelines(f"{text}\n" for text in islice(endless(sentences), count))
            if run == "table":
                second_process(options.data, source, options.rounds)
            else:
                flat = memory(options.data, source, count, options.ways)
    return int(not flat)


if __name__ == "__main__":
    raise SystemExit(main())
