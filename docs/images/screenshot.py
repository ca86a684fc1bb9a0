"""Builds the shipped articles and takes the pictures of README.md and docs/view.md from the page.

    python docs/images/screenshot.py [FOLDER]

Needs Chromium (KG_CHROMIUM names one that is not on the path) and the package playwright.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")

WIDE, PHONE = (1200, 750), (390, 780)
BEST_EVIDENCED = (
    "kg.actions.selectFact(kg.store.facts.filter((f) => !f.background)"
    ".sort((a, b) => b.quotes.length - a.quotes.length || b.confidence - a.confidence || a.i - b.i)[0])"
)
LONGEST_PATH = """(() => {
    const ways = [];
    for (const from of kg.order.slice(0, 12)) {
        for (const to of kg.order.slice(0, 40)) {
            kg.actions.pathFrom(from);
            kg.actions.select(to);
            const { found } = kg.view();
            if (found && !found.none) ways.push([found.way.length, from, to]);
            kg.actions.cancelPath();
        }
    }
    const [, from, to] = ways.filter(([steps]) => steps <= 6).sort((a, b) => b[0] - a[0])[0];
    kg.actions.pathFrom(from);
    kg.actions.select(to);
})()"""
PICTURES = {
    # name: size, dark, fragment, what is done before the picture is taken
    "view": (WIDE, False, "", ""),
    "view-evidence": (WIDE, False, "", BEST_EVIDENCED),
    "view-focus": (WIDE, True, "", "kg.actions.focus(kg.order[0], 1)"),
    "view-path": (WIDE, False, "", LONGEST_PATH),
    "view-map": (WIDE, False, "#tab=map", ""),
    "view-matrix": (WIDE, False, "#tab=matrix", "document.querySelector('.cell')?.click()"),
    "view-time": (WIDE, True, "#tab=time", ""),
    "view-table": (WIDE, False, "#tab=table&sort=confidence down", ""),
    "view-phone": (PHONE, True, "", "kg.actions.select(kg.order[0])"),
}


def main() -> None:
    program = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        sys.exit("screenshot: no Chromium on the path; install it (Debian: apt install chromium) or set KG_CHROMIUM")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 (a tool for developers only)
    except ModuleNotFoundError:
        sys.exit("screenshot: pip install playwright")
    import kg  # noqa: PLC0415 (after the checks, which are quick)

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        page_file = Path(scratch, "graph.html")
        kg.build().view(page_file)
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for name, ((width, height), dark, fragment, script) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
            )
            page.goto(page_file.as_uri() + fragment)
            page.wait_for_timeout(500)
            if script:
                page.evaluate(script)
            page.wait_for_timeout(800)
            page.screenshot(path=folder / f"{name}.png")
            page.close()
            print(folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
