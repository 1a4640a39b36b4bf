"""TONE in polars: importing this module gives every `DataFrame` the attribute ``tone``.

>>> import polars as pl
>>> import tone.integrations.polars_namespace
>>> frame = pl.DataFrame({"review": ["so proud", "It is Tuesday."]})
>>> frame.tone.classify("review", tier=1)["tone_emotion"].to_list()
['joy', None]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tone.errors import MissingExtraError
from tone.integrations.accessor import FrameAccessor

try:
    import polars as pl
except ImportError as error:
    raise MissingExtraError("polars", "polars", "the namespace of data frames") from error

if TYPE_CHECKING:
    from typing import Any

NAME = "tone"


def _accessor(frame: Any) -> FrameAccessor[Any]:
    return FrameAccessor(frame)


pl.api.register_dataframe_namespace(NAME)(_accessor)
