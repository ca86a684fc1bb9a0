"""Scores the graph against the annotations with each recogniser, and prints how far its confidences can be relied on.

    python tests/bench/quality.py [GOLD=ARTICLES …]

GOLD=ARTICLES: further folders of annotations and of the articles that they are of, beside those of `tests/gold`. Of
`heldout` only totals are printed, and the confidences are judged without it: see its README.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from kg.evaluate import Gold
    from kg.model import Knowledge
    from kg.pipeline import Settings

GOLD = ROOT / "tests" / "gold"
FOLDERS = {
    "seeds": (GOLD / "seeds", ROOT / "seeds" / "documents"),
    "dev": (GOLD / "dev", GOLD / "dev"),
    "heldout": (GOLD / "heldout", GOLD / "heldout"),
}
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Where the ranges of confidence begin."""


def main() -> None:
    from kg.pipeline import Settings

    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folders", nargs="*", metavar="GOLD=ARTICLES")
    folders = dict(FOLDERS)
    for argument in cli.parse_args().folders:
        gold, articles = map(Path, argument.split("=", 1))
        folders[str(gold)] = (gold, articles)
    for recognizer in ("rules", "full"):
        settings = Settings(recognizer)
        print(f"\nrecognizer {recognizer}: F1 (precision, recall) of entities, relations, observations; quotations")
        for name, (golds, articles) in folders.items():
            scores(name, settings, golds, articles)
        print("\nconfidence: facts judged, share right; observations judged, share right")
        reliability(settings, [pair for name, pair in folders.items() if name != "heldout"])


def scores(name: str, settings: Settings, golds: Path, articles: Path) -> None:
    """Print the totals of a folder as a row of a table."""
    from kg.evaluate import measure, pairs

    annotated = pairs(golds, articles)
    total = measure(annotated, settings).total
    parts = (total.entities_core, total.relations, total.observations)
    figures = " | ".join(f"{part.f1:.3f} ({part.precision:.3f}, {part.recall:.3f})" for part in parts)
    print(f"| {name}, {len(annotated)} articles | {figures} | {total.sound} of {total.facts} |")


def reliability(settings: Settings, folders: list[tuple[Path, Path]]) -> None:
    """Print for each range of confidence how many facts and observations were judged and which share is right."""
    from kg.evaluate import build_each, pairs

    judged: dict[str, list[tuple[float, bool]]] = {"fact": [], "observation": []}
    for golds, articles in folders:
        for gold, made, document in build_each(pairs(golds, articles), settings):
            for kind, confidence, right in judgements(gold, made, document.text):
                judged[kind].append((confidence, right))
    for low, high in zip(STEPS, (*STEPS[1:], 1.01), strict=True):
        rights = [[right for sure, right in rows if low <= round(sure, 6) < high] for rows in judged.values()]
        if any(rights):
            cells = [f"{len(row)} | {sum(row) / len(row):.2f}" if row else "0 | " for row in rights]
            print(f"| {low} to {min(high, 1.0)} | {' | '.join(cells)} |")


def judgements(gold: Gold, made: Knowledge, text: str) -> Iterator[tuple[str, float, bool]]:
    """What the annotation judges, each compared alone: its kind, its confidence, whether it is right."""
    from dataclasses import replace

    from kg.evaluate import compare, from_record

    for fact in made.facts:
        tally = compare(gold, from_record(replace(made, facts=(fact,), observations=())), text).relations
        if tally.right or tally.extra:
            yield "fact", fact.confidence, bool(tally.right)
    for seen in made.observations:
        tally = compare(gold, from_record(replace(made, facts=(), observations=(seen,))), text).observations
        if tally.right or tally.extra:
            yield "observation", seen.confidence, bool(tally.right)


if __name__ == "__main__":
    main()
