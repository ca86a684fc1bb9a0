"""Fits `seeds/rules/confidence.toml` to annotated articles and prints how far the confidences can be relied on.

    python tests/bench/calibrate.py [--dry-run] [GOLD=ARTICLES …]

GOLD=ARTICLES: further folders of annotations and of the articles that they are of, beside `seeds` and `dev` of
`tests/gold`. Run it again when rules have changed: the same rules and annotations give the same file.

Each fact and each number that an annotation judges is right or wrong; a ridge regression of that on its features
(kg/facts/confidence.py) gives log odds. What is printed is cross-validated: the confidences of an article come of
weights that were fitted without it. Rules that were written with these articles are better on them than on others; the
held-out totals say by how much, and all weights are moved by one number so that the mean is `UNSEEN`. Nothing else is
taken from `heldout`, and nothing but its totals is printed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from kg.evaluate import Gold
    from kg.facts.confidence import Feature
    from kg.model import Document, Knowledge

GOLD = ROOT / "tests" / "gold"
READ = [(GOLD / "seeds", ROOT / "seeds" / "documents"), (GOLD / "dev", GOLD / "dev")]
HELD_OUT = (GOLD / "heldout", GOLD / "heldout")
FILE = ROOT / "seeds" / "rules" / "confidence.toml"
UNSEEN = {"facts": 0.80, "observations": 0.60}
"""Share that is right on articles that no rule was written with: held-out precision, after docs/quality.md."""
RIDGE = 5.0
"""Pull of each weight towards nothing: the cross-validated likelihood is the same from 4 to 8 and falls below."""
FEWEST = 3
"""Judged facts from which a rule has a weight; with fewer its frame is believed."""
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
LEAST = (0.0, 0.6, 0.7, 0.8, 0.9)
HEAD = """\
# How sure a fact is: log odds that add up. Made by tests/bench/calibrate.py from annotated articles, not by hand; run
# it again when rules have changed. Facts: the relation, the rule, the classes of both ends, how far apart their names
# stand, how long the subject's name is, and whether another rule says the same. Observations: what the number says, the
# class of its owner, and whether that stands beside it. What is not listed weighs nothing; a rule that is not listed
# is believed as its frame says. docs/quality.md tells how far that can be relied on.
"""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """A statement that an annotation judges."""

    article: str
    features: tuple[Feature, ...]
    right: bool


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--dry-run", action="store_true", help="print only")
    cli.add_argument("folders", nargs="*", metavar="GOLD=ARTICLES")
    arguments = cli.parse_args()
    more = [argument.split("=", 1) for argument in arguments.folders]
    read = [*READ, *((Path(gold), Path(articles)) for gold, articles in more)]
    parts = [HEAD]
    for part, judged in collect(read).items():
        fit, moved = Fit.of(judged), 0.0
        guessed = cross_validated(judged)
        moved = allowance(guessed, UNSEEN[part])
        parts.append(toml(part, fit, moved, judged))
        print(
            f"\n{part}: {len(judged)} judged in {len({one.article for one in judged})} articles, allowance {moved:+.2f}"
        )
        reliability(guessed, moved, np.array([one.right for one in judged]))
    if not arguments.dry_run:
        FILE.write_text("\n".join(parts), "utf-8")
    print("\nheld out, with the confidences that ship")
    held_out()


def collect(folders: Sequence[tuple[Path, Path]]) -> dict[str, list[Judged]]:
    """What the annotations judge of facts and of observations, each compared alone."""
    from kg.evaluate import compare, from_record

    found: dict[str, list[Judged]] = {"facts": [], "observations": []}
    for gold, made, document, features in recorded(folders):
        for fact in made.facts:
            tally = compare(gold, from_record(replace(made, facts=(fact,), observations=())), document.text).relations
            if tally.right or tally.extra:
                found["facts"].append(Judged(document.digest, features[int(fact.confidence)], bool(tally.right)))
        for seen in made.observations:
            alone = from_record(replace(made, facts=(), observations=(seen,)))
            tally = compare(gold, alone, document.text).observations
            if tally.right or tally.extra:
                judged = Judged(document.digest, features[int(seen.confidence)], bool(tally.right))
                found["observations"].append(judged)
    return found


def recorded(
    folders: Sequence[tuple[Path, Path]],
) -> Iterator[tuple[Gold, Knowledge, Document, list[tuple[Feature, ...]]]]:
    """Each annotation, what its article gives, the article, and a list of features: confidences are places in it."""
    from kg.entities.canonical import fuse
    from kg.evaluate import pairs
    from kg.extraction import Extractor
    from kg.facts.confidence import Confidences
    from kg.text.decode import load

    features: list[tuple[Feature, ...]] = []

    class Recording(Confidences):
        def fact(self, said: tuple[Feature, ...], stated: float) -> float:
            features.append(said)
            return len(features) - 1

        def observation(self, said: tuple[Feature, ...]) -> float:
            return self.fact(said, 0.0)

    extractor = Extractor.load()
    recording = Recording(extractor.confidences.facts, extractor.confidences.observations)
    extractor = replace(extractor, confidences=recording, measures=replace(extractor.measures, confidences=recording))
    for golds, articles in folders:
        for gold, path in pairs(golds, articles):
            document = load(path, path.name)
            yield gold, fuse([extractor.read(document)], extractor.gazetteer), document, features


@dataclass(frozen=True)
class Fit:
    """Log odds of any statement, and of each feature."""

    base: float
    weights: dict[Feature, float]

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> Fit:
        """Ridge regression on the logistic scale, by Newton's method; the base is not pulled."""
        names = sorted({feature for one in judged for feature in one.features})
        place = {name: number for number, name in enumerate(names, 1)}
        table = np.zeros((len(judged), len(names) + 1))
        table[:, 0] = 1.0
        for row, one in enumerate(judged):
            table[row, [place[feature] for feature in one.features]] = 1.0
        right = np.array([one.right for one in judged], dtype=float)
        pull = np.full(len(names) + 1, RIDGE)
        pull[0] = 1e-6
        found = np.zeros(len(names) + 1)
        for _ in range(50):
            share = 1 / (1 + np.exp(-table @ found))
            slope = table.T @ (share - right) + pull * found
            curve = (table * (share * (1 - share))[:, None]).T @ table + np.diag(pull)
            step = np.linalg.solve(curve, slope)
            found -= step
            if np.abs(step).max() < 1e-10:
                break
        return cls(float(found[0]), {name: float(found[number]) for name, number in place.items()})

    def odds(self, one: Judged) -> float:
        return self.base + sum(self.weights.get(feature, 0.0) for feature in one.features)


