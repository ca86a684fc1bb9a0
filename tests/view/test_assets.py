"""The page's program: small files, each for itself, and no way for markup to come in."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.view import bundle

SCRIPTS = sorted(bundle.ASSETS.glob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_file_has_one_job_and_text_enters_only_as_text(path: Path) -> None:
    source = path.read_text("utf-8")
    assert source.startswith("// "), "it begins by saying what it is for"
    assert len(source.splitlines()) < 400
    banned = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\(\"(?:on|style)"
    )
    assert not re.search(banned, source)
    assert not re.search(r"https?://(?!w3id\.org|purl\.org|www\.w3\.org)", source)


def test_what_is_imported_is_exported_and_used() -> None:
    exports = {path.stem: {name for _, name in bundle.EXPORT.findall(path.read_text("utf-8"))} for path in SCRIPTS}
    used: set[tuple[str, str]] = set()
    for path in SCRIPTS:
        source = path.read_text("utf-8")
        for names, module in bundle.IMPORT.findall(source):
            wanted = {name.strip() for name in names.strip("{}").split(",")} - {""}
            assert wanted <= exports[module], f"{path.name} from {module}"
            for name in wanted:
                assert len(re.findall(rf"\b{name}\b", source)) > 1, f"{path.name} imports {name} for nothing"
            used |= {(module, name) for name in wanted}
    for_tests = set(re.findall(r'"(\w+)\.(\w+)"', (Path(__file__).parent / "test_functions.py").read_text("utf-8")))
    assert {(module, name) for module, names in exports.items() for name in names} == used | for_tests


def test_both_languages_have_the_same_words_and_all_are_used() -> None:
    words = {}
    for lang in ("zh", "en"):
        source = (bundle.ASSETS / f"words_{lang}.js").read_text("utf-8")
        entries = re.findall(r'(\w+):\s*("(?:[^"\\]|\\.)*")', source)
        words[lang] = {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in entries}
        assert len(entries) == len(words[lang])
    assert words["zh"] == words["en"]
    program = "".join(path.read_text("utf-8") for path in SCRIPTS if not path.name.startswith("words_"))
    assert sorted(key for key in words["zh"] if not re.search(rf"[\"']{key}[\"']", program)) == []


def test_modules_that_import_each_other_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport const a = 1;\n')
    (tmp_path / "b.js").write_text('import { a } from "./a.js";\nexport const b = 1;\n')
    monkeypatch.setattr(bundle, "ASSETS", tmp_path)
    with pytest.raises(KgError, match="a → b → a"):
        bundle.script("a")


def test_modules_keep_their_own_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "one.js").write_text("const MOST = 1;\nexport function one() {\n  return MOST;\n}\n")
    (tmp_path / "main.js").write_text('import { one } from "./one.js";\nconst MOST = 2;\nconsole.log(one() + MOST);\n')
    monkeypatch.setattr(bundle, "ASSETS", tmp_path)
    program = bundle.script()
    assert "import" not in program
    assert "export" not in program
    if node := shutil.which("node"):
        said = subprocess.run([node, "-e", program], capture_output=True, check=True, encoding="utf-8").stdout
        assert said == "3\n"
