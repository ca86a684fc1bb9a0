"""One document in, its record out; a user's own rules and names beside the built-in ones."""

from __future__ import annotations

import hashlib
import pickle
import re
from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.extraction import Extractor
from kg.model import Document

TEXT = "贵州省消息\n\n云上茶庄去年到贵阳市乌当区开茶馆，带去茶师30人。乌当区融入茶马一线。\n"
PACK = """
[[head]]
id = "my.tea"
words = ["茶庄"]
classes = ["Enterprise"]
needs = "proper"

[[frame]]
id = "my.shop"
triggers = ["开茶馆"]
pattern = "{firm:Enterprise}~6到{place:home}~4开茶馆"
relations = ["firm locatedIn place"]
examples = ["〔Enterprise〕去年到〔District〕开茶馆"]
counterexamples = ["〔Enterprise〕去年到〔District〕"]

[[indicator]]
indicator = "headcount"
units = ["person"]
words = ["茶师"]
"""
TABLE = "# table: regions\n# columns: name aliases class members\n茶马走廊\t茶马一线\tRegion\t\n"


def _document(text: str) -> Document:
    return Document("a.txt", text, "utf-8", hashlib.sha256(text.encode()).hexdigest())


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "pack.toml").write_text(PACK, "utf-8")
    return tmp_path / "pack.toml"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "regions.tsv").write_text(TABLE, "utf-8")
    return tmp_path / "regions.tsv"


def test_a_record_is_plain_and_the_same_every_time(extractor: Extractor) -> None:
    record = extractor.read(_document(TEXT))
    assert pickle.loads(pickle.dumps(record)) == record == extractor.read(_document(TEXT))
    assert record.source.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    keys = {entity.key for entity in record.entities}
    assert all({fact.subject, fact.object} <= keys for fact in record.facts)
    assert all(seen.about in keys for seen in record.observations)


@pytest.mark.parametrize("text", ["", "\n\n", "。", "，，，", "a", "〔District〕", "1234567890", "“”《》（）"])
def test_nothing_comes_of_nothing(text: str, extractor: Extractor) -> None:
    assert extractor.read(_document(text)).facts == ()


def test_packs_and_tables_of_a_user_add_to_the_built_in_ones(pack: Path, table: Path, extractor: Extractor) -> None:
    assert "云上茶庄" not in {entity.name for entity in extractor.read(_document(TEXT)).entities}
    record = Extractor.load(rules=[pack], gazetteers=[table]).read(_document(TEXT))
    names = {entity.key: entity.name for entity in record.entities}
    facts = {(names[fact.subject], fact.predicate, names[fact.object]) for fact in record.facts}
    assert ("云上茶庄", "locatedIn", "乌当区") in facts
    assert ("乌当区", "memberOf", "茶马走廊") in facts


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("去年到〔District〕开茶馆", "去年到〔District〕喝茶", "frame 'my.shop': example "),
        ('"Enterprise"]\nneeds', '"Firm"]\nneeds', "head 'my.tea': unknown class 'Firm'"),
        ("firm locatedIn", "firm livesIn", "frame 'my.shop': relation "),
        ('"headcount"', '"heads"', "indicator rule: indicator 'heads'"),
        ("[[indicator]]", "[[indicators]]", "unknown table 'indicators'"),
        ("[[indicator]]", "[indicator", "is not TOML: "),
    ],
)
def test_a_wrong_pack_says_where_and_why(old: str, new: str, reason: str, pack: Path) -> None:
    assert old in PACK
    pack.write_text(PACK.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleError) as raised:
        Extractor.load(rules=[pack])
    assert re.match(rf"{re.escape(str(pack))}(:\d+)?: {re.escape(reason)}", str(raised.value))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("# table: regions", "# table: rivers", "1: unknown table 'rivers'"),
        ("# columns: name", "# columns: title", "2: a table of regions needs the column 'name'"),
        ("茶马走廊\t", "\t", "3: the column 'name' is empty"),
        ("\tRegion\t\n", "\tRegion\t\tx\ty\n", "3: 6 cells for 4 columns"),
    ],
)
def test_a_wrong_table_says_where_and_why(old: str, new: str, reason: str, table: Path) -> None:
    table.write_text(TABLE.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleError) as raised:
        Extractor.load(gazetteers=[table])
    assert str(raised.value).startswith(f"{table}:{reason}")
