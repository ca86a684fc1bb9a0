"""A template and what it shows in, HTML out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg import __version__

HERE = Path(__file__).parent
STATIC = HERE / "static"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["urlpart"] = lambda text: quote(text, safe="-._~")
    made.globals["version"] = __version__
    return made


def render(template: str, **shown: object) -> bytes:
    """The page in UTF-8. Everything shown is escaped."""
    return _environment().get_template(template).render(**shown).encode()
