"""Chinese regional-economy articles in, an evidenced RDF graph out: `kg.build(paths)`, `kg.open(folder)`, `kg.eval(…)`.

The names below are loaded when they are first used, so that `import kg` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import InputError, KgError, LimitError, OutputError, QueryError, RuleError, UsageError

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph, build, eval, open  # noqa: A004 (kg.open, as in gzip.open)

__version__ = "0.1.0"

__all__ = [
    "InputError",
    "KgError",
    "KnowledgeGraph",
    "LimitError",
    "OutputError",
    "QueryError",
    "RuleError",
    "UsageError",
    "__version__",
    "build",
    "eval",
    "open",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from kg import api  # noqa: PLC0415 (loads the whole of it)

    return getattr(api, name)


def __dir__() -> list[str]:
    return __all__
