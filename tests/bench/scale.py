"""What starting takes, what a second worker brings and what many documents keep in memory; each in fresh processes.

    python tests/bench/scale.py [--rounds 3] [--part start|workers|memory]…

Start-up: a process that imports the extraction and loads its tables, the compiled ones warm in the user's cache folder.
Workers: 1 000 made articles, read and joined by one process and by two, by turns. Memory: what a process holds when it
has read and let go of 100, 1 000 and 4 000 articles, and when it has kept and joined what they say.
All with the rules alone.
The articles are made: paragraphs of the shipped ones, shuffled, with a last line that makes each a document of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
RECOGNIZER = "rules"
WORKED = 1000
SIZES = (100, 1000, 4000)
_SEED = 3
_PARAGRAPHS = (4, 8)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--rounds", type=int, default=3)
    cli.add_argument("--part", choices=PARTS, action="append", help="only this part; may be given again")
    cli.add_argument("--here", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    options = cli.parse_args()
    if options.here:
        print(json.dumps(HERE[options.here[0]](*options.here[1:])))
        return
    for name in options.part or PARTS:
        PARTS[name](options.rounds)


def start(rounds: int) -> None:
    """Prints what starting takes: importing, loading, both."""
    _run("load")  # fills the cache
    found = [_run("load") for _ in range(rounds)]
    print(
        f"\nstart-up, compiled tables in the cache, {rounds} fresh processes\n{'':26} {'median s':>9} {'processor':>10}"
    )
    for step in ("import", "load", "both"):
        print(f"{step:26} {_median(found, step):9.3f} {_median(found, f'{step} cpu'):10.3f}")


def workers(rounds: int) -> None:
    """Prints what a second worker brings."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = made(Path(scratch, "articles"), WORKED)
        runs: dict[str, list[dict[str, float]]] = {"1": [], "2": []}
        for _ in range(rounds):
            for crew, done in runs.items():
                done.append(_run("read", folder, crew))
    print(f"\n{WORKED:,} made articles, {rounds} rounds\n{'':26} {'1 worker s':>10} {'2 workers s':>11} {'times':>6}")
    for label, stages in (("reading", ["read"]), ("loading, reading, joining", ["load", "read", "fuse"])):
        one, two = (statistics.median(sum(run[stage] for stage in stages) for run in runs[crew]) for crew in runs)
        print(f"{label:26} {one:10.2f} {two:11.2f} {one / two:6.2f}")
    one, two = _median(runs["1"], "read cpu"), _median(runs["2"], "read cpu")
    busiest = (two + _median(runs["2"], "children cpu")) / 2
    print(f"{'  processor, a core':26} {one:10.2f} {busiest:11.2f} {one / busiest:6.2f}")


def memory(_: int) -> None:
    """Prints the resident memory by number of documents; it is the same in each round."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = made(Path(scratch, "articles"), max(SIZES))
        dropped, kept = _run("drop", folder), _run("keep", folder)
    print(f"\nresident memory, MB\n{'':26} {'read, let go':>13} {'kept, joined':>13}")
    print(f"{'tables loaded':26} {dropped['0']:13.0f} {kept['0']:13.0f}")
    for size in SIZES:
        print(f"{f'{size:,} documents':26} {dropped[str(size)]:13.0f} {kept[str(size)]:13.0f}")


PARTS: dict[str, Callable[[int], None]] = {"start": start, "workers": workers, "memory": memory}


def made(folder: Path, count: int) -> Path:
    """`count` articles of a few hundred characters each, the same for the same count."""
    folder.mkdir()
    texts = (path.read_text("utf-8") for path in sorted((ROOT / "seeds" / "documents").glob("*.txt")))
    paragraphs = [line for text in texts for line in text.splitlines() if len(line) > 40]
    choose = random.Random(_SEED)
    for number in range(count):
        body = "\n\n".join(choose.sample(paragraphs, choose.randint(*_PARAGRAPHS)))
        (folder / f"{number:05}.txt").write_text(f"地方经济观察\n\n{body}\n\n（{number}）\n", encoding="utf-8")
    return folder


def _run(step: str, *arguments: object) -> dict[str, float]:
    """What a step says of itself, done in a fresh process."""
    command = [sys.executable, __file__, "--here", step, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return dict(json.loads(done.stdout))


def _load() -> dict[str, float]:
    since = time.perf_counter(), time.process_time()
    from kg.extraction import Extractor

    middle = time.perf_counter(), time.process_time()
    Extractor.load(recognizer=RECOGNIZER)
    end = time.perf_counter(), time.process_time()
    steps = {"import": (since, middle), "load": (middle, end), "both": (since, end)}
    return {
        f"{step}{kind}": b[number] - a[number]
        for step, (a, b) in steps.items()
        for number, kind in enumerate(("", " cpu"))
    }


def _read(folder: str, crew: str) -> dict[str, float]:
    from kg import pipeline

    seconds: dict[str, float] = {}
    last = ["begin", time.perf_counter(), time.process_time()]

    def progress(stage: str, done: int, total: int) -> None:
        if stage != last[0]:
            now = ["", time.perf_counter(), time.process_time()]
            seconds[last[0]], seconds[f"{last[0]} cpu"] = now[1] - last[1], now[2] - last[2]
            last[:] = [stage, *now[1:]]

    pipeline.run(
        [Path(folder)], pipeline.Settings(recognizer=RECOGNIZER), workers=int(crew), strict=True, progress=progress
    )
    progress("end", 0, 0)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {**seconds, "children cpu": children.ru_utime + children.ru_stime}


def _drop(folder: str) -> dict[str, float]:
    from kg.extraction import Extractor
    from kg.text.decode import collect, load

    extractor = Extractor.load(recognizer=RECOGNIZER)
    found = {"0": _resident()}
    for number, (path, name, _) in enumerate(collect([Path(folder)]), 1):
        extractor.read(load(path, name))
        if number in SIZES:
            found[str(number)] = _resident()
    return found


def _keep(folder: str) -> dict[str, float]:
    from kg.entities.canonical import fuse
    from kg.extraction import Extractor
    from kg.text.decode import collect, load

    extractor = Extractor.load(recognizer=RECOGNIZER)
    found = {"0": _resident()}
    records = []
    for number, (path, name, _) in enumerate(collect([Path(folder)]), 1):
        records.append(extractor.read(load(path, name)))
        if number in SIZES:
            knowledge = fuse(sorted(records, key=lambda record: record.source.digest), extractor.gazetteer)
            found[str(number)] = _resident()
            del knowledge
    return found


HERE: dict[str, Callable[..., dict[str, float]]] = {"load": _load, "read": _read, "drop": _drop, "keep": _keep}
"""What is done in a process of its own."""


def _resident() -> float:
    """Megabytes that this process holds in memory now, or where the system does not tell, held at most."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _median(runs: list[dict[str, float]], key: str) -> float:
    return statistics.median(run[key] for run in runs)


if __name__ == "__main__":
    main()
