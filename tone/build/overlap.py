"""Overlap: which of several emotions a form speaks of, judged by Sentence-BERT.

For each form the encoder compares "form: gloss", for each WordNet gloss of the form, with each emotion in two ways:
with "label: definition", and with the centroid of the emotion's exemplars (its names with their glosses). A form's
similarity to an emotion is that of its best gloss,

    similarity(f, e) = max over glosses g of (cos(f: g, definition of e) + cos(f: g, centroid of e)) / 2,

averaged over the encoders. To this the sources' word is added: with every doubling of the weighted number of claims
that join form and emotion the score rises by `CLAIM_BONUS`. The best emotion wins; runner-up and margin are kept.
Cosine alone does not tell opposites apart (joy and sadness are nearer to each other than to many of their own words),
so a form whose polarity is known and contrary to the emotion's is vetoed. So is a common word that speaks of feeling
in too few of its uses, as WordNet counts them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tone.build.candidates import names_of
from tone.build.records import Candidate, Verdict
from tone.model import EmotionRecord

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tone.embed.encoder import Encoder

CLAIM_WEIGHTS: Mapping[tuple[str, str], float] = {
    ("wordnet", "synonym"): 4.0,
    ("wordnet", "synonym derived"): 3.0,
    ("wordnet", "similar"): 2.0,
    ("wordnet", "similar derived"): 1.5,
    ("wordnet", "hyponym"): 1.5,
    ("wordnet", "gloss"): 1.5,
    ("mythes", "forward"): 2.0,
    ("mythes", "reverse"): 2.0,
    ("roget", "together"): 1.0,
    ("gcide", "forward"): 2.0,
    ("gcide", "reverse"): 2.0,
    ("moby", "forward"): 0.5,
    ("moby", "reverse"): 0.5,
    ("idioms", "idiom"): 4.0,
    ("minilm", "neighbour"): 0.0,
}
"""How much one claim counts.

The encoder's neighbours count nothing here, as it judges anyway; Moby merges senses, so it takes many of its claims to
weigh as one of WordNet's.
"""

CLAIM_BONUS = 0.05
"""About the distance of two neighbouring emotions in similarity, so that one good claim decides between neighbours."""

POLARITY_VETO = 0.3
"""How strong a contrary polarity must be to veto: a rating of 1.2 on VADER's scale of 4."""

VALENCES: Mapping[str, int] = {"anger": -1, "fear": -1, "joy": 1, "love": 1, "sadness": -1, "surprise": 0}
"""How pleasant the primary emotions are; surprise is either."""


GENERIC_FREQUENCY = 4.3
"""Zipf frequency from which a word is common enough to do harm: some 20 times in a million words."""

GENERIC_SHARE = 0.25
"""A common word that speaks of feeling in less than a quarter of its counted uses is generic (wake, pull, strong)."""


def claims_of(candidates: Iterable[Candidate], keys: Sequence[str]) -> dict[str, dict[int, float]]:
    """Sum the weighted claims of each form, by the index of the emotion claimed.

    Args:
        candidates: what the sources say.
        keys: the emotions in order.
    """
    places = {key: index for index, key in enumerate(keys)}
    claims: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for candidate in candidates:
        row = claims[candidate.form]
        if candidate.emotion in places:
            row[places[candidate.emotion]] += CLAIM_WEIGHTS.get((candidate.source, candidate.relation), 1.0)
    return claims


