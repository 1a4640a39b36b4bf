"""TONE: a three-tier ontology of emotions, its words, and a classifier from text to ontology nodes.

Only what is reachable from here, and what the README names, is stable:

    >>> import tone
    >>> kb = tone.load()
    >>> kb["joy/cheerfulness"].children()[:2]
    (Emotion('joy/cheerfulness/amusement', tier=3), Emotion('joy/cheerfulness/bliss', tier=3))
"""

from typing import TYPE_CHECKING, Any

from tone.emotion import Emotion, EmotionLink, Sense
from tone.errors import (
    AmbiguousNameWarning,
    DataError,
    FormatError,
    MissingExtraError,
    MissingJavaError,
    OntologyFileError,
    OutputError,
    QueryError,
    QueryTimeoutError,
    ReasoningError,
    TableError,
    TextError,
    ToneError,
    UnknownEmotionError,
    UnknownLabelError,
    UnknownSchemeError,
)
from tone.kb import KnowledgeBase
from tone.loading import load
from tone.model import Entry, Tier

if TYPE_CHECKING:
    from tone.classify.classifier import EmotionClassifier
    from tone.classify.mentions import Mention
    from tone.classify.result import Classification
    from tone.corpus import Summary, TableReport, classify_frame, classify_table, summarise, summarise_tables
    from tone.crosswalk import Crosswalk
    from tone.resolver import EmotionResolver, Resolution

__version__ = "0.1.0"

__all__ = (
    "AmbiguousNameWarning",
    "Classification",
    "Crosswalk",
    "DataError",
    "Emotion",
    "EmotionClassifier",
    "EmotionLink",
    "EmotionResolver",
    "Entry",
    "FormatError",
    "KnowledgeBase",
    "Mention",
    "MissingExtraError",
    "MissingJavaError",
    "OntologyFileError",
    "OutputError",
    "QueryError",
    "QueryTimeoutError",
    "ReasoningError",
    "Resolution",
    "Sense",
    "Summary",
    "TableError",
    "TableReport",
    "TextError",
    "Tier",
    "ToneError",
    "UnknownEmotionError",
    "UnknownLabelError",
    "UnknownSchemeError",
    "classify_frame",
    "classify_table",
    "load",
    "summarise",
    "summarise_tables",
)

_LATE = {
    "Classification": "tone.classify.result",
    "Crosswalk": "tone.crosswalk",
    "EmotionClassifier": "tone.classify.classifier",
    "EmotionResolver": "tone.resolver",
    "Mention": "tone.classify.mentions",
    "Resolution": "tone.resolver",
    "Summary": "tone.corpus",
    "TableReport": "tone.corpus",
    "classify_frame": "tone.corpus",
    "classify_table": "tone.corpus",
    "summarise": "tone.corpus",
    "summarise_tables": "tone.corpus",
}
"""Names that are imported when first asked for, so that looking a word up does not wait for the classifier."""


def __getattr__(name: str) -> Any:
    """Give a name that is imported late (PEP 562)."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATE[name]), name)
