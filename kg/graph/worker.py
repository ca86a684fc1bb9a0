"""The process behind `kg.graph.process`: questions as lines of JSON on standard input, answers on standard output."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Store

from kg.errors import KgError, LimitError
from kg.graph.query import Limits, Question, ask
from kg.graph.store import open_store


def main(arguments: Sequence[str]) -> None:
    """Answer until standard input ends, which it does when the parent is gone."""
    folder, memory = Path(arguments[0]), int(arguments[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    _limit_memory(memory)
    store: Store | None = None
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    for line in questions:
        message = json.loads(line)
        asked = message["question"]
        data = b""
        head: dict[str, object]
        try:
            store = store or open_store(folder)
            graphs = tuple(asked["default_graphs"]), tuple(asked["named_graphs"])
            answer = ask(store, Question(asked["text"], asked["infer"], *graphs), Limits(**message["limits"]))
        except LimitError as error:
            head = {"error": "LimitError", "message": str(error), "limit": error.limit}
        except KgError as error:
            head = {"error": type(error).__name__, "message": str(error)}
        else:
            data = answer.data
            head = {"kind": answer.kind, "cut": answer.cut, "size": len(data)}
        answers.write(json.dumps(head).encode() + b"\n" + data)
        answers.flush()
    os._exit(0)  # nothing is left to write, and closing a large store takes a while


def _limit_memory(octets: int) -> None:
    if sys.platform == "win32":  # no such limit there
        return
    import resource  # noqa: PLC0415 (absent on Windows)

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = octets if hard == resource.RLIM_INFINITY else min(octets, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