def emotion_vectors(
    encoder: Encoder, records: Sequence[EmotionRecord], glosses: Mapping[str, Sequence[str]]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Encode the emotions.

    Args:
        encoder: the encoder.
        records: the emotions in order.
        glosses: glosses of each name.

    Returns:
        Two arrays of shape (emotions, dimensions) with rows of length 1: definitions, and centroids of the exemplars.
        Of a name's glosses the one nearest the definition is taken; an emotion whose names all belong to a broader one
        has its definition as centroid.
    """
    import numpy as np

    definitions = encoder.encode([f"{record.label}: {record.definition}" for record in records])
    holders = names_of(records)
    centroids = definitions.copy()
    for row, record in enumerate(records):
        names = sorted(name for name, key in holders.items() if key == record.key)
        chosen = []
        for name in names:
            texts = [f"{name}: {gloss}" for gloss in glosses.get(name, ())] or [name]
            vectors = encoder.encode(texts)
            chosen.append(vectors[int(np.argmax(vectors @ definitions[row]))])
        if chosen:
            mean = np.mean([definitions[row], *chosen], axis=0)
            centroids[row] = mean / np.linalg.norm(mean)
    return definitions, centroids


def similarities(
    vectors: npt.NDArray[np.float32], definitions: npt.NDArray[np.float32], centroids: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Compare texts with emotions.

    Args:
        vectors: array of shape (texts, dimensions).
        definitions: array of shape (emotions, dimensions).
        centroids: array of shape (emotions, dimensions).

    Returns:
        Array of shape (texts, emotions): the mean of the two cosines.
    """
    found: Any = (vectors @ definitions.T + vectors @ centroids.T) / 2
    return found  # type: ignore[no-any-return]


def resolve(
    candidates: Iterable[Candidate],
    records: Sequence[EmotionRecord],
    glosses: Mapping[str, Sequence[str]],
    encoders: Sequence[Encoder],
    veto: Callable[[str, str], str],
    progress: Callable[[int, int], None] | None = None,
) -> list[Verdict]:
    """Decide for each form which emotion it speaks of, if any.

    Args:
        candidates: what the sources say.
        records: the emotions.
        glosses: glosses of forms and of the emotions' names.
        encoders: the judges, with equal say.
        veto: says, for a form and an emotion's key, why they cannot go together; "" if they can.
        progress: called with the number of texts encoded so far and in all.

    Returns:
        One verdict a form, sorted by form; the same input gives the same verdicts.
    """
    import numpy as np

    keys = [record.key for record in records]
    claims = claims_of(candidates, keys)
    forms = sorted(claims)
    senses = {form: list(glosses.get(form, ())) or [""] for form in forms}
    texts = [f"{form}: {gloss}" if gloss else form for form in forms for gloss in senses[form]]
    total: Any = np.zeros((len(texts), len(keys)), dtype=np.float64)
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, len(texts) * len(encoders))

    for encoder in encoders:
        definitions, centroids = emotion_vectors(encoder, records, glosses)
        total += similarities(encoder.encode(texts, progress=advance), definitions, centroids)
    total /= max(len(encoders), 1)
    verdicts = []
    start = 0
    for form in forms:
        end = start + len(senses[form])
        verdicts.append(judge(form, total[start:end], senses[form], claims[form], keys, veto))
        start = end
    return verdicts


def judge(
    form: str,
    rows: npt.NDArray[np.float64],
    glosses: Sequence[str],
    claims: Mapping[int, float],
    keys: Sequence[str],
    veto: Callable[[str, str], str],
) -> Verdict:
    """Judge one form.

    Args:
        form: the form.
        rows: array of shape (glosses, emotions) of similarities, averaged over encoders.
        glosses: the glosses, "" for none.
        claims: weighted claims by index of the emotion.
        keys: the emotions in order.
        veto: as in `resolve`.

    Returns:
        The verdict; equal scores go to the emotion that comes first.
    """
    import numpy as np

    bonus = np.zeros(len(keys))
    for index, weight in claims.items():
        bonus[index] = CLAIM_BONUS * np.log2(1 + weight)
    nearest = int(np.argmax(np.round((rows + bonus).max(axis=1), 4)))
    similar = rows[nearest]
    scores = np.round(similar + bonus, 4)
    order = [int(place) for place in np.argsort(-scores, kind="stable")[:5]]
    first, second = order[0], order[1]
    return Verdict(
        form=form,
        emotion=keys[first],
        similarity=round(float(similar[first]), 3),
        score=round(float(scores[first]), 3),
        runner_up=keys[second],
        margin=round(float(scores[first] - scores[second]), 3),
        others=tuple(sorted(keys[place] for place in order[2:])),
        claims=round(float(claims.get(first, 0.0)), 2),
        gloss=glosses[nearest],
        veto=veto(form, keys[first]),
    )


def veto_by(
    polarity: Mapping[str, float], frequency: Callable[[str], float], feeling_share: Callable[[str], float | None]
) -> Callable[[str, str], str]:
    """Make the machine's veto.

    Args:
        polarity: how pleasant words are, -1 to 1.
        frequency: Zipf frequency of a form (log10 of uses in 10^9 words).
        feeling_share: share of a form's uses that speak of feeling, 0 to 1; None if unknown.

    Returns:
        The function that `resolve` takes.
    """

    def veto(form: str, key: str) -> str:
        pleasant = polarity.get(form, 0.0)
        if VALENCES.get(key.partition("/")[0], 0) * pleasant < 0 and abs(pleasant) >= POLARITY_VETO:
            return f"contrary polarity {pleasant:+.2f}"
        if frequency(form) >= GENERIC_FREQUENCY:
            share = feeling_share(form)
            if share is not None and share < GENERIC_SHARE:
                return f"generic: {share:.0%} of its uses speak of feeling"
        return ""

    return veto
