"""The exceptions that users of the package meet.

KgError                 anything this project raises on purpose; its message is one clear line
├── UsageError          wrong arguments: a path that does not exist, an unknown format (exit status 2)
├── InputError          a document that cannot be read: what, where, what to do (exit status 1 at the end)
├── RuleError           a rule pack or gazetteer that is wrong: file, line, reason
├── QueryError          a SPARQL query that does not parse or run: line and column where known
│   └── LimitError      a query that was stopped: it took too long, too much memory or gave too large an answer
└── OutputError         an output that is missing, older than this program or cannot be written
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors raised on purpose."""


class UsageError(KgError):
    """Wrong arguments; nothing has been done."""


class InputError(KgError):
    """A document that cannot be read; the others are still built."""


class RuleError(KgError):
    """A rule pack or a gazetteer that is wrong."""


class QueryError(KgError):
    """A query that does not parse or cannot be run."""


class LimitError(QueryError):
    """A query that was stopped at a limit. `limit` says which: `time`, `memory` or `size`."""

    def __init__(self, message: str, limit: str) -> None:
        super().__init__(message)
        self.limit = limit


class OutputError(KgError):
    """An output that is missing, too old or cannot be written."""
