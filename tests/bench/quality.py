"""Scores the graph against the annotations with each recogniser.

    python tests/bench/quality.py [GOLD=ARTICLES …]

GOLD=ARTICLES: further folders of annotations and of the articles that they are of, beside those of `tests/gold`. Of
`heldout` only totals are printed: see its README. How far confidences can be relied on prints calibrate.py.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from kg.pipeline import Settings

GOLD = ROOT / "tests" / "gold"
FOLDERS = {
    "seeds": (GOLD / "seeds", ROOT / "seeds" / "documents"),
    "dev": (GOLD / "dev", GOLD / "dev"),
    "heldout": (GOLD / "heldout", GOLD / "heldout"),
}


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


def scores(name: str, settings: Settings, golds: Path, articles: Path) -> None:
    """Print the totals of a folder as a row of a table."""
    from kg.evaluate import measure, pairs

    annotated = pairs(golds, articles)
    total = measure(annotated, settings).total
    parts = (total.entities_core, total.relations, total.observations)
    figures = " | ".join(f"{part.f1:.3f} ({part.precision:.3f}, {part.recall:.3f})" for part in parts)
    print(f"| {name}, {len(annotated)} articles | {figures} | {total.sound} of {total.facts} |")


if __name__ == "__main__":
    main()
