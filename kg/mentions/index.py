"""Checked rows of the gazetteers → one flat index of forms and places, kept in the user's cache folder between runs.

The cache is a text of lines in a format of its own, with a digest over it: unlike pickle or marshal it can run nothing
and crash nothing when someone else has written it, and it loads as fast, because lines are split as a whole and read
only when they are asked for. Its name holds a hash of the tables and of this module: what has changed is compiled anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from kg.errors import RuleError
from kg.mentions.tables import Row, load, merge, parse

Kind = Literal["province", "city", "district", "township", "country", "region"]
Form = Literal["full", "short", "former", "abbreviation"]

FORMS: tuple[Form, ...] = ("full", "short", "former")
KINDS: tuple[Kind, ...] = ("province", "city", "district", "township", "country", "region")
KIND_LETTERS = "pcdtnr"
FORM_LETTERS = "fso"
_KEPT = 4
"""Compilations that stay in the cache: of the built-in tables and of a few users' own."""
_SEPARATOR = "\x1e"
_ENCLAVES = {"71", "81", "82"}
_Candidate = tuple[int, int, bool, str, bool]
"""Form, kind, whether in Hong Kong, Macao or Taiwan, code, risky: what orders candidates comes first."""


@dataclass(frozen=True, slots=True)
class Index:
    """Flat lists. `entries[i]` belongs to `patterns[i]`: candidates separated by spaces, '' for a block.

    A candidate is its code and three characters for kind (`KIND_LETTERS`), form (`FORM_LETTERS`) and risk: `500112ds0`.
    """

    patterns: list[str]
    entries: list[str]
    places: list[str]
    """`code, name, kind, parent, short, lon, lat` of divisions and countries, separated by tabs, sorted by code."""
    regions: list[str]
    """`name, class, members`, separated by tabs; members are codes or names of regions, separated by '/'."""
    abbreviations: list[str]
    """`character, code, strength, not_before`, separated by tabs."""
    surnames: list[str]
    """`surname, rank, word`, separated by tabs."""


def build(paths: Iterable[Path], cache: Path | None) -> Index:
    """The index of all tables, from the cache folder where it holds them; `None` does without a cache.

    Raises `RuleError` where a table is wrong.
    """
    data = [(path, load(path)) for path in paths]
    digest = hashlib.sha256()
    for part in (*(bytes_ for _, bytes_ in data), _content(_country_data()), _content(Path(__file__))):
        digest.update(hashlib.sha256(part).digest())
    file = cache / f"gazetteer-{digest.hexdigest()[:32]}.txt" if cache else None
    found = _from_cache(file) if file else None
    if found:
        return found
    index = compile_rows(merge(parse(path, bytes_) for path, bytes_ in data), country_names())
    if file:
        _to_cache(file, index)
    return index


def cache_folder() -> Path | None:
    """The user's cache folder by the platform's convention; `None` where there is no home."""
    if os.environ.get("XDG_CACHE_HOME"):
        return Path(os.environ["XDG_CACHE_HOME"]) / "regional-kg"
    if sys.platform == "win32" and os.environ.get("LOCALAPPDATA"):
        return Path(os.environ["LOCALAPPDATA"]) / "regional-kg" / "Cache"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "regional-kg"


def country_names() -> dict[str, str]:
    """Alpha-2 code → Chinese name, from the CLDR data that Babel carries."""
    from babel import Locale  # noqa: PLC0415 - half the time of a warm start, and only a cold one needs it

    territories: Mapping[str, str] = Locale("zh").territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}


def compile_rows(rows: Mapping[str, list[Row]], countries: Mapping[str, str]) -> Index:
    """The index of the rows. Raises `RuleError` where a region or abbreviation names an unknown division."""
    forms: dict[str, list[_Candidate]] = defaultdict(list)
    places: dict[str, list[str]] = {}

    def add(pattern: str, code: str, kind: Kind, form: Form, risky: bool) -> None:
        forms[pattern].append((FORMS.index(form), KINDS.index(kind), code[:2] in _ENCLAVES, code, risky))

    for row in rows["divisions"]:
        code, risky, short = row["code"], row.items("risky"), row.items("short")
        first = short[0] if short else ""
        places.setdefault(code, [code, row["name"], row["level"], row["parent"], first, row["lon"], row["lat"]])
        kind = KINDS[KINDS.index(row["level"])]
        add(row["name"], code, kind, "full", row["name"] in risky)
        for name in short:
            add(name, code, kind, "short", name in risky)
        for name in row.items("former"):
            add(name, code, kind, "former", name in risky)
    for row in rows["townships"]:
        code, name, danger = row["code"], row["name"], bool(row["risky"])
        places.setdefault(code, [code, name, "township", row["parent"] or code[:6], "", "", ""])
        add(name, code, "township", "full", danger)
        for former in row.items("former"):
            add(former, code, "township", "former", danger)
    for code, (name, others, doubtful) in _countries(rows["countries"], countries).items():
        places[code] = [code, name, "country", "", "", "", ""]
        for form in (name, *others):
            add(form, code, "country", "full" if form == name else "short", form in doubtful)
    paths = _by_path(places)
    regions = _regions(rows["regions"], paths)
    for row in rows["regions"]:
        for form in (row["name"], *row.items("aliases")):
            add(form, row["name"], "region", "full" if form == row["name"] else "short", form in row.items("risky"))
    blocks = {row["form"] for row in rows["blocks"]} - set(forms)
    patterns = sorted({*forms, *blocks})
    return Index(
        patterns=patterns,
        entries=[_entry(forms.get(pattern, ())) for pattern in patterns],
        places=["\t".join(cells) for _, cells in sorted(places.items())],
        regions=["\t".join(cells) for _, cells in sorted(regions.items())],
        abbreviations=[
            "\t".join((row["form"], _code(row["name"], paths, row.where), row["strength"], row["not_before"]))
            for row in rows["abbreviations"]
        ],
        surnames=["\t".join((row["surname"], row["rank"], row["word"])) for row in rows["surnames"]],
    )


