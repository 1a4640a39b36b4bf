"""TONE in pandas: importing this module gives every `DataFrame` the attribute ``tone``.

>>> import pandas as pd
>>> import tone.integrations.pandas_accessor
>>> frame = pd.DataFrame({"review": ["so proud", "It is Tuesday."]})
>>> frame.tone.classify("review", tier=1)["tone_emotion"].tolist()
['joy', None]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tone.errors import MissingExtraError
from tone.integrations.accessor import FrameAccessor

try:
    import pandas as pd
except ImportError as error:
    raise MissingExtraError("pandas", "tables", "the accessor of data frames") from error

if TYPE_CHECKING:
    from typing import Any

NAME = "tone"


def _accessor(frame: Any) -> FrameAccessor[Any]:
    return FrameAccessor(frame)


pd.api.extensions.register_dataframe_accessor(NAME)(_accessor)
