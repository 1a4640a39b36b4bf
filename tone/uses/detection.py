"""Detect emotions in texts of any domain: how well, beside peers, and on which evidence.

What is measured, and how, is `tone.evaluate.runner`; here it stands beside what the texts of each set feel together and
the words that say so. Texts are quoted only where examples are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from tone.corpus.counting import WordCounter
from tone.corpus.summary import WORDS, Summary
from tone.evaluate.gold import GoldSet
from tone.evaluate.mapping import LabelMapping
from tone.evaluate.predictor import Predictor, TonePredictor
from tone.evaluate.primary import rounded
from tone.evaluate.runner import evaluate
from tone.uses.crisis import NOTICE

if TYPE_CHECKING:
    from tone.classify.classifier import EmotionClassifier
    from tone.classify.result import Classification

MEASURES = (
    ("strict", "macro_f1"),
    ("strict", "accuracy"),
    ("strict", "coverage"),
    ("abstention", "auroc"),
    ("valence", "pearson"),
    ("stars", "spearman"),
    ("stars", "mae"),
)
"""What of the protocol the report shows, by part and measure."""


def detect(
    sets: Sequence[GoldSet],
    classifier: EmotionClassifier,
    peers: Sequence[Predictor],
    mapping: Callable[[str], Mapping[str, LabelMapping]],
    *,
    words: int = 8,
    examples: int = 0,
    resamples: int = 1000,
    seed: int = 0,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Detect emotions in labelled sets, and report how well it went and why.

    Args:
        sets: texts with labels or ratings, each of a domain.
        classifier: TONE's.
        peers: what it is compared with, on the same rows.
        mapping: gives what the labels of a set mean, by its name.
        words: words of evidence for each emotion.
        examples: texts quoted for each emotion; 0 for totals only.
        resamples: of the bootstrap.
        seed: of the bootstrap.
        progress: called with the number of texts done since the last call.

    Returns:
        By set: runs (the protocol's figures by predictor), summary (what the texts feel), words (by primary emotion,
        reviewed and learned ones), and examples (texts with the words that spoke), if asked for.

    Raises:
        DataError: a row has a label without a mapping.
        MissingExtraError: scikit-learn is not installed.
    """
    own = TonePredictor(classifier, f"tone ({classifier.mode})", {})
    found: dict[str, Any] = {}
    for gold in sets:
        known = mapping(gold.name)
        options: dict[str, Any] = {"resamples": resamples, "seed": seed, "progress": progress}
        runs = {one.name: evaluate(one, gold, known, **options) for one in (own, *peers)}
        summary, evidence = Summary(tier=1), Evidence(examples)
        for result in classifier.pipe(row.text for row in gold.rows):
            summary.add(result)
            evidence.add(result)
        facts = {name: value for name, value in summary.to_dict(words=0).items() if name != "evidence"}
        found[gold.name] = {"rows_of_set": gold.total, "runs": runs, "summary": facts, "words": evidence.words(words)}
        if examples:
            found[gold.name]["examples"] = evidence.quoted()
    return found


class Evidence:
    """The words that speak for each primary emotion, and the texts in which it stands out most.

    A word counts for the emotion of its strongest reading; words that are denied do not count.

    Args:
        examples: texts kept for each emotion.
    """

    def __init__(self, examples: int) -> None:
        self._examples = examples
        self._counted: dict[str, tuple[WordCounter, WordCounter]] = {}
        self._best: dict[str, list[tuple[float, int, Classification]]] = {}
        self._texts = 0

    def add(self, result: Classification) -> None:
        """Count one text."""
        self._texts += 1
        for mention in result.mentions:
            if mention.score > 0 and not mention.negated:
                key = mention.emotion.primary.key
                counters = self._counted.setdefault(key, (WordCounter(WORDS), WordCounter(WORDS)))
                counters[mention.entry is None].add(mention.form, mention.score)
        if self._examples and result.emotion is not None:
            scores = result.scores(tier=1)
            key = result.emotion.primary.key
            clearness = result.emotional * scores[key] / sum(scores.values())
            kept = [*self._best.get(key, []), (clearness, -self._texts, result)]
            self._best[key] = nlargest(self._examples, kept, key=lambda one: one[:2])

    def words(self, count: int) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """Give the words of each emotion: reviewed ones by their number, learned ones by what they add.

        Args:
            count: words of each sort at most.
        """
        return {
            key: {"reviewed": reviewed.top(count, by="mentions"), "learned": learned.top(count, by="added")}
            for key, (reviewed, learned) in sorted(self._counted.items())
        }

    def quoted(self) -> dict[str, list[dict[str, Any]]]:
        """Give the texts in which each emotion stands out most, with the words that spoke."""
        return {
            key: [
                {
                    "place": -number,
                    "text": result.text,
                    "emotion": None if result.emotion is None else result.emotion.key,
                    "words": [mention.text for mention in result.mentions if mention.entry is not None],
                }
                for _, number, result in kept
            ]
            for key, kept in sorted(self._best.items())
        }


