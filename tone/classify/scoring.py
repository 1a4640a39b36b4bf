"""From found words to scores, and from scores to one emotion.

The roll-up is a sum: an emotion's score is what its own mentions add, plus the scores of its children. So a parent is
never below what its children give it, and muting a word takes away exactly its part. Scores of a long text are sums
over its sentences; how emotional it is goes by its strongest sentence, and intensity and valence are means over the
sentences that hold evidence, so that none of the three grows with length alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, inf, log

from tone.classify.findings import by_sentence
from tone.classify.negation import PLEASANT, UNPLEASANT
from tone.classify.parameters import Parameters
from tone.classify.scopes import Found
from tone.links import LinkIndex
from tone.model import Link, LinkKind
from tone.taxonomy import Taxonomy

SPECIFIC_SHARE = 0.5
"""How much of an emotion's score one child must hold, and exceed, for the answer to be that child."""


def leading(found: list[Found], sentences: list[int], least: float, count: int) -> int | None:
    """Give the place of the primary emotion with the highest score, for which no score below it is needed.

    Args:
        found: the words of a text.
        sentences: for each sentence but the last the number of words up to its end.
        least: the evidence at which a text counts as emotional.
        count: how many primary emotions there are.

    Returns:
        The place, the first of equals; None where too little speaks of any.
    """
    for _, _, word, factor, _ in found:
        if word.emotional * factor >= least:  # mostly one of the first words is enough, and none need be added up
            break
    else:
        if strongest(by_sentence(found, sentences)) < least:
            return None
    scores = primary_scores(found, count)
    highest = max(scores)
    return scores.index(highest) if highest > 0 else None


def primary_scores(found: list[Found], count: int) -> list[float]:
    """Add up what words give each primary emotion.

    Args:
        found: the words of a text or sentence.
        count: how many primary emotions there are.
    """
    added = [0.0] * count
    for _, _, word, factor, _ in found:
        for place, amount in word.parts:
            added[place] += amount * factor
    return added


def strongest(sentences: Iterable[Sequence[Found]]) -> float:
    """Give the evidence that a text speaks of any emotion, of the sentence that has most of it."""
    return max([sum([word.emotional * factor for _, _, word, factor, _ in found]) for found in sentences], default=0.0)


def emotional(evidence: float) -> float:
    """Give the probability that a text speaks of an emotion: 1 - exp(-evidence).

    Each word makes the text emotional with a probability of its own, and it is enough if one does (noisy or).

    Args:
        evidence: what the words of the strongest sentence add up to, as learned from unlabelled text.
    """
    return 1.0 - exp(-evidence)


def least_evidence(parameters: Parameters) -> float:
    """Give the evidence at which a text counts as emotional: where `emotional` reaches the threshold."""
    if parameters.threshold >= 1:
        return inf
    return -log(1.0 - parameters.threshold)


def intensity(sentences: Iterable[Sequence[Found]]) -> float:
    """Give the strength of the emotions in a text: the mean over sentences of 1 - exp(-s), 0 to 1.

    Args:
        sentences: the words of each sentence that has any; s is what the strongest of them adds.
    """
    strengths = [1.0 - exp(-max(word.total * factor for _, _, word, factor, _ in found)) for found in sentences]
    return sum(strengths) / len(strengths) if strengths else 0.0


def valence(sentences: Iterable[Sequence[float]], roots: Sequence[str]) -> float:
    """Give how pleasant a text is: the mean over sentences of (p - u) / (p + u + n + 0.25), -1 to 1.

    Args:
        sentences: primary scores of each sentence that has any; p, u and n are those of pleasant, unpleasant and other
            emotions. The constant keeps weak evidence near 0.
        roots: keys of the primary emotions, in the order of the scores.
    """
    values = []
    for scores in sentences:
        pleasant = sum(score for key, score in zip(roots, scores, strict=True) if key in PLEASANT)
        unpleasant = sum(score for key, score in zip(roots, scores, strict=True) if key in UNPLEASANT)
        values.append((pleasant - unpleasant) / (sum(scores) + 0.25))
    return sum(values) / len(values) if values else 0.0


