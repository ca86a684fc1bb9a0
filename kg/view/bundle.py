"""The page's assets in, one script and one style sheet out, with the digests that its security policy names."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

from kg.errors import KgError

ASSETS = Path(__file__).resolve().parent / "assets"
IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_UNSAFE = re.compile("[<>&\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def script(entry: str = "main") -> str:
    """The ES modules that `entry` needs as one program: each as a function that gives its exports, after its imports.

    The modules keep to what this can turn: `import { a } from "./b.js";` on lines of their own, and `export` before a
    function, class or const. Raises `KgError` where modules import each other in a circle.
    """
    done: dict[str, str] = {}
    path: list[str] = []

    def add(name: str) -> None:
        if name in done:
            return
        if name in path:
            raise KgError(f"assets import each other: {' → '.join([*path, name])}")
        path.append(name)
        source = (ASSETS / f"{name}.js").read_text(encoding="utf-8")
        for match in IMPORT.finditer(source):
            add(match.group(2))
        path.pop()
        exports = ", ".join(match.group(2) for match in EXPORT.finditer(source))
        body = EXPORT.sub(r"\1", IMPORT.sub(r"const \1 = \2_js;\n", source)).strip()
        done[name] = f"const {name}_js = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();\n"

    add(entry)
    return '(() => {\n"use strict";\n' + "\n".join(done.values()) + "})();\n"


def style() -> str:
    """All style sheets in the order of their names."""
    return "\n".join(path.read_text(encoding="utf-8").strip() for path in sorted(ASSETS.glob("*.css"))) + "\n"


def safe_json(value: object) -> str:
    r"""JSON that can stand in a script element: nothing in it can end the element or turn the text around.

    >>> safe_json("</script>\u202e")
    '"\\u003c/script\\u003e\\u202e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def digest(source: str) -> str:
    """The word by which a Content-Security-Policy allows one in-line script or style."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii") + "'"
