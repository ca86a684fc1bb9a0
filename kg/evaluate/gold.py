"""A JSON file with the annotation of one document in, checked records out."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, UsageError
from kg.vocabulary import INDICATORS, LEAF_CLASSES, RELATIONS


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A thing that the document names; `optional`, here and below, is neither rewarded nor punished."""

    id: str
    name: str
    aliases: tuple[str, ...]
    types: tuple[str, ...]
    """Acceptable leaf classes, the best first."""
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation between two entities, by their ids."""

    subject: str
    predicate: str
    object: str
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldObservation:
    """A number in the base unit of its kind, stated of an entity, by its id."""

    subject: str
    indicator: str
    value: float
    optional: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one document."""

    document: str
    """Name of the document's file; '' where the annotation does not say it."""
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]
    observations: tuple[GoldObservation, ...]


def read_gold(path: Path) -> Gold:
    """Read an annotation.

    The file holds `{"doc", "entities": [{"id", "name", "aliases", "types", "optional"}], "relations": [{"s", "p", "o",
    "optional"}], "observations": [{"s", "indicator", "value", "optional"}]}`; other keys are for people. `doc`,
    `aliases`, `observations` and `optional` may be left out. Raises `InputError` naming file, place and reason.
    """
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: is no JSON in UTF-8: {error}") from error
    entities = [
        GoldEntity(
            id=row.text("id"),
            name=row.text("name"),
            aliases=row.texts("aliases"),
            types=row.texts("types", LEAF_CLASSES),
            optional=row.flag("optional"),
        )
        for row in _rows(path, data, "entities", required=True)
    ]
    ids = [entity.id for entity in entities]
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice is not None:
        raise InputError(f"{path}: two entities have the id {twice!r}")
    return Gold(
        document=_Row(path, "the file", data).text("doc", default=""),
        entities=tuple(entities),
        relations=tuple(
            GoldRelation(row.text("s", ids), row.text("p", RELATIONS), row.text("o", ids), row.flag("optional"))
            for row in _rows(path, data, "relations", required=True)
        ),
        observations=tuple(
            GoldObservation(
                row.text("s", ids), row.text("indicator", INDICATORS), row.number("value"), row.flag("optional")
            )
            for row in _rows(path, data, "observations", required=False)
        ),
    )


def pairs(gold: Path, text: Path | None = None) -> list[tuple[Gold, Path]]:
    """Annotations with the files they are of, sorted by the annotation's name.

    `gold` is a file, or a folder whose `.json` files are meant; `text` is the file's document, or a folder to look for
    documents in, without it the annotations' own. In a folder a document is found by the annotation's `doc`, or else as
    a `.txt` with the annotation's stem. Raises `UsageError` for paths that do not exist or do not fit together and
    `InputError` for an annotation without document.
    """
    for path in filter(None, (gold, text)):
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder; check the path")
    if text is None:
        text = gold if gold.is_dir() else gold.parent
    if not gold.is_dir():
        annotation = read_gold(gold)
        return [(annotation, _document(gold, annotation, text) if text.is_dir() else text)]
    if not text.is_dir():
        raise UsageError(f"{gold} is a folder and {text} is none: give the folder of its documents")
    files = sorted(gold.glob("*.json"))
    if not files:
        raise UsageError(f"{gold}: no .json files there; give the folder of the annotations")
    read = [(file, read_gold(file)) for file in files]
    return [(annotation, _document(file, annotation, text)) for file, annotation in read]


def _document(file: Path, annotation: Gold, folder: Path) -> Path:
    """The document in `folder` that the annotation in `file` is of."""
    names = list(dict.fromkeys(filter(None, (annotation.document, f"{file.stem}.txt"))))
    found = next((folder / name for name in names if (folder / name).is_file()), None)
    if found is None:
        raise InputError(f"{file}: its document is not in {folder}: looked for {' and '.join(names)}")
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    """An object of the file that is read key by key; every wrong one is an `InputError` that says where."""

    path: Path
    place: str
    data: dict[str, object]

    def text(self, key: str, allowed: Collection[str] | None = None, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "should be a string")
        return self.known(key, value, allowed)

    def texts(self, key: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of strings; one that is chosen from `allowed` must not be empty."""
        values = self.data.get(key, [])
        if not isinstance(values, list) or (allowed and not values):
            raise self.wrong(key, "should be a list of strings")
        for value in values:
            if not isinstance(value, str):
                raise self.wrong(key, "should be a list of strings")
            self.known(key, value, allowed)
        return tuple(values)

    def number(self, key: str) -> float:
        value = self.data.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= sys.float_info.max:
            raise self.wrong(key, "should be a number")
        return float(value)

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "should be true or false")
        return value

    def known(self, key: str, value: str, allowed: Collection[str] | None) -> str:
        if allowed is not None and value not in allowed:
            raise self.wrong(key, f"{value!r} is none of {', '.join(sorted(allowed)[:30])}")
        return value

    def wrong(self, key: str, reason: str) -> InputError:
        return InputError(f"{self.path}: {self.place}: {key}: {reason}")


def _rows(path: Path, data: object, key: str, *, required: bool) -> list[_Row]:
    values = data.get(key, None if required else []) if isinstance(data, dict) else None
    if not isinstance(values, list):
        raise InputError(f"{path}: {key}: should be a list of objects")
    rows = []
    for number, value in enumerate(values):
        if not isinstance(value, dict):
            raise InputError(f"{path}: {key}[{number}]: should be an object")
        rows.append(_Row(path, f"{key}[{number}]", value))
    return rows
