"""A simulated panel, to try the tool with: a random generator fills in the sheets, and every file says so.

Nothing of it is a result. It shows that sheets are read, raters who do not read are left out, and agreement comes out
near what was put in.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from tone.ratings.items import Item
from tone.ratings.panel import SIMULATION, Panel, SheetRow, order_for
from tone.ratings.scales import SCALES

FAITHFUL = 0.85
"""How often a careful rater gives the value that a question was drawn to have, and not one beside it."""

ATTENTIVE = 0.97
"""How often a careful rater answers an attention check as expected."""

OPEN = 0.02
"""How often a careful rater leaves a question open."""


def simulated_raters(careful: int, careless: int) -> tuple[str, ...]:
    """Name the raters.

    Args:
        careful: how many read the questions.
        careless: how many answer at random.
    """
    names = [f"careful-{number}" for number in range(1, careful + 1)]
    return (*names, *(f"careless-{number}" for number in range(1, careless + 1)))


def simulate(panel: Panel, items: Sequence[Item]) -> dict[str, list[SheetRow]]:
    """Fill in the sheets of a panel.

    Each question is drawn a value that careful raters mostly give; careless ones give any.

    Args:
        panel: the panel, with raters as `simulated_raters` names them.
        items: the questions.

    Returns:
        The rows of each rater, each marked `SIMULATION`.
    """
    generator = random.Random(f"{panel.seed}:truth")  # noqa: S311 - no secret depends on it
    truth = {item.item: generator.choice(item.expected or SCALES[item.kind].values) for item in items}
    faithful = {item.item: ATTENTIVE if item.expected else FAITHFUL for item in items}
    sheets = {}
    for rater in panel.raters:
        careful = rater.startswith("careful")
        sheets[rater] = [
            _filled(row, truth[row.item], faithful[row.item] if careful else 0.0, generator)
            for row in order_for(items, rater, panel.seed)
        ]
    return sheets


def _filled(row: SheetRow, truth: str, faithful: float, generator: random.Random) -> SheetRow:
    values = SCALES[row.kind].values
    rating = generator.choice(values)
    if faithful:
        place = values.index(truth)
        beside = values[max(0, min(len(values) - 1, place + generator.choice((-1, 1))))]
        rating = truth if generator.random() < faithful else beside
        rating = "" if generator.random() < OPEN else rating
    return replace(row, rating=rating, comment=SIMULATION)