def roll_up(found: Iterable[Found], taxonomy: Taxonomy, context: Mapping[str, float] | None = None) -> dict[str, float]:
    """Sum what words add over the emotions they speak of and all those above.

    Args:
        found: the words of a text.
        taxonomy: the tree.
        context: what is added to emotions, and those above them, beside the words.

    Returns:
        A score above 0 by key, the highest first; ties by tier, then key. Emotions without evidence are left out.
    """
    own: dict[str, float] = dict(context or {})
    for _, _, word, factor, _ in found:
        for reading in word.readings:
            key = reading.emotion.key
            own[key] = own.get(key, 0.0) + reading.weight * factor
    scores: dict[str, float] = {}
    for key in sorted(own):
        for place in (key, *taxonomy.ancestors(key)):
            scores[place] = scores.get(place, 0.0) + own[key]
    return ordered(scores, taxonomy)


def ordered(scores: Mapping[str, float], taxonomy: Taxonomy) -> dict[str, float]:
    """Sort scores above 0, the highest first; ties by tier, then key."""
    rows = ((-score, taxonomy.records[key].tier, key) for key, score in scores.items() if score > 0)
    return {key: -score for score, _, key in sorted(rows)}


def raised(scores: Mapping[str, float], links: Iterable[Link], parameters: Parameters) -> dict[str, float]:
    """Give what co-occurring parts add to their wholes, and two emotions to what they lead to.

    All parts must be present. The whole gains the score of the weakest part times the confidence of the surest link
    times `Parameters.raised`. Evidence for the whole, or for another part below a part, does not count as that part.

    Args:
        scores: what `roll_up` gives.
        links: the links in use.
        parameters: the constant.

    Returns:
        A gain above 0 by key.
    """
    rules: dict[tuple[str, tuple[str, ...]], float] = {}
    parts: dict[str, dict[str, float]] = {}
    for link in links:
        if link.kind is LinkKind.COMPOSED_OF:
            parts.setdefault(link.subjects[0], {})[link.object] = link.confidence
        elif link.kind is LinkKind.PLUS_LEADS_TO:
            rules[link.object, link.subjects] = link.confidence
    for whole, own in parts.items():
        rules[whole, tuple(sorted(own))] = min(own.values())
    gains: dict[str, float] = {}
    for (whole, needed), confidence in sorted(rules.items()):
        if all(key in scores for key in needed):
            weakest = min(
                scores[key] - sum(scores.get(other, 0.0) for other in {whole, *needed} if other.startswith(f"{key}/"))
                for key in needed
            )
            if weakest > 0:
                gains[whole] = max(gains.get(whole, 0.0), weakest * confidence * parameters.raised)
    return gains


def choose(scores: Mapping[str, float], taxonomy: Taxonomy) -> str | None:
    """Choose the emotion that the scores speak of.

    From the best primary emotion the choice goes down as long as one child holds more than `SPECIFIC_SHARE` of the
    score, so the answer is as specific as the evidence, and no more.

    Args:
        scores: what `roll_up` gives.
        taxonomy: the tree.

    Returns:
        The emotion's key; None without any score.
    """
    chosen = next((key for key in scores if not taxonomy.records[key].parent), None)
    while chosen is not None:
        narrower = [key for key in taxonomy.children(chosen) if scores.get(key, 0) > SPECIFIC_SHARE * scores[chosen]]
        if not narrower:
            break
        chosen = narrower[0]
    return chosen


def mixed(
    scores: Mapping[str, float], links: LinkIndex, taxonomy: Taxonomy, parameters: Parameters
) -> list[tuple[str, str]]:
    """Find mixed feelings: the strongest pleasant and unpleasant primaries, and opposites, that are both present.

    Args:
        scores: what `roll_up` gives.
        links: the links.
        taxonomy: the tree.
        parameters: the share of the stronger that the weaker must have.

    Returns:
        Pairs of keys, each with the stronger first; the primaries, then opposites, those with the highest scores first.
    """

    def present(pair: tuple[str, str]) -> bool:
        low, high = sorted(scores.get(key, 0.0) for key in pair)
        return low >= max(parameters.mixed_floor, parameters.mixed_share * high)

    roots = [key for key in scores if key in taxonomy.roots()]
    poles = [next((key for key in roots if key in pole), "") for pole in (PLEASANT, UNPLEASANT)]
    pairs = [
        (link.subjects[0], link.object)
        for key in scores
        for link in links.of(LinkKind.OPPOSITE_OF, key)
        if link.subjects[0] == key and link.object in scores
    ]
    pairs.sort(key=lambda pair: (-min(scores.get(key, 0.0) for key in pair), pair))
    seen: dict[frozenset[str], tuple[str, str]] = {}
    for pair in ((poles[0], poles[1]), *pairs):
        if present(pair):
            first, second = sorted(pair, key=lambda key: (-scores[key], key))
            seen.setdefault(frozenset(pair), (first, second))
    return list(seen.values())
