"""Confidence intervals of shares.

Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
"""

from __future__ import annotations

import math

from tone.errors import ToneError


def wilson_interval(count: int, total: int, *, z: float = 1.959964) -> tuple[float, float]:
    """Give the Wilson score interval of a share.

    Args:
        count: how many of them.
        total: of how many, above 0.
        z: quantile of the normal distribution; the default gives 95 %.

    Returns:
        Lower and upper bound, 0 to 1.

    Raises:
        ToneError: the count is below 0 or above the total, or the total is 0.

    Example:
        >>> [round(bound, 3) for bound in wilson_interval(81, 263)]
        [0.255, 0.366]
    """
    if not 0 <= count <= total or total == 0:
        raise ToneError(f"{count} of {total} is no share: expected a count from 0 to a total above 0")
    share = count / total
    centre = share + z * z / (2 * total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return (max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale))