def cross_validated(judged: Sequence[Judged]) -> Numbers:
    """Log odds of each statement by weights that were fitted without its article."""
    odds = np.zeros(len(judged))
    for article in sorted({one.article for one in judged}):
        fit = Fit.of([one for one in judged if one.article != article])
        for row, one in enumerate(judged):
            if one.article == article:
                odds[row] = fit.odds(one)
    return odds


def allowance(odds: Numbers, mean: float) -> float:
    """What to add to the log odds so that the shares have this mean; by halving."""
    low, high = -5.0, 5.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if shares(odds + middle).mean() < mean else (low, middle)
    return low


def shares(odds: Numbers) -> Numbers:
    return np.asarray(np.round(np.clip(1 / (1 + np.exp(-odds)), 0.05, 0.98), 2))


def toml(part: str, fit: Fit, moved: float, judged: Sequence[Judged]) -> str:
    """A part of the file: tables sorted, weights that would change nothing left out, but for rules."""
    seen = Counter(feature for one in judged for feature in one.features)
    lines = [f"[{part}]", f"base = {fit.base + moved:.2f}"]
    for table in dict.fromkeys(name for one in judged for name, _ in one.features):
        entries = []
        for (name, entry), weight in sorted(fit.weights.items()):
            told = seen[name, entry] >= FEWEST if name == "rule" else abs(weight) >= 0.05
            if name == table and told:
                entries.append(f'"{entry}" = {weight + 0.0:.2f}')
        lines += ["", f"[{part}.{table}]", *entries] if entries else []
    return "\n".join([*lines, ""]).replace("= -0.00", "= 0.00")


def reliability(odds: Numbers, moved: float, right: npt.NDArray[np.bool_]) -> None:
    """Print by bands of the confidence how much is right here, and what a least confidence keeps."""
    told, here = shares(odds + moved), shares(odds)
    print("confidence | judged | right of them | expected of them, without the allowance")
    for low, high in zip(BANDS, (*BANDS[1:], 1.01), strict=True):
        inside = (told >= low) & (told < high)
        if inside.any():
            figures = f"{inside.sum()} | {right[inside].mean():.2f} | {here[inside].mean():.2f}"
            print(f"| {low:g} to {min(high, 1.0):g} | {figures} |")
    print("least confidence | right of those that stay | share of the right ones that stay")
    for least in LEAST:
        stays = told >= least
        if stays.any():
            print(f"| {least:g} | {right[stays].mean():.3f} | {(right & stays).sum() / right.sum():.2f} |")
    gain = likelihood(here, right) - likelihood(np.full(len(right), right.mean()), right)
    print(f"log likelihood {likelihood(here, right):.4f} each, {gain:+.4f} over the mean alone")


def likelihood(share: Numbers, right: npt.NDArray[np.bool_]) -> float:
    return float(np.where(right, np.log(share), np.log(1 - share)).mean())


def held_out() -> None:
    """Print totals: what is right of the facts that stay above a least confidence, and how sure they claim to be."""
    from kg.evaluate import Tally, build_each, measure, pairs
    from kg.pipeline import Settings

    annotated = pairs(*HELD_OUT)
    means: dict[str, Callable[[Knowledge], Sequence[float]]] = {
        "facts": lambda made: [one.confidence for one in made.facts],
        "observations": lambda made: [one.confidence for one in made.observations],
    }
    said = [made for _, made, _ in build_each(annotated, Settings())]
    for part, confidences in means.items():
        print(f"{part}: mean confidence {np.mean([sure for made in said for sure in confidences(made)]):.3f}")
    print("least confidence | relations: precision, recall | observations: precision, recall")
    for least in LEAST:
        total = measure(annotated, Settings(min_confidence=least)).total

        def row(tally: Tally) -> str:
            return f"{tally.precision:.3f}, {tally.recall:.3f}"

        print(f"| {least:g} | {row(total.relations)} | {row(total.observations)} |")


if __name__ == "__main__":
    main()
