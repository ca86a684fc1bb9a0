"""Counts the errors that remain, by kind, with the default recogniser, as the tables of docs/quality.md.

    python tests/bench/errors.py [GOLD ARTICLES]

GOLD ARTICLES: folders of annotations and of their articles; left out, those of dev. Not for the held-out articles: of
them only totals guide the work.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from kg.evaluate.score import Difference, Score, Tally

DEV = ROOT / "tests" / "gold" / "dev"
MOST = 5
"""Classes that are told by name."""


def main() -> None:
    from kg.evaluate import measure, pairs
    from kg.pipeline import Settings

    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", nargs="?", type=Path, default=DEV)
    cli.add_argument("articles", nargs="?", type=Path, default=DEV)
    options = cli.parse_args()
    evaluation = measure(pairs(options.gold, options.articles), Settings())
    entities(evaluation.total)
    relations([score for _, score in evaluation.documents])
    tallies(evaluation.total.by_relation)
    observations([score for _, score in evaluation.documents])


def rows(found: Counter[str]) -> None:
    """Print a table's rows, the commonest first."""
    for kind, count in sorted(found.items(), key=lambda row: (-row[1], row[0])):
        print(f"| {kind} | {count} |")


def entities(score: Score) -> None:
    """Print how many entities were missed and too much, and of which classes."""
    from kg.evaluate.score import CORE

    print("| entities | count | most |\n|---|---|---|")
    for core, name in ((True, "core classes"), (False, "other classes")):
        for differences, what in ((score.missed, "missed"), (score.extra, "too much, or of a wrong class")):
            labels = Counter(
                one.label
                for one in differences
                if one.kind in {"entity", "type", "duplicate"} and (one.label in CORE) == core
            )
            most = labels.most_common(MOST)
            others = labels.total() - sum(count for _, count in most)
            told = ", ".join(f"{label} {count}" for label, count in [*most, *([("others", others)] if others else [])])
            print(f"| {what}, {name} | {labels.total()} | {told} |")


def relations(scores: list[Score]) -> None:
    """Print why relations were missed or too much."""
    found: Counter[str] = Counter()
    for score in scores:
        lost = {one.text for one in score.missed if one.kind == "entity"}
        strange = {one.text for one in score.extra if one.kind in {"entity", "type", "duplicate"}}
        missed = [one for one in score.missed if one.kind == "relation"]
        extra = [one for one in score.extra if one.kind == "relation"]
        for one in missed:
            other = any(ends(one) == ends(said) or ends(one) == ends(said)[::-1] for said in extra)
            unfound = set(ends(one)) & lost
            found[
                "missed: an end was not found as an entity"
                if unfound
                else "missed: another relation or direction is said"
                if other
                else "missed: both ends were found, nothing is said between them"
            ] += 1
        for one in extra:
            other = any(ends(one) == ends(wanted) or ends(one) == ends(wanted)[::-1] for wanted in missed)
            found[
                "too much: an end is no entity of the annotation"
                if set(ends(one)) & strange
                else "too much: another relation or direction than annotated"
                if other
                else "too much: both ends are right, the annotation has nothing between them"
            ] += 1
    print("\n| relations | count |\n|---|---|")
    rows(found)


def ends(difference: Difference) -> list[str]:
    """Names of what a relation is between."""
    return difference.text.split(" → ")


def tallies(by_relation: dict[str, Tally]) -> None:
    """Print each relation's tally, the commonest first."""
    print("\n| relation | right | too much | missed | F1 |\n|---|---|---|---|---|")
    for name, tally in sorted(by_relation.items(), key=lambda row: (-row[1].right - row[1].missed, row[0])):
        print(f"| `{name}` | {tally.right} | {tally.extra} | {tally.missed} | {tally.f1:.2f} |")


def observations(scores: list[Score]) -> None:
    """Print why numbers were missed or too much."""
    found: Counter[str] = Counter()
    for score in scores:
        lost = {one.text for one in score.missed if one.kind == "entity"}
        missed = [one for one in score.missed if one.kind == "observation"]
        extra = [one for one in score.extra if one.kind == "observation"]
        values = {one.text.rpartition(" = ")[2] for one in extra}
        wanted = {one.text.rpartition(" = ")[2] for one in missed}
        for one in missed:
            owner, _, value = one.text.rpartition(" = ")
            found[
                "missed: the owner was not found"
                if owner in lost
                else "missed: given to another owner, or another indicator"
                if value in values
                else "missed: nothing is said"
            ] += 1
        for one in extra:
            same = one.text.rpartition(" = ")[2] in wanted
            found[
                "too much: of another owner or indicator than annotated"
                if same
                else "too much: a number that the annotation does not have"
            ] += 1
    print("\n| observations | count |\n|---|---|")
    rows(found)


if __name__ == "__main__":
    main()