def flatten_detection(found: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """Give a row for each set and run, with the figures of `MEASURES`.

    Args:
        found: what `detect` gave.
    """
    for name, held in found.items():
        for run, parts in held["runs"].items():
            row: dict[str, Any] = {"set": name, "run": run, "rows": parts["rows"]}
            for part, measure in MEASURES:
                value = parts.get(part, {}).get(measure)
                row[f"{part}_{measure}"] = None if value is None else rounded(value)
                if measure in ("macro_f1", "pearson") and value is not None:
                    low, high = parts[part][f"{measure}_interval"]
                    row |= {f"{part}_low": rounded(low), f"{part}_high": rounded(high)}
            yield row


def render_detection(found: Mapping[str, Any], configuration: Mapping[str, Any]) -> str:
    """Give the report in Markdown; the same results give the same text.

    Args:
        found: what `detect` gave.
        configuration: what someone needs to repeat the run.
    """
    settings = ", ".join(f"{key}: {value}" for key, value in sorted(configuration.items()))
    parts = ["# Emotions detected", f"{NOTICE} No label was used for training. Run with {settings}."]
    rows = list(flatten_detection(found))
    for name, held in found.items():
        summary = held["summary"]
        parts += [f"## {name}", _measures([row for row in rows if row["set"] == name])]
        parts.append(
            f"{summary['texts']:,} texts: {summary['share_without_emotion']:.1%} without an emotion, "
            f"{summary['share_mixed']:.1%} with mixed feelings, mean valence {summary['mean_valence']:+.2f}, mean "
            f"intensity {summary['mean_intensity']:.2f}."
        )
        parts.append(_words(summary, held["words"]))
        for key, quoted in held.get("examples", {}).items():
            lines = [
                f"- {one['emotion']} ({', '.join(one['words']) or 'learned words'}): {one['text']}" for one in quoted
            ]
            parts.append("\n".join([f"Clearest of {key}:", "", *lines]))
    return "\n\n".join(parts) + "\n"


def _measures(rows: Sequence[Mapping[str, Any]]) -> str:
    held = [(part, measure) for part, measure in MEASURES if any(row[f"{part}_{measure}"] is not None for row in rows)]
    body = []
    for row in rows:
        if all(row[f"{part}_{measure}"] is None for part, measure in held):
            continue  # it knows polarity only, and this set asks for emotions
        cells = [row["run"]]
        for part, measure in held:
            value = row[f"{part}_{measure}"]
            shown = "" if value is None else format(value, ".3f")
            if f"{part}_low" in row and measure in ("macro_f1", "pearson"):
                shown += f" [{row[f'{part}_low']:.3f}, {row[f'{part}_high']:.3f}]"
            cells.append(shown)
        body.append(cells)
    return _table(["", *(f"{part} {measure}".replace("_", " ") for part, measure in held)], body)


def _words(summary: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    shares = {row["emotion"]: row["share"] for row in summary["distribution"]}
    body = [
        [
            key,
            f"{shares.get(key, 0.0):.1%}",
            ", ".join(f"{word['word']} {word['mentions']:,}" for word in counted["reviewed"]),
            ", ".join(word["word"] for word in counted["learned"]),
        ]
        for key, counted in words.items()
    ]
    return _table(["emotion", "texts", "most frequent reviewed words", "learned words that add most"], body)


def _table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
