"""Answers read back: a classification from the plain data that `Classification.to_dict` gave, without classifying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tone.classify.mentions import AppliedCue, Mention, Reading
from tone.embed.encoder import EncoderIdentity
from tone.emotion import Emotion, Knowledge
from tone.errors import DataError
from tone.model import CueKind, Entry


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """What a stored answer rests on; see `tone.classify.result.Evidence` for the parts."""

    knowledge: Knowledge
    mode: str
    encoder: EncoderIdentity | None
    threshold: float
    mentions: tuple[Mention, ...]
    emotional: float
    intensity: float
    valence: float
    context: tuple[tuple[Emotion, float], ...]
    mixed: tuple[tuple[Emotion, Emotion], ...]
    all_scores: tuple[tuple[Emotion, float], ...]
    emotion: Emotion | None


def stored_evidence(data: Mapping[str, Any], knowledge: Knowledge) -> StoredEvidence:
    """Read the evidence of an answer.

    Args:
        data: what `Classification.to_dict` gave, perhaps by way of JSON; `text` and `path` are not needed.
        knowledge: the knowledge base that the answer was given by.

    Raises:
        DataError: a part is missing, or the knowledge base lacks an emotion or an entry that the answer names.
    """
    try:
        return StoredEvidence(
            knowledge,
            data["mode"],
            None if data["encoder"] is None else EncoderIdentity(**data["encoder"]),
            data["threshold"],
            tuple(_mention(mention, knowledge) for mention in data["mentions"]),
            data["emotional"],
            data["intensity"],
            data["valence"],
            tuple((knowledge[key], score) for key, score in data["context"].items()),
            tuple((knowledge[first], knowledge[second]) for first, second in data["mixed"]),
            tuple((knowledge[key], score) for key, score in data["scores"].items()),
            None if data["emotion"] is None else knowledge[data["emotion"]],
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"cannot read a stored answer: {type(error).__name__}: {error}; give what Classification.to_dict gave, and "
            "the knowledge base that answered"
        ) from error


def _mention(data: Mapping[str, Any], knowledge: Knowledge) -> Mention:
    cues = tuple(
        AppliedCue(cue["start"], cue["end"], cue["text"], CueKind(cue["kind"]), cue["factor"]) for cue in data["cues"]
    )
    readings = tuple(_reading(reading, knowledge) for reading in data["readings"])
    return Mention(data["start"], data["end"], data["text"], data["form"], readings, data["factor"], cues)


def _reading(data: Mapping[str, Any], knowledge: Knowledge) -> Reading:
    named = data["turned_from"]
    turned_from = None if named is None else knowledge[named]
    return Reading(knowledge[data["emotion"]], data["weight"], _entry(data, knowledge), turned_from)


def _entry(data: Mapping[str, Any], knowledge: Knowledge) -> Entry | None:
    if data["form"] is None:
        return None
    key = data["turned_from"] or data["emotion"]
    for entry in knowledge.lexicon.lookup(data["form"]):
        if entry.form == data["form"] and entry.pos.value == data["pos"] and entry.emotion == key:
            return entry
    raise ValueError(f"the vocabulary has no {data['pos']} {data['form']!r} of {key}")
