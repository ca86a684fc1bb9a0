"""What a person can ask of the page: where it opens, what it shows at first and how much it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """How the page opens. Everything but `max_nodes` and `title` can be changed in the page afterwards."""

    focus: str = ""
    """Name, alias or key of the entity whose neighbourhood the page opens with; '' shows everything."""
    depth: int = 1
    """Steps around `focus`, 1 to 3."""
    classes: tuple[str, ...] = ()
    """Local names of the classes that are shown at first; empty for all."""
    relations: tuple[str, ...] = ()
    """Local names of the relations that are shown at first; empty for all."""
    documents: tuple[str, ...] = ()
    """Names or digests (or their beginnings) of the documents whose facts are shown at first; empty for all."""
    min_confidence: float = 0.0
    max_nodes: int = 10_000
    """Beyond this many entities the page holds the most connected part, and says so."""
    lang: Language = "zh"
    title: str = ""
    """Heading of the page; '' for the standing one."""


DEFAULTS = ViewOptions()