def _entry(candidates: Iterable[_Candidate]) -> str:
    """Candidates likeliest first: full forms, higher ranks, the mainland; of one code only the best form."""
    items: dict[str, str] = {}
    for form, kind, _, code, risky in sorted(candidates):
        items.setdefault(code, f"{code}{KIND_LETTERS[kind]}{FORM_LETTERS[form]}{int(risky)}")
    return " ".join(items.values())


def _countries(rows: Iterable[Row], names: Mapping[str, str]) -> dict[str, tuple[str, list[str], set[str]]]:
    """Code → name, other names, risky names."""
    found = {code: (name, [name], set[str]()) for code, name in names.items()}
    for row in rows:
        code = row["code"]
        if row["status"] == "territory":
            found.pop(code, None)
            continue
        name, forms, risky = found.get(code, ("", [], set()))
        first = row["name"] or name or next(iter(row.items("aliases")), "")
        if not first:
            raise RuleError(f"{row.where}: no name for the country {code}; fill the column 'name'")
        # A name that the table replaces stays an alias only where the table says so.
        kept = [form for form in forms if form == first or not row["name"]]
        found[code] = (first, sorted({*kept, *row.items("aliases")} - {first}), risky | set(row.items("risky")))
    return {
        code: (name, [form for form in forms if form != name], risky) for code, (name, forms, risky) in found.items()
    }


def _regions(rows: list[Row], paths: Mapping[str, list[str]]) -> dict[str, list[str]]:
    known = {row["name"] for row in rows}
    regions: dict[str, list[str]] = {}
    for row in rows:
        members = [name if name in known else _code(name, paths, row.where) for name in row.items("members")]
        regions.setdefault(row["name"], [row["name"], row["class"] or "Region", "/".join(members)])
    return regions


def _by_path(places: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Name, and the province's name before it → codes of provinces, cities and counties."""
    names: dict[str, list[str]] = defaultdict(list)
    for code, (_, name, kind, *_rest) in places.items():
        if kind in {"province", "city", "district"}:
            names[name].append(code)
            province = places.get(code[:2] + "0000")
            if province and kind != "province":
                names[province[1] + name].append(code)
    return names


def _code(name: str, names: Mapping[str, list[str]], where: str) -> str:
    codes = names.get(name, [])
    if len(codes) != 1:
        reason = (
            "is in no table of divisions"
            if not codes
            else f"stands for {len(codes)} divisions; put the province before it"
        )
        raise RuleError(f"{where}: '{name}' {reason}")
    return codes[0]


def _country_data() -> Path:
    """Babel's file of Chinese names, found without importing Babel; a file that is not there where Babel is not."""
    spec = find_spec("babel")
    return Path(spec.origin if spec and spec.origin else "babel").parent / "locale-data" / "zh.dat"


def _content(file: Path) -> bytes:
    """The file's bytes, none where it is not a file (a package inside an archive)."""
    return file.read_bytes() if file.is_file() else b""


def _from_cache(file: Path) -> Index | None:
    """The cached index, or None where there is none or it is damaged: it is then made again."""
    try:
        digest, _, body = file.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            return None
        parts = [part.split("\n") if part else [] for part in body.decode("utf-8").split(_SEPARATOR)]
    except (OSError, UnicodeDecodeError):
        return None
    return Index(*parts) if len(parts) == 6 and len(parts[0]) == len(parts[1]) else None


def _to_cache(file: Path, index: Index) -> None:
    """Writes beside, then swaps; old ones go. A folder that cannot be written costs time only, so it is no error."""
    lists = (index.patterns, index.entries, index.places, index.regions, index.abbreviations, index.surnames)
    body = _SEPARATOR.join("\n".join(lines) for lines in lists).encode()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=file.stem, dir=file.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        Path(name).replace(file)
        others = sorted(file.parent.glob("gazetteer-*.txt"), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in others[_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return
