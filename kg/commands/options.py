"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Option("--graph", "-g", metavar="DIR", help="Folder that kg build wrote.")]
"""The build that a command reads."""

DEFAULT_FOLDER = Path("output")
