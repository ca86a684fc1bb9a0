"""Times a build against jieba's own tagger on the same text, in one run and one process, and prints medians.

    python tests/bench/run.py [--rounds 5] [--repeat 20] [PATH …]

PATH: folders of articles; left out, the shipped articles, written `--repeat` times with a changed last line (so that
none is the same document), and `../shared/corpus` where that is there.
What is timed: the whole build (reading, extraction, joining, Turtle, store, page), stage by stage, and
`jieba.posseg.cut` over the decoded text. Loading tables is told by itself and is in neither. Both recognisers are
timed, up to the Turtle in the time of the processor too, which other work on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

RECOGNIZERS = ("rules", "full")
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
    """A build's progress in, the seconds of each stage out: of the clock, and of the processor with `cpu`."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage, self._since = "begin", _now()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            now = _now()
            for name, begun, ended in zip((self._stage, f"{self._stage} cpu"), self._since, now, strict=True):
                self.seconds[name] = self.seconds.get(name, 0.0) + ended - begun
            self._stage, self._since = stage, now


def build_once(folder: Path, output: Path, recognizer: str) -> dict[str, float]:
    """Seconds of each stage of one build."""
    import kg

    stages = Stages()
    kg.build([folder], output=output, workers=1, strict=True, recognizer=recognizer, progress=stages)
    stages("end", 0, 0)
    return stages.seconds


def measure(name: str, folder: Path, rounds: int, output: Path) -> None:
    """Print one block of figures for the articles in `folder`."""
    from jieba import posseg

    from kg.text.decode import collect, load

    documents = [load(path, title) for path, title, _ in collect([folder])]
    characters = sum(len(document.text) for document in documents)

    def tag() -> None:
        for document in documents:
            for _ in posseg.cut(document.text):
                pass

    print(f"\n{name}: {len(documents)} documents, {characters:,} characters, {rounds} rounds, one process")
    tag()
    for recognizer in RECOGNIZERS:
        build_once(folder, output, recognizer)
    # what the bench itself has loaded (jieba's tables, the page's libraries) is no part of a build's memory: without
    # this Python looks all of it through for cycles in the middle of one build or the other
    gc.collect()
    gc.freeze()
    tagging: list[tuple[float, float]] = []
    builds: dict[str, list[dict[str, float]]] = {recognizer: [] for recognizer in RECOGNIZERS}
    for _ in range(rounds):  # by turns, so that a busy moment hits all
        tagging.append(clock(tag))
        for recognizer in RECOGNIZERS:
            builds[recognizer].append(build_once(folder, output, recognizer))
    base, base_cpu = (statistics.median(seconds) for seconds in zip(*tagging, strict=True))
    print(f"{'':26} {'median s':>9} {'min':>8} {'max':>8} {'chars/s':>10} {'/ posseg':>9}")

    def row(label: str, seconds: list[float], whole: float) -> None:
        middle = statistics.median(seconds)
        print(
            f"{label:26} {middle:9.3f} {min(seconds):8.3f} {max(seconds):8.3f} "
            f"{characters / middle:10,.0f} {middle / whole:9.2f}"
        )

    row("jieba.posseg.cut", [wall for wall, _ in tagging], base)
    row("  processor", [cpu for _, cpu in tagging], base_cpu)
    for recognizer, made in builds.items():
        print(f"recognizer {recognizer}")
        row("reading to Turtle", [build["read"] + build["fuse"] + build["turtle"] for build in made], base)
        row("  processor", [build["read cpu"] + build["fuse cpu"] + build["turtle cpu"] for build in made], base_cpu)
        stages = [stage for stage in made[0] if stage != "begin" and not stage.endswith(" cpu")]
        row("whole build", [sum(build[stage] for stage in stages) - build["load"] for build in made], base)
        for stage in stages:
            row(f"  {stage}", [build[stage] for build in made], base)


def clock(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds that `work` takes, of the clock and of the processor."""
    begun = _now()
    work()
    wall, cpu = (ended - since for since, ended in zip(begun, _now(), strict=True))
    return wall, cpu


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


if __name__ == "__main__":
    main()
