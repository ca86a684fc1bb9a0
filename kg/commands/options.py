"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Option("--graph", "-g", metavar="DIR", help="Folder that kg build wrote.")]
"""The build that a command reads."""

DEFAULT_FOLDER = Path("output")

Workers = Annotated[
    int | None, typer.Option("--workers", "-j", min=1, help="Processes. [default: by the amount of text]")
]
"""None chooses by the amount of text."""

LeastConfidence = Annotated[float, typer.Option("--min-confidence", min=0.0, max=1.0, help="Leave out facts below it.")]

Rules = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="FILE", help="A rule pack beside the built-in ones.")
]

Gazetteers = Annotated[
    list[Path] | None, typer.Option("--gazetteer", metavar="FILE", help="Names beside the built-in ones.")
]
