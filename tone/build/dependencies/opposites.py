"""Methods that propose `isOppositeOf`: each looks at the vocabularies of two emotions in a way of its own.

Seven methods: ``antonyms`` and ``mythes_antonyms`` (antonyms between the vocabularies), ``morphology``
("un-", "dis-", "-less"), ``definitions`` (a definition of the one denies the other), ``circumplex`` (contrary valence
at like activation), ``polarity_axis`` (alike to the encoder but for polarity) and ``contrast`` (set against each other
in unlabelled text).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tone.build.dependencies.antonyms import Antonym
from tone.build.dependencies.claims import Claim, opposite
from tone.build.dependencies.definitions import Definition, words_of
from tone.build.dependencies.parameters import OPPOSITES
from tone.build.dependencies.vocabularies import Vocabularies, related
from tone.model import Tier

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_CONTRASTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:neither|either|between|from|both) (\w+) (?:n?or|and|to) (\w+)\b",
        r"\b(\w+),? (?:but )?not (?:very |so |really |at all )?(\w+)\b",
        r"\b(?:more|rather) (\w+) than (\w+)\b",
        r"\b(\w+) (?:instead of|rather than|as opposed to|versus|vs) (\w+)\b",
        r"\b(\w+) or (\w+)\b",
        r"\b(\w+) (?:turn(?:s|ed)? (?:in)?to|became|becomes) (\w+)\b",
    )
)
"""Frames that set two words against each other.

