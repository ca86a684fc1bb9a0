"""Times the page for graphs of 300, 2 000 and 10 000 entities: making it, and its first picture in Chromium.

    python tests/bench/page.py [--rounds 3] [COUNT …]

The graphs are made up and shaped as real ones are (tests/view/made.py). First picture: from the call to open the file
until all nodes, edges and names are drawn, medians. Needs Chromium and the package playwright.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
DRAWN = "document.documentElement.dataset.ready === 'true' && kg.graph.overlay.last !== null"
ACTIONS = {
    "redraw": "",
    "select": "kg.actions.select(kg.order[0])",
    "focus": "kg.actions.focus(kg.order[3], 1)",
    "unfocus": "kg.actions.unfocus()",
    "filter": "kg.actions.toggle('classesOff', 'Project')",
}


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("counts", nargs="*", type=int, default=[300, 2000, 10_000])
    cli.add_argument("--rounds", type=int, default=3)
    options = cli.parse_args()
    program = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        sys.exit("page: no Chromium on the path; install it or set KG_CHROMIUM")
    from playwright.sync_api import sync_playwright

    print(f"{'entities':>9} {'made in':>8} {'size':>8} {'picture':>8}   " + "  ".join(ACTIONS))
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        for count in options.counts:
            measure(driver, program, count, options.rounds, Path(scratch))


def measure(driver: Any, program: str, count: int, rounds: int, scratch: Path) -> None:
    """Prints one row."""
    from kg.view.options import ViewOptions
    from kg.view.page import write
    from tests.view.made import make

    knowledge = make(count)
    path = scratch / f"{count}.html"
    begin = time.perf_counter()
    write(knowledge, path, options=ViewOptions(max_nodes=count + 2))
    made = time.perf_counter() - begin
    pictures: list[float] = []
    acts: dict[str, list[float]] = {name: [] for name in ACTIONS}
    for _ in range(rounds):
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        begin = time.perf_counter()
        page.goto(path.as_uri(), wait_until="commit")
        while not page.evaluate(f"typeof kg !== 'undefined' && {DRAWN}"):
            pass
        pictures.append(time.perf_counter() - begin)
        for name, script in ACTIONS.items():
            taken = f"(() => {{ const t = performance.now(); {script}; kg.graph.network.renderer._redraw();"
            acts[name].append(page.evaluate(taken + " return performance.now() - t })()"))
        browser.close()
    megabytes = path.stat().st_size / 1e6
    told = "  ".join(f"{statistics.median(times):.0f} ms".rjust(len(name)) for name, times in acts.items())
    print(f"{count:>9} {made:>6.1f} s {megabytes:>5.1f} MB {statistics.median(pictures):>6.1f} s   {told}")


if __name__ == "__main__":
    main()
