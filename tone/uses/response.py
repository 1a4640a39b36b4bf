"""From a message to what a reply may aim for: emotions recognised, emotions to show or to foster, and words for them.

What the replier shows is care where the message hurts, and the same emotion where it is glad (empathic concern and
shared positive affect: Davis 1983, J. Pers. Soc. Psychol. 44; Morelli et al. 2015, J. Pers. Soc. Psychol. 109). What a
reply may foster in the other comes from the links: the pleasant opposites of what hurts, and the operands that lead,
together with what is felt, to something pleasant. Operands that lead to something unpleasant are to be avoided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from tone.classify.mentions import Mention
from tone.classify.negation import PLEASANT, UNPLEASANT
from tone.classify.result import Classification
from tone.emotion import Emotion, Knowledge
from tone.model import Entry, PartOfSpeech
from tone.uses.crisis import HELP, NOTICE, CrisisGuard, CrisisMention

CARE: Mapping[str, float] = {
    "love/affection/compassion": 1.0,
    "love/affection/caring": 1.0,
    "sadness/sympathy": 0.8,
    "love/affection/tenderness": 0.5,
}
"""What a reply shows to one who hurts, and how much of it."""

FOSTERED = 0.5
"""How much what a reply may foster weighs beside what it shows."""

BROADER = 0.5
"""How much what the links say of an ancestor weighs beside what they say of its child."""

TARGETS, AVOIDED, WORDS, CAUSES = 6, 3, 6, 3
"""How many targets and avoided emotions a plan has at most, words for each, and causes of each emotion."""

_SPOKEN = (PartOfSpeech.ADJECTIVE, PartOfSpeech.NOUN, PartOfSpeech.PHRASE, PartOfSpeech.VERB)


@dataclass(frozen=True, slots=True)
class Recognised:
    """An emotion of the message.

    Attributes:
        emotion: the node, as specific as the evidence allows.
        share: its branch's share of all scores of primary emotions, 0 to 1.
        words: the words that name it or speak of it by a reviewed entry, as written.
        causes: the words that only tend to stand with it, as learned from unlabelled text: what it may be about.
    """

    emotion: Emotion
    share: float
    words: tuple[str, ...]
    causes: tuple[str, ...]


class Role(str, Enum):
    """What a target is for."""

    SHOW = "show"
    """The replier shows it."""
    FOSTER = "foster"
    """A reply may help towards it, in time."""
    AVOID = "avoid"
    """It would make things worse."""


_HEADS = {Role.SHOW: "Show:", Role.FOSTER: "Help towards, gently and in time:", Role.AVOID: "Avoid:"}


@dataclass(frozen=True, slots=True)
class Target:
    """An emotion that a reply aims for, or avoids.

    Attributes:
        emotion: the node.
        weight: how much, above 0.
        reason: why, in words.
        role: what it is for.
        words: words of the vocabulary that speak of it, the surest first.
    """

    emotion: Emotion
    weight: float
    reason: str
    role: Role
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResponsePlan:
    """What a reply to a message may aim for.

    Attributes:
        message: what was classified.
        recognised: its emotions, the strongest first; none if the classifier abstains.
        targets: emotions to show or to foster, the most wanted first.
        avoided: emotions that would make it worse, the surest first.
        crisis: phrases of a crisis; where there are any, there are no targets, and help takes the place of a reply.
    """

    message: Classification
    recognised: tuple[Recognised, ...] = ()
    targets: tuple[Target, ...] = ()
    avoided: tuple[Target, ...] = ()
    crisis: tuple[CrisisMention, ...] = ()

    def profile(self) -> dict[str, float]:
        """Give the weights of the targets and, summed up, of their ancestors, by key."""
        weights: dict[str, float] = {}
        for target in self.targets:
            for emotion in target.emotion.path:
                weights[emotion.key] = weights.get(emotion.key, 0.0) + target.weight
        return weights

    def cue_block(self) -> str:
        """Give the plan as text that may be put before a language model; the same message gives the same text.

        For a message of a crisis it is the help that is to be shown, and nothing that invites a reply.
        """
        if self.crisis:
            return f"{HELP}\n{NOTICE}\n"
        lines = [
            "Write a short, warm reply to the message below. " + NOTICE,
            "",
            f"Message: {_line(self.message.text)}",
        ]
        lines += [f"Feels: {_felt(found)}" for found in self.recognised] or ["Feels: no emotion was recognised"]
        lines.append(f"Intensity: {self.message.intensity:.2f} of 1; valence: {self.message.valence:+.2f} (-1 to 1)")
        if self.message.mixed:
            mixed = "; ".join(f"{one.qualified_label} and {other.qualified_label}" for one, other in self.message.mixed)
            lines.append(f"Mixed feelings: {mixed}")
        for target in (*self.targets, *self.avoided):
            words = f": {', '.join(target.words)}" if target.words else ""
            lines.append(f"{_HEADS[target.role]} {target.emotion.qualified_label} ({target.reason}){words}")
        rules = "Name what they feel in your own words, do not advise unless asked, do not claim to be a person."
        return "\n".join([*lines, f"Rules: {rules}"]) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "message": self.message.text,
            "notice": NOTICE,
            "crisis": [mention.to_dict() for mention in self.crisis],
            "recognised": [
                {"emotion": r.emotion.key, "share": r.share, "words": list(r.words), "causes": list(r.causes)}
                for r in self.recognised
            ],
            "targets": [_plain(target) for target in self.targets],
            "avoided": [_plain(target) for target in self.avoided],
            "cue_block": self.cue_block(),
        }


def plan_response(message: Classification, knowledge: Knowledge, guard: CrisisGuard) -> ResponsePlan:
    """Plan a reply.

    Args:
        message: the message, classified.
        knowledge: the knowledge base: links and words.
        guard: looks for phrases of a crisis first.

    Returns:
        The plan: without targets where the classifier abstains, and without anything but help in a crisis.

    Example:
        >>> import tone
        >>> kb = tone.load()
        >>> message = tone.EmotionClassifier(kb).classify("I failed and feel hopeless.")
        >>> plan = plan_response(message, kb, CrisisGuard([]))
        >>> [target.emotion.label for target in plan.targets]
        ['caring', 'compassion', 'sympathy', 'tenderness', 'hope', 'optimism']
    """
    crisis = guard.find(message.text)
    if crisis:
        return ResponsePlan(message, crisis=crisis)
    recognised = recognise(message)
    targets: dict[str, Target] = {}
    avoided: dict[str, Target] = {}
    for found in recognised:
        for target in _shown(found, knowledge):
            _keep(targets, target)
        for target in _fostered(found):
            _keep(avoided if target.role is Role.AVOID else targets, target)
    felt = {emotion.key for found in recognised for emotion in found.emotion.path}
    unwanted = [target for key, target in avoided.items() if key not in targets and key not in felt]
    chosen = sorted(targets.values(), key=_most_wanted)[:TARGETS]
    return ResponsePlan(
        message,
        recognised,
        tuple(replace(target, words=_words(target.emotion.entries())) for target in chosen),
        tuple(sorted(unwanted, key=_most_wanted)[:AVOIDED]),
    )


def recognise(message: Classification) -> tuple[Recognised, ...]:
    """Give the emotions of a message: of each primary that is nearly as strong as the best, the node that is meant.

    Args:
        message: the message, classified.
    """
    scores = message.scores()
    total = sum(message.scores(tier=1).values())
    found = []
    for primary in message.labels():
        node = primary
        while below := [child for child in node.children() if scores.get(child.key, 0.0) > scores[node.key] / 2]:
            node = below[0]
        named = [mention.text for mention in _speaking(message, primary, reviewed=True)]
        near = sorted(_speaking(message, primary, reviewed=False), key=lambda mention: (-mention.score, mention.start))
        causes = list(dict.fromkeys(mention.text for mention in near))[:CAUSES]
        found.append(Recognised(node, scores[primary.key] / total, tuple(dict.fromkeys(named)), tuple(causes)))
    return tuple(found)


def _speaking(message: Classification, primary: Emotion, *, reviewed: bool) -> list[Mention]:
    """Give the mentions that speak most of a primary emotion, by a reviewed entry or by affinity."""
    return [
        mention
        for mention in message.mentions
        if mention.emotion.primary == primary and mention.score > 0 and (mention.entry is not None) is reviewed
    ]


def _shown(found: Recognised, knowledge: Knowledge) -> Iterable[Target]:
    if found.emotion.primary.key in UNPLEASANT:
        for key, weight in CARE.items():
            if key in knowledge.taxonomy:
                yield Target(
                    knowledge[key], weight * found.share, f"care for {found.emotion.qualified_label}", Role.SHOW
                )
    else:
        yield Target(found.emotion, found.share, f"shares {found.emotion.qualified_label}", Role.SHOW)


def _fostered(found: Recognised) -> Iterable[Target]:
    """Give what the links say a reply may foster or should avoid; what they say of ancestors weighs less."""
    weight = FOSTERED * found.share
    unpleasant = found.emotion.primary.key in UNPLEASANT
    for place in reversed(found.emotion.path):
        for link in place.links("opposite_of"):
            good = link.object.primary.key in PLEASANT
            if good is unpleasant:  # what is pleasant helps one who hurts; what is unpleasant spoils a joy
                reason = f"opposite of {place.qualified_label}"
                yield Target(link.object, weight * link.confidence, reason, Role.FOSTER if good else Role.AVOID)
        for link in place.links("plus_leads_to"):
            other = next((emotion for emotion in link.subjects if emotion.key != place.key), place)
            good = link.object.primary.key in PLEASANT
            if other.primary.key in (PLEASANT if good else UNPLEASANT) and other.primary != found.emotion.primary:
                reason = f"with {place.qualified_label} it leads to {link.object.qualified_label}"
                yield Target(other, weight * link.confidence, reason, Role.FOSTER if good else Role.AVOID)
        weight *= BROADER


def _keep(targets: dict[str, Target], new: Target) -> None:
    """Keep one target an emotion: the weights of several add up, and the first reason of the strongest stands."""
    old = targets.get(new.emotion.key)
    if old is None:
        targets[new.emotion.key] = new
    else:
        reason = new.reason if new.weight > old.weight else old.reason
        targets[new.emotion.key] = replace(old, weight=old.weight + new.weight, reason=reason)


def _most_wanted(target: Target) -> tuple[float, int, str]:
    return (-target.weight, int(target.emotion.tier), target.emotion.key)


def _words(entries: Iterable[Entry]) -> tuple[str, ...]:
    spoken = [entry for entry in entries if entry.pos in _SPOKEN]
    ordered = sorted(spoken, key=lambda e: (-e.weight, -e.confidence, _SPOKEN.index(e.pos), e.form))
    return tuple(dict.fromkeys(entry.form for entry in ordered))[:WORDS]


def _line(text: str) -> str:
    return " ".join(text.split())


def _felt(found: Recognised) -> str:
    path = " > ".join(emotion.label for emotion in found.emotion.path)
    named = ", ".join(f'"{_line(word)}"' for word in found.words)
    about = ", ".join(f'"{_line(word)}"' for word in found.causes)
    said = "; ".join(part for part in (f"said by {named}" if named else "", f"about {about}" if about else "") if part)
    return f"{path}, {found.share:.0%}" + (f" ({said})" if said else "")


def _plain(target: Target) -> dict[str, Any]:
    return {
        "emotion": target.emotion.key,
        "weight": target.weight,
        "reason": target.reason,
        "role": target.role.value,
        "words": list(target.words),
    }