After Justeson, J. S. & Katz, S. M. (1991). Co-occurrences of antonymous adjectives and their contexts. Computational
Linguistics 17, and Lin, D., Zhao, S., Qin, L. & Zhou, M. (2003). Identifying synonyms among distributionally similar
words. IJCAI.
"""


def from_antonyms(pairs: Iterable[Antonym], vocabularies: Vocabularies, *, method: str, source: str) -> Iterator[Claim]:
    """Claim that two emotions are opposite where many words of the one are antonyms of words of the other.

    With E the sum of strength and weights over the antonyms between the two vocabularies, and E1, E2 the sums over all
    antonyms that leave either, ``score = E / (E + k) * (E / sqrt(E1 E2)) ** (1/2)``: there must be enough of them, and
    they must not lead everywhere. Each emotion is compared with its own words, and those of one upper tier with all the
    words below them as well; the better score counts. Antonyms between emotions of which one stands above the other are
    left out.

    Args:
        pairs: the antonyms.
        vocabularies: the words.
        method: name of the method.
        source: what its evidence cites.

    Yields:
        One claim a pair of emotions.
    """
    joined = list(_joined(pairs, vocabularies))
    best: dict[tuple[str, str], tuple[float, list[str]]] = {}
    for tier in (None, Tier.PRIMARY, Tier.SECONDARY):
        for place, score, words in _association(joined, tier):
            if score > best.get(place, (0.0, []))[0]:
                best[place] = (score, words)
    for place, (score, words) in sorted(best.items()):
        if score >= OPPOSITES.least_score:
            yield Claim(opposite(*place), method, score, (f"{source}: {', '.join(words[: OPPOSITES.shown])}",))


def _joined(pairs: Iterable[Antonym], vocabularies: Vocabularies) -> Iterator[tuple[str, str, float, str]]:
    """Give the emotions that each antonym joins, by key, how strongly, and its words in the same order."""
    own: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for key, words in vocabularies.words.items():
        for form, weight in words.items():
            own[form].append((key, weight))
    for pair in pairs:
        for first, first_weight in own.get(pair.first, ()):
            for second, second_weight in own.get(pair.second, ()):
                amount = pair.strength * first_weight * second_weight
                if first < second:
                    yield first, second, amount, f"{pair.first} : {pair.second}"
                elif second < first:
                    yield second, first, amount, f"{pair.second} : {pair.first}"


def _association(
    joined: Iterable[tuple[str, str, float, str]], tier: Tier | None
) -> Iterator[tuple[tuple[str, str], float, list[str]]]:
    strength: dict[tuple[str, str], float] = defaultdict(float)
    leaving: dict[str, float] = defaultdict(float)
    words: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for first, second, amount, shown in joined:
        ends = (first, second) if tier is None else (_above(first, tier), _above(second, tier))
        if "" not in ends and not related(*ends):
            strength[ends] += amount
            leaving[ends[0]] += amount
            leaving[ends[1]] += amount
            words[ends].append((-amount, shown))
    for ends, amount in strength.items():
        share = amount / math.sqrt(leaving[ends[0]] * leaving[ends[1]])
        score = round(amount / (amount + OPPOSITES.enough_antonyms) * math.sqrt(share), 3)
        yield ends, score, [shown for _, shown in sorted(words[ends])]


def _above(key: str, tier: Tier) -> str:
    """Give the emotion of a tier that a key stands under, "" if it stands above."""
    steps = key.split("/")
    return "/".join(steps[:tier]) if len(steps) >= tier else ""


def from_definitions(
    definitions: Iterable[Definition], vocabularies: Vocabularies, valence: Mapping[str, float]
) -> Iterator[Claim]:
    """Claim that an emotion is opposite to those that its definitions deny ("when all hope is lost").

    A word of the other's vocabulary counts with its weight if a word of denial stands in the few words before it, or
    one of loss in the few after; the score is the largest weight, halved unless the word names the emotion. Emotions
    of like valence are left out: "sadness at a loss" denies no sadness.

    Args:
        definitions: of the emotions, TONE's own and others'.
        vocabularies: the words.
        valence: of each emotion, -1 to 1.

    Yields:
        One claim a pair of emotions.
    """
    names = vocabularies.names
    best: dict[tuple[str, str], float] = defaultdict(float)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for definition in definitions:
        words = words_of(definition.text)
        for at, word in enumerate(words):
            holder = vocabularies.holders.get(word)
            if holder is None or related(holder[0], definition.emotion) or not _denied(words, at):
                continue
            key, weight = names.get(word, holder[0]), holder[1] * (1.0 if word in names else 0.5)
            place = (min(key, definition.emotion), max(key, definition.emotion))
            best[place] = max(best[place], weight)
            found[place].add(f"{definition.source}: {definition.name} is {definition.text}")
    for place, score in sorted(best.items()):
        if not related(*place) and valence[place[0]] * valence[place[1]] < 0 and score >= OPPOSITES.least_score:
            yield Claim(opposite(*place), "definitions", round(score, 3), tuple(sorted(found[place])))


def _denied(words: Sequence[str], at: int) -> bool:
    before = words[max(at - OPPOSITES.denial_window, 0) : at]
    after = words[at + 1 : at + 1 + OPPOSITES.denial_window]
    return not OPPOSITES.denials.isdisjoint(before) or not OPPOSITES.losses.isdisjoint(after)


def from_circumplex(
    vocabularies: Vocabularies, valence: Mapping[str, float], activation: Mapping[str, float]
) -> Iterator[Claim]:
    """Claim that two emotions are opposite that are contrary in valence and alike in activation.

    ``score = min(1, sqrt(-v1 v2) / full) * (1 - |a1 - a2|)``, with valence v from -1 to 1 and activation a from 0 to 1.
    Such pairs are many, so each emotion claims only its `OPPOSITES.nearest` best. Russell, J. A. (1980). A circumplex
    model of affect. Journal of Personality and Social Psychology 39, sets opposites half a circle apart, where
    activation differs as well; but those that people name as opposites (joy and sorrow, love and hate) differ in
    valence alone.

    Args:
        vocabularies: gives the emotions.
        valence: of each emotion, -1 to 1.
        activation: of each emotion, 0 to 1.

    Yields:
        One claim a pair of emotions.
    """

    def score(first: str, second: str) -> float:
        contrary = max(-valence[first] * valence[second], 0.0)
        return min(1.0, math.sqrt(contrary) / OPPOSITES.full_valence) * (
            1 - abs(activation[first] - activation[second])
        )

    for first, second, value in _best_pairs(vocabularies.keys, score):
        numbers = f"valence {valence[first]:+.2f} and {valence[second]:+.2f}"
        activations = f"activation {activation[first]:.2f} and {activation[second]:.2f}"
        evidence = (f"vader: with textblob {numbers}; by the encoders {activations}",)
        yield Claim(opposite(first, second), "circumplex", value, evidence)


def from_polarity_axis(
    vocabularies: Vocabularies,
    centres: npt.NDArray[np.float32],
    direction: npt.NDArray[np.float32],
    *,
    cited: str,
) -> Iterator[Claim]:
    """Claim that two emotions are opposite that the encoder puts together but for the axis of polarity.

    Take from each centre c its part along the axis, p = c . d, and compare what is left: ``score = max(0, cos(c1 - p1
    d, c2 - p2 d)) * min(1, |p1 - p2| / full)`` where p1 and p2 have contrary signs, else 0. Opposites speak of the
    same thing from two sides, so they are near in all but polarity (Mohammad, S. M., Dorr, B. J., Hirst, G. & Turney,
    P. D. (2013). Computing lexical contrast. Computational Linguistics 39). Each emotion claims its
    `OPPOSITES.nearest` best.

    Args:
        vocabularies: gives the emotions in order.
        centres: array of shape (emotions, dimensions), rows of length 1.
        direction: array of shape (dimensions,), the axis from unpleasant to pleasant.
        cited: how the evidence begins, with its source, as in ``minilm: with mpnet, ``.

    Yields:
        One claim a pair of emotions.
    """
    import numpy as np

    along = centres @ direction
    rest = centres - np.outer(along, direction)
    rest = rest / np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9)
    places = {key: place for place, key in enumerate(vocabularies.keys)}

    def score(first: str, second: str) -> float:
        one, other = places[first], places[second]
        if along[one] * along[other] >= 0:
            return 0.0
        apart = min(1.0, abs(float(along[one] - along[other])) / OPPOSITES.full_distance)
        return max(float(rest[one] @ rest[other]), 0.0) * apart

    for first, second, value in _best_pairs(vocabularies.keys, score):
        sides = f"{along[places[first]]:+.2f} and {along[places[second]]:+.2f} along the axis of polarity"
        evidence = (f"{cited}alike but for polarity, {sides}",)
        yield Claim(opposite(first, second), "polarity_axis", value, evidence)


def _best_pairs(keys: Sequence[str], score: Callable[[str, str], float]) -> Iterator[tuple[str, str, float]]:
    values = {
        (first, second): round(score(first, second), 2)
        for place, first in enumerate(keys)
        for second in keys[place + 1 :]
        if not related(first, second)
    }
    chosen: set[tuple[str, str]] = set()
    for key in keys:
        own = [(-value, pair) for pair, value in values.items() if key in pair and value >= OPPOSITES.least_score]
        chosen.update(pair for _, pair in sorted(own)[: OPPOSITES.nearest])
    yield from ((*pair, values[pair]) for pair in sorted(chosen))


def from_contrasts(texts: Iterable[str], vocabularies: Vocabularies) -> Iterator[Claim]:
    """Claim that two emotions are opposite whose words unlabelled text sets against each other ("from joy to grief").

    With n the number of such uses and m1, m2 the number of all uses of either side, as for antonyms, ``score = n / (n
    + k) * (n / sqrt(m1 m2)) ** (1/2)``.

    Args:
        texts: unlabelled texts.
        vocabularies: the words.

    Yields:
        One claim a pair of emotions.
    """
    counts: Counter[tuple[str, str]] = Counter()
    sides: Counter[str] = Counter()
    words: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for text in texts:
        lowered = text.lower()
        for frame in _CONTRASTS:
            for one, other in frame.findall(lowered):
                first, second = vocabularies.holders.get(one), vocabularies.holders.get(other)
                if first and second and not related(first[0], second[0]):
                    place = (min(first[0], second[0]), max(first[0], second[0]))
                    counts[place] += 1
                    sides.update((first[0], second[0]))
                    words[place][f"{min(one, other)} : {max(one, other)}"] += 1
    for place, count in sorted(counts.items()):
        share = count / math.sqrt(sides[place[0]] * sides[place[1]])
        score = round(count / (count + OPPOSITES.enough_contrasts) * math.sqrt(share), 3)
        if count >= OPPOSITES.least_contrasts and score >= OPPOSITES.least_score:
            best = [text for text, _ in sorted(words[place].items(), key=lambda item: (-item[1], item[0]))]
            shown = f"unlabelled: {count} times set against each other: {', '.join(best[: OPPOSITES.shown])}"
            yield Claim(opposite(*place), "contrast", score, (shown,))
