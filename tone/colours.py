"""The colour of each branch of the tree, wherever emotions are shown: in pictures and in notebooks."""

from __future__ import annotations

_HUES = {
    "anger": "#c4302b",
    "fear": "#2e7d46",
    "joy": "#f0ab1f",
    "love": "#c2257a",
    "sadness": "#2a5ca8",
    "surprise": "#08787e",
}
_OTHER_HUE = "#666666"
# Each tier mixes in more white; neighbours differ a little, so that one sees which leaf belongs where.
_WHITE_SHARE = ((0.0, 0.0), (0.46, 0.55), (0.72, 0.79))
_INK = ("#ffffff", "#1a1a1a")


def colour_of(key: str, tier: int, shade: int = 0) -> str:
    """Give the colour of an emotion: the hue of its family, lighter with each tier.

    Args:
        key: key of the emotion.
        tier: 1, 2 or 3.
        shade: 0, or 1 to be a little lighter than a neighbour.
    """
    return lightened(_HUES.get(key.partition("/")[0], _OTHER_HUE), _WHITE_SHARE[tier - 1][shade])


def ink_on(colour: str) -> str:
    """Give the ink, light or dark, that reads best on a colour."""
    return max(_INK, key=lambda ink: contrast(ink, colour))


def lightened(colour: str, white: float) -> str:
    """Mix a share of white, 0 to 1, into a colour."""
    return "#" + "".join(f"{round(part + (255 - part) * white):02x}" for part in _channels(colour))


def contrast(first: str, second: str) -> float:
    """Give the contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    lights = []
    for colour in (first, second):
        shares = [part / 255 for part in _channels(colour)]
        linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def _channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
