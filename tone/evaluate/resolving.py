"""How well words that the vocabulary does not hold are resolved: its own words, left out one by one; totals only."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tone.emotion import Knowledge
from tone.errors import DataError
from tone.evaluate.primary import rounded, sklearn_metrics
from tone.model import Entry, PartOfSpeech, Status

if TYPE_CHECKING:
    from tone.resolver import EmotionResolver, Resolution

SETTINGS = ("forms", "family")
"""What is hidden of a word: its entries with all their forms; or besides all words that begin as it does."""

FAMILY = 5
"""How many letters a word of the family shares at the beginning."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A word that is left out.

    Attributes:
        form: the word.
        emotions: keys of the emotions that review gave it.
        hidden: the canonical forms that are left out with it.
    """

    form: str
    emotions: frozenset[str]
    hidden: frozenset[str]


def hold_out(knowledge: Knowledge, setting: str, *, size: int = 1000, seed: int = 0) -> list[HeldOut]:
    """Draw reviewed words at random, each with what is to be hidden with it.

    Args:
        knowledge: the knowledge base.
        setting: one of `SETTINGS`.
        size: how many.
        seed: seed of the draw.

    Returns:
        Single words, sorted; emotions' own names are not among them, as no one reviewed those.
    """
    entries = [e for e in knowledge.lexicon.entries if e.status is Status.ACCEPTED and e.pos is not PartOfSpeech.SYMBOL]
    reviewed = sorted({entry.form for entry in entries if entry.curator and entry.form.isalpha()})
    chosen = sorted(random.Random(seed).sample(reviewed, min(size, len(reviewed))))  # noqa: S311
    by_form: dict[str, list[Entry]] = {}
    families: dict[str, set[str]] = {}
    for entry in entries:
        families.setdefault(entry.form[:FAMILY], set()).add(entry.form)
        for form in {entry.lemma, *entry.forms}:
            by_form.setdefault(form, []).append(entry)
    found = []
    for form in chosen:
        related = [other for entry in by_form[form] for one in {entry.lemma, *entry.forms} for other in by_form[one]]
        hidden = {entry.form for entry in related}
        if setting == "family":
            hidden |= families[form[:FAMILY]]
        own = frozenset(entry.emotion for entry in knowledge.lexicon.lookup(form))
        found.append(HeldOut(form, own, frozenset(hidden)))
    return found


def evaluate_resolver(
    resolver: EmotionResolver, knowledge: Knowledge, others: Sequence[str], *, size: int = 1000, seed: int = 0
) -> list[dict[str, Any]]:
    """Measure a resolver on words that it must do without.

    Args:
        resolver: the resolver.
        knowledge: what it goes by.
        others: words that speak of no emotion, which nothing was learned from.
        size: how many reviewed words are drawn.
        seed: seed of the draw.

    Returns:
        One row a setting: words; answered, the share of them that is not abstained on; primary, secondary and node,
        the shares of all words whose best node is of the right primary, secondary (of the words that have one), or is
        the node itself; mrr, the mean reciprocal rank of a right node, 0 where none is given; primary_answered, of
        those answered; derived, the share resolved by derivation; others; wrongly_answered, their share that is not
        abstained on; and auroc, of the probabilities of words against those of others.

    Raises:
        DataError: there are no words to measure with.
        MissingExtraError: scikit-learn is not installed.
    """
    metrics = sklearn_metrics()
    if not others:
        raise DataError("no words that speak of no emotion: there is nothing to tell words of emotion from")
    away = resolver.resolve_all(list(others))
    rows = []
    for setting in SETTINGS:
        held = hold_out(knowledge, setting, size=size, seed=seed)
        if not held:
            raise DataError("no reviewed words in this knowledge base: there is nothing to hold out")
        found = resolver.resolve_all([word.form for word in held], hidden=[word.hidden for word in held])
        truth = [True] * len(found) + [False] * len(away)
        rows.append(
            {
                "hidden": setting,
                **_accuracies(held, found),
                "others": len(away),
                "wrongly_answered": rounded(sum(one.emotion is not None for one in away) / len(away)),
                "auroc": rounded(metrics.roc_auc_score(truth, [one.emotional for one in (*found, *away)])),
            }
        )
    return rows


def _accuracies(held: Sequence[HeldOut], found: Sequence[Resolution]) -> dict[str, Any]:
    pairs = list(zip(held, found, strict=True))
    answered = [(word, one) for word, one in pairs if one.emotion is not None]
    deep = [(word, one) for word, one in pairs if any("/" in key for key in word.emotions)]

    def right(chosen: Sequence[tuple[HeldOut, Resolution]], tier: int) -> float:
        hits = 0
        for word, one in chosen:
            truth = {_cut(key, tier) for key in word.emotions} - {""}
            hits += one.emotion is not None and _cut(one.emotion.key, tier) in truth
        return rounded(hits / len(chosen)) if chosen else 0.0

    ranks = [
        next((1 / place for place, (emotion, _) in enumerate(one.emotions, 1) if emotion.key in word.emotions), 0.0)
        for word, one in pairs
    ]
    exact = sum(one.emotion is not None and one.emotion.key in word.emotions for word, one in pairs)
    return {
        "words": len(pairs),
        "answered": rounded(len(answered) / len(pairs)),
        "primary": right(pairs, 1),
        "secondary": right(deep, 2),
        "node": rounded(exact / len(pairs)),
        "mrr": rounded(sum(ranks) / len(ranks)),
        "primary_answered": right(answered, 1),
        "derived": rounded(sum(one.method == "derivation" for one in found) / len(pairs)),
    }


def _cut(key: str, tier: int) -> str:
    """Give the key at a tier; "" if it does not go so deep."""
    parts = key.split("/")
    return "/".join(parts[:tier]) if len(parts) >= tier else ""
