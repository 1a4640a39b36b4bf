"""The one place that jinja2 is imported in: templates to pages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tone.errors import MissingExtraError

if TYPE_CHECKING:
    from jinja2 import Environment


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Give the templates, which escape all that is put into them and refuse what is not given.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError as error:
        raise MissingExtraError("jinja2", "site", "writing pages") from error
    made = Environment(
        loader=PackageLoader("tone.site"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    made.filters["anchor"] = anchor
    made.filters["number"] = number
    return made


def render(template: str, **values: Any) -> str:
    """Fill a template.

    Args:
        template: its file name.
        values: what it asks for.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    return environment().get_template(template).render(**values)


def anchor(text: str) -> str:
    """Give a text as the id of a place in a page.

    Example:
        >>> anchor("O'Connor et al. 1987")
        'o-connor-et-al-1987'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def number(value: float | None) -> str:
    """Write a number as short as it is exact enough to be read; nothing for None.

    Example:
        >>> number(0.5), number(12345), number(1/3), number(None)
        ('0.5', '12,345', '0.333', '')
    """
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:.3g}"
