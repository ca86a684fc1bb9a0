"""Times a build against jieba's own tagger on the same text, in one run and one process, and prints medians.

    python tests/bench/run.py [--rounds 5] [--repeat 20] [PATH …]

PATH: folders of articles; left out, the shipped articles, written `--repeat` times with a changed last line (so that
none is the same document), and `../shared/corpus` where that is there.
What is timed: the whole build (reading, extraction, joining, Turtle, store, page), stage by stage, and
`jieba.posseg.cut` over the decoded text. Loading tables is told by itself and is in neither.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("paths", nargs="*", type=Path)
    cli.add_argument("--rounds", type=int, default=5)
    cli.add_argument("--repeat", type=int, default=10)
    options = cli.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        corpora = {path.name: path for path in options.paths}
        if not corpora:
            corpora[f"seeds x{options.repeat}"] = repeated(Path(scratch, "seeds"), options.repeat)
            shared = ROOT.parent / "shared" / "corpus"
            if shared.is_dir():
                corpora["shared corpus"] = shared
        for name, folder in corpora.items():
            measure(name, folder, options.rounds, Path(scratch, "output"))


def repeated(folder: Path, times: int) -> Path:
    """The shipped articles `times` times, no two of them the same document."""
    folder.mkdir()
    for path in sorted((ROOT / "seeds" / "documents").glob("*.txt")):
        if "traditional" in path.name:
            continue  # jieba's tagger takes forty times as long on traditional characters, which would flatter us
        text = path.read_text("utf-8")
        for number in range(times):
            (folder / f"{path.stem}-{number:03}.txt").write_text(f"{text}\n（{number}）\n", encoding="utf-8")
    return folder


class Stages:
    """A build's progress in, the seconds of each stage out."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage, self._since = "begin", time.perf_counter()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            now = time.perf_counter()
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
            self._stage, self._since = stage, now


def build_once(folder: Path, output: Path) -> dict[str, float]:
    """Seconds of each stage of one build."""
    import kg

    stages = Stages()
    kg.build([folder], output=output, workers=1, strict=True, progress=stages)
    stages("end", 0, 0)
    return stages.seconds


def measure(name: str, folder: Path, rounds: int, output: Path) -> None:
    """Print one block of figures for the articles in `folder`."""
    from jieba import posseg

    from kg.text.decode import collect, load

    documents = [load(path, title) for path, title in collect([folder])]
    characters = sum(len(document.text) for document in documents)

    def tag() -> None:
        for document in documents:
            for _ in posseg.cut(document.text):
                pass

    print(f"\n{name}: {len(documents)} documents, {characters:,} characters, {rounds} rounds, one process")
    tag()
    build_once(folder, output)
    tagging: list[float] = []
    builds: list[dict[str, float]] = []
    for _ in range(rounds):  # by turns, so that a busy moment hits both
        tagging.append(clock(tag))
        builds.append(build_once(folder, output))
    base = statistics.median(tagging)
    rows = {
        "jieba.posseg.cut": tagging,
        "reading to Turtle": [build["read"] + build["fuse"] + build["turtle"] for build in builds],
        "whole build": [sum(build.values()) - build["load"] for build in builds],
        **{f"  {stage}": [build[stage] for build in builds] for stage in builds[0] if stage != "begin"},
    }
    print(f"{'':26} {'median s':>9} {'min':>8} {'max':>8} {'chars/s':>10} {'/ posseg':>9}")
    for label, seconds in rows.items():
        middle = statistics.median(seconds)
        print(
            f"{label:26} {middle:9.3f} {min(seconds):8.3f} {max(seconds):8.3f} "
            f"{characters / middle:10,.0f} {middle / base:9.2f}"
        )


def clock(work: Callable[[], None]) -> float:
    """Seconds that `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
