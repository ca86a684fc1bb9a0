"""Scores articles set in other layouts, scripts and encodings against their annotations, and prints a table.

    python tests/bench/robustness.py [-l LAYOUT …] [-v] [GOLD=ARTICLES …]

Only articles with a paragraph a line are taken. `-v` prints what is missed and too much beyond the article as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from kg.evaluate import Gold, Score
    from kg.extraction import Extractor

GOLD = ROOT / "tests" / "gold"
FOLDERS = ((GOLD / "seeds", ROOT / "seeds" / "documents"), (GOLD / "dev", GOLD / "dev"))


def main() -> None:
    from kg.evaluate import Score, pairs
    from kg.extraction import Extractor
    from tests.bench.layouts import LAYOUTS, PAIRS, wrapped

    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("-l", "--layout", action="append", default=[])
    cli.add_argument("-v", "--verbose", action="store_true")
    cli.add_argument("folders", nargs="*", metavar="GOLD=ARTICLES")
    asked = cli.parse_args()
    folders = [tuple(map(Path, argument.split("=", 1))) for argument in asked.folders] or FOLDERS
    articles = [
        (gold, path, path.read_text("utf-8")) for folder in folders for gold, path in pairs(folder[0], folder[1])
    ]
    articles = [one for one in articles if not wrapped(one[2])]
    extractor = Extractor.load()
    print(f"{len(articles)} articles; F1 of entities, relations, observations; quotations")
    plain = [score(extractor, gold, path.name, text) for gold, path, text in articles]
    row("as it is", "a paragraph a line", plain)
    for layout in LAYOUTS:
        if not asked.layout or layout.name in asked.layout:
            scores = [
                score(extractor, renamed(gold, layout.rename), path.name, layout.make(text))
                for gold, path, text in articles
            ]
            row(layout.name, layout.about, scores, plain)
            if asked.verbose:
                differences([path.name for _, path, _ in articles], scores, plain)
    couples = list(pairwise(articles))[::2]
    both = [sum(plain[2 * i : 2 * i + 2], Score()) for i in range(len(couples))]
    for pair in PAIRS:
        if not asked.layout or pair.name in asked.layout:
            scores = [score(extractor, merged(a[0], b[0]), a[1].name, pair.make(a[2], b[2])) for a, b in couples]
            row(pair.name, pair.about, scores, both)
            if asked.verbose:
                differences([f"{a[1].name} {b[1].name}" for a, b in couples], scores, both)


def score(extractor: Extractor, gold: Gold, name: str, made: str | bytes) -> Score:
    """What is found in an article that is printed in some way, against its annotation."""
    from kg.entities.canonical import fuse
    from kg.evaluate import compare, from_record
    from kg.model import Document
    from kg.text.decode import decode

    data = made if isinstance(made, bytes) else made.encode()
    text, encoding = decode(data, name)
    document = Document(name, text, encoding, hashlib.sha256(data).hexdigest())
    return compare(gold, from_record(fuse([extractor.read(document)], extractor.gazetteer)), text)


def row(name: str, about: str, scores: Sequence[Score], plain: Sequence[Score] = ()) -> None:
    """Print the totals of a layout as a row of a table, with the difference to the articles as they are."""
    from kg.evaluate import Score

    total, before = sum(scores, Score()), sum(plain, Score())
    parts = (total.entities_core, total.relations, total.observations)
    others = (before.entities_core, before.relations, before.observations)
    cells = [
        f"{part.f1:.3f}" + (f" ({part.f1 - other.f1:+.3f})" if plain else "")
        for part, other in zip(parts, others, strict=True)
    ]
    print(f"| {name} | {about} | {' | '.join(cells)} | {total.sound} of {total.facts} |", flush=True)


def differences(names: Sequence[str], scores: Sequence[Score], plain: Sequence[Score]) -> None:
    """Print what is missed or too much in a layout only."""
    for name, one, before in zip(names, scores, plain, strict=True):
        for mark, now, was in (("missed", one.missed, before.missed), ("extra", one.extra, before.extra)):
            known = {(each.kind, each.label, each.text) for each in was}
            for each in now:
                if (each.kind, each.label, each.text) not in known:
                    print(f"    {name[:20]} {mark} {each.kind} {each.label}: {each.text}")


def renamed(gold: Gold, rename: Callable[[str], str] | None) -> Gold:
    """The annotation with its names in other words, which are known beside those that it has."""
    if rename is None:
        return gold
    return replace(
        gold,
        entities=tuple(
            replace(entity, aliases=(*entity.aliases, rename(entity.name), *map(rename, entity.aliases)))
            for entity in gold.entities
        ),
    )


def merged(first: Gold, second: Gold) -> Gold:
    """The annotation of two articles as one: entities of one name are one, and required where either requires them."""
    known = {entity.name: entity.id for entity in first.entities}
    ids = {entity.id: known.get(entity.name, f"b{entity.id}") for entity in second.entities}
    again = {known[entity.name]: entity for entity in second.entities if entity.name in known}
    entities = [
        replace(
            entity,
            aliases=(*entity.aliases, *again[entity.id].aliases),
            optional=entity.optional and again[entity.id].optional,
        )
        if entity.id in again
        else entity
        for entity in first.entities
    ]
    entities += [replace(entity, id=ids[entity.id]) for entity in second.entities if entity.name not in known]
    return replace(
        first,
        entities=tuple(entities),
        relations=first.relations
        + tuple(replace(one, subject=ids[one.subject], object=ids[one.object]) for one in second.relations),
        observations=first.observations + tuple(replace(one, subject=ids[one.subject]) for one in second.observations),
    )


if __name__ == "__main__":
    main()
