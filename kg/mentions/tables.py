"""Gazetteer files (tab-separated, `#` header lines) → checked rows; a wrong line is a `RuleError` that says where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RuleError

COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "divisions": (("code", "name", "level", "parent"), ("short", "former", "risky", "lon", "lat")),
    "townships": (("code", "name"), ("parent", "former", "risky")),
    "regions": (("name",), ("aliases", "class", "members", "risky")),
    "countries": (("code",), ("name", "aliases", "risky", "status")),
    "abbreviations": (("form", "name", "strength"), ("not_before",)),
    "blocks": (("form",), ()),
    "surnames": (("surname",), ("rank", "word")),
}
"""Kind of table → columns that it must have, columns that it may have."""

_FORM_COLUMNS = {
    kind: tuple(column for column in columns[1] if column in {"short", "former", "aliases"})
    for kind, columns in COLUMNS.items()
}
LEVELS = ("province", "city", "district")
_HEADER = re.compile(r"#\s*(table|columns)\s*:\s*(.*)")
_CODE = {
    "divisions": re.compile(r"\d{6}|\d{4}[a-z]{2}"),
    "townships": re.compile(r"(?:\d{6}|\d{4}[a-z]{2})(?:\d{3}|[a-z]{3})"),
    "countries": re.compile(r"[A-Z]{2}"),
}


@dataclass(slots=True)
class Row:
    """One line of a table."""

    file: Path
    line: int
    columns: dict[str, int]
    cells: list[str]

    @property
    def where(self) -> str:
        """'file:line', for messages."""
        return f"{self.file}:{self.line}"

    def __getitem__(self, column: str) -> str:
        place = self.columns.get(column)
        return "" if place is None else self.cells[place]

    def items(self, column: str) -> list[str]:
        """The cell's parts between '/', empty ones left out."""
        cell = self[column]
        return [part for part in cell.split("/") if part] if cell else []


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows and what they are."""

    kind: str
    rows: tuple[Row, ...]


def parse(path: Path, data: bytes) -> Table:
    """The table in `data`, the bytes of `path`. Raises `RuleError` with file, line and reason."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: not UTF-8 at byte {error.start}; save the table as UTF-8") from error
    kind = ""
    columns: dict[str, int] = {}
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            header = _HEADER.match(line)
            if header and header.group(1) == "table":
                kind = _kind(header.group(2).strip(), f"{path}:{number}")
            elif header:
                names = _columns(kind, tuple(header.group(2).split()), f"{path}:{number}")
                columns = {name: place for place, name in enumerate(names)}
        elif line and not line.isspace():
            if not columns:
                raise RuleError(f"{path}:{number}: '# table: KIND' and '# columns: …' must stand before the first row")
            row = Row(path, number, columns, line.split("\t"))
            if len(row.cells) > len(columns):
                raise RuleError(f"{row.where}: {len(row.cells)} cells for {len(columns)} columns, {' '.join(columns)}")
            row.cells += [""] * (len(columns) - len(row.cells))
            _check(kind, row)
            rows.append(row)
    if not kind or not columns:
        raise RuleError(f"{path}: no '# table: KIND' and '# columns: …' lines; KIND is one of {', '.join(COLUMNS)}")
    return Table(kind, tuple(rows))


def read(path: Path) -> Table:
    """The table in a file. Raises `RuleError` where it cannot be read or is wrong."""
    return parse(path, load(path))


def load(path: Path) -> bytes:
    """The bytes of a table's file. Raises `RuleError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError(f"{path}: cannot be read ({error.strerror}); check the path of the gazetteer") from error


def merge(tables: Iterable[Table]) -> dict[str, list[Row]]:
    """Rows by kind of table, in the order given. Raises `RuleError` where rows contradict each other.

    A code may come again with the same name: its forms then add to the first row's.
    """
    merged: dict[str, list[Row]] = {kind: [] for kind in COLUMNS}
    for table in tables:
        merged[table.kind].extend(table.rows)
    names: dict[str, Row] = {}
    for row in (*merged["divisions"], *merged["townships"]):
        first = names.setdefault(row["code"], row)
        if first["name"] != row["name"]:
            raise RuleError(f"{row.where}: code {row['code']} is {first['name']} already ({first.where})")
    for row in merged["divisions"]:
        if row["parent"] != "CN" and row["parent"] not in names:
            raise RuleError(f"{row.where}: parent {row['parent']} of {row['name']} is in no table")
    for row in merged["townships"]:
        parent = row["parent"] or row["code"][:6]
        if parent not in names:
            raise RuleError(f"{row.where}: parent {parent} of {row['name']} is in no table")
    return merged


def _kind(kind: str, where: str) -> str:
    if kind not in COLUMNS:
        raise RuleError(f"{where}: unknown table '{kind}'; known are {', '.join(COLUMNS)}")
    return kind


def _columns(kind: str, columns: tuple[str, ...], where: str) -> tuple[str, ...]:
    if not kind:
        raise RuleError(f"{where}: '# table: KIND' must stand before '# columns: …'")
    needed, possible = COLUMNS[kind]
    for column in needed:
        if column not in columns:
            raise RuleError(f"{where}: a table of {kind} needs the column '{column}'")
    for column in columns:
        if column not in needed and column not in possible:
            known = ", ".join(needed + possible)
            raise RuleError(f"{where}: unknown column '{column}' in a table of {kind}; known are {known}")
    return columns


def _check(kind: str, row: Row) -> None:
    for column in COLUMNS[kind][0]:
        if not row[column]:
            raise RuleError(f"{row.where}: the column '{column}' is empty")
    code = _CODE.get(kind)
    if code and not code.fullmatch(row["code"]):
        raise RuleError(f"{row.where}: '{row['code']}' is no code of {kind}")
    if kind == "divisions":
        _check_division(row)
    if kind == "abbreviations" and (len(row["form"]) != 1 or row["strength"] not in {"strong", "weak"}):
        raise RuleError(f"{row.where}: an abbreviation is one character, its strength 'strong' or 'weak'")
    for column in _FORM_COLUMNS[kind]:
        for form in row.items(column):
            if len(form) < 2:
                raise RuleError(f"{row.where}: '{form}' is too short for a name; give two characters or more")


def _check_division(row: Row) -> None:
    if row["level"] not in LEVELS:
        raise RuleError(f"{row.where}: level '{row['level']}' is none of {', '.join(LEVELS)}")
    for column, limit in (("lon", 180.0), ("lat", 90.0)):
        value = row[column]
        if not value:
            continue
        try:
            good = -limit <= float(value) <= limit
        except ValueError:
            good = False
        if not good:
            raise RuleError(f"{row.where}: {column} '{value}' is no angle in degrees")
