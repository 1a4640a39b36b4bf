"""Speed of the graph and of the tables, as ratios to rdflib measured in the same run.

Run from the checkout::

    python tests/bench/speed.py

Prints a table and exits with 1 if a ratio is below its floor. Each figure is the best of several rounds in which the
rivals take turns, so that a busy machine slows all of them alike; only the ratios mean anything.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sized
from dataclasses import dataclass
from pathlib import Path

import rdflib

import tone

ROOT = Path(__file__).parents[2]
ROUNDS = 7
CEILINGS = {"tone lookup joy": 150.0, "tone --help": 250.0, 'tone classify "so happy"': 250.0}
"""What each command may take above a bare interpreter, in milliseconds."""


@dataclass(frozen=True)
class Measured:
    """One line of the table: the rival's and our best time in seconds, and the ratio that is promised."""

    what: str
    theirs: float
    ours: float
    floor: float

    @property
    def ratio(self) -> float:
        return self.theirs / self.ours


def best(*runs: Callable[[], object]) -> list[float]:
    """Best time of each, in seconds a call; each is called as often as fills 20 ms, in turns."""
    counts = []
    for run in runs:
        run()
        start = time.perf_counter()
        run()
        counts.append(max(1, int(0.02 / max(time.perf_counter() - start, 1e-7))))
    times = [float("inf")] * len(runs)
    for _ in range(ROUNDS):
        for place, (run, count) in enumerate(zip(runs, counts, strict=True)):
            start = time.perf_counter()
            for _ in range(count):
                run()
            times[place] = min(times[place], (time.perf_counter() - start) / count)
    return times


def queries(kb: tone.KnowledgeBase) -> list[Measured]:
    """The five questions of everyday use: SPARQL in rdflib, SPARQL here, and the method that answers the same."""
    graph = kb.to_rdflib()
    counted = {root.key: 1 + len(root.descendants()) for root in kb.emotions(tier=1)}
    methods: dict[str, Callable[[], Sized]] = {
        "emotions_of_word": lambda: kb.lookup("delighted"),
        "ancestors": lambda: kb["joy/cheerfulness/bliss"].ancestors(),
        "words_below": lambda: [e for n in below(kb, "surprise") for e in n.entries()],
        "counts_per_branch": lambda: {e.key: 1 + len(e.descendants()) for e in kb.emotions(tier=1)},
        "opposites_of_word": lambda: [o for s in kb.lookup("joyful") for o in s.emotion.links("opposite_of")],
    }
    measured = []
    for name, method in methods.items():
        query = kb.queries[name]
        rows = len(kb.query(name, **query.example))
        if len(list(graph.query(query.text))) != rows:
            raise SystemExit(f"{name}: the engines disagree, so their speed says nothing")
        if len(method()) != rows:
            raise SystemExit(f"{name}: the method gives {len(method())} rows and the query {rows}")
        text, example = query.text, query.example
        theirs, sparql, python = best(
            lambda text=text: list(graph.query(text)),  # type: ignore[misc]
            lambda name=name, example=example: kb.query(name, **example),  # type: ignore[misc]
            method,
        )
        measured.append(Measured(f"{name}: kb.query", theirs, sparql, 10))
        measured.append(Measured(f"{name}: method", theirs, python, 1000))
    if counted != {row.key: row["all"] for row in kb.query("counts_per_branch")}:
        raise SystemExit("counts_per_branch: the method and the query disagree")
    return measured


def below(kb: tone.KnowledgeBase, key: str) -> tuple[tone.Emotion, ...]:
    return (kb[key], *kb[key].descendants())


def loading() -> list[Measured]:
    """Loading the tables against parsing the released Turtle, without and with the words."""
    turtle, words = ROOT / "ontology" / "tone.ttl", ROOT / "ontology" / "tone-lexicon.ttl"
    parse, both, load, load_words = best(
        lambda: rdflib.Graph().parse(turtle),
        lambda: rdflib.Graph().parse(turtle).parse(words),
        lambda: tone.load(ROOT),
        lambda: tone.load(ROOT).lexicon,
    )
    return [
        Measured("tone.load() against tone.ttl", parse, load, 50),
        Measured("tone.load() and words against tone.ttl + tone-lexicon.ttl", both, load_words, 50),
    ]


def start_up() -> list[tuple[str, float, float]]:
    """Whole commands, in milliseconds above a bare interpreter, with the promised ceiling."""
    commands = {
        "bare": [sys.executable, "-c", "pass"],
        "tone lookup joy": [sys.executable, "-m", "tone", "lookup", "joy"],
        "tone --help": [sys.executable, "-m", "tone", "--help"],
        'tone classify "so happy"': [sys.executable, "-m", "tone", "classify", "so happy"],
    }
    times = dict.fromkeys(commands, float("inf"))
    # the modules of an installed package are compiled, also where this interpreter is told to write no bytecode
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(2 * ROUNDS):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environ)
            times[name] = min(times[name], time.perf_counter() - start)
    return [(name, 1000 * (times[name] - times["bare"]), CEILINGS[name]) for name in CEILINGS]


def main() -> int:
    """Measure and print."""
    kb = tone.load(ROOT)
    failed = False
    print(f"{'what':62} {'rdflib ms':>10} {'TONE ms':>10} {'ratio':>9} {'floor':>6}")
    for line in (*queries(kb), *loading()):
        failed |= line.ratio < line.floor
        mark = "" if line.ratio >= line.floor else "  below its floor"
        times = f"{1000 * line.theirs:10.3f} {1000 * line.ours:10.5f}"
        print(f"{line.what:62} {times} {line.ratio:8.0f}x {line.floor:5.0f}x{mark}")
    print(f"\n{'command':62} {'ms above bare python':>21} {'ceiling':>8}")
    for name, extra, ceiling in start_up():
        failed |= extra > ceiling
        print(f"{name:62} {extra:21.0f} {ceiling:8.0f}{'' if extra <= ceiling else '  above its ceiling'}")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
