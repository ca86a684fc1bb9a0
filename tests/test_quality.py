"""The gate: annotated articles are built one by one and scored, and no figure may fall below its floor."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.evaluate import Score, compare, from_record, pairs

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "gold"
FOLDERS = {
    "seeds": (GOLD / "seeds", ROOT / "seeds" / "documents"),
    "dev": (GOLD / "dev", GOLD / "dev"),
    "heldout": (GOLD / "heldout", GOLD / "heldout"),
}
"""Section of floors.toml → folder of the annotations, folder of the articles."""
FLOORS: dict[str, dict[str, float]] = tomllib.loads((GOLD / "floors.toml").read_text("utf-8"))


def measured(golds: Path, texts: Path) -> Score:
    """The score of the articles of a folder, each built as if it were the only one."""
    pipeline = pytest.importorskip("kg.pipeline", exc_type=ImportError)
    from kg.entities.canonical import fuse
    from kg.extraction import Extractor
    from kg.text.decode import decode

    assert pipeline
    extractor = Extractor.load()
    total = Score()
    for gold, path in pairs(golds, texts):
        document = decode(path.name, path.read_bytes())
        knowledge = fuse([extractor.read(document)], extractor.gazetteer)
        total += compare(gold, from_record(knowledge), document.text)
    return total


def test_every_folder_has_floors() -> None:
    present = {name for name, (golds, _) in FOLDERS.items() if golds.is_dir()}
    assert {folder.name for folder in GOLD.iterdir() if folder.is_dir() and any(folder.glob("*.json"))} <= present
    assert present <= set(FLOORS) <= set(FOLDERS)
    assert all(set(floors) == {"entities_core", "relations", "observations"} for floors in FLOORS.values())


@pytest.mark.parametrize("name", [name for name, (golds, _) in FOLDERS.items() if golds.is_dir()])
def test_no_figure_is_below_its_floor(name: str) -> None:
    score = measured(*FOLDERS[name])
    figures = {part: round(getattr(score, part).f1, 3) for part in FLOORS[name]}
    low = {part: (figure, FLOORS[name][part]) for part, figure in figures.items() if figure < FLOORS[name][part]}
    lost = [f"missed: {one.kind} {one.label} {one.text}" for one in score.missed[:30]]
    lost += [f"too much: {one.kind} {one.label} {one.text}" for one in score.extra[:30]]
    assert low == {}, "\n".join([f"{name}: {figures}", *lost])
    assert score.evidence_sound == 1.0
