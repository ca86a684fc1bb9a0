"""The closed classes: what the tables hold, what is found in a text, and what a wrong table or cache does."""

from __future__ import annotations

import functools
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import RuleError
from kg.mentions.gazetteer import Gazetteer, Hit
from kg.mentions.index import cache_folder, compile_rows
from kg.mentions.tables import Table, merge, read

NAMES = st.sampled_from(
    ["重庆", "重庆市", "江津区", "合江县", "龙驹镇", "川渝", "渝黔", "新加坡", "印度洋", "一区两群", "江津市", "永川区"]
)
NOISE = st.text(alphabet="的和在。，、川渝黔域场市区县中北（）aZ1 \n", max_size=6)
TEXTS = st.lists(st.one_of(NAMES, NOISE), max_size=20).map("".join)


@functools.cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load(cache=None)


def found(text: str) -> list[tuple[str, str]]:
    """(form, canonical name of the first code) of each hit."""
    return [(text[hit.start : hit.end], gazetteer().name(hit.codes[0])) for hit in gazetteer().find(text)]


def only(text: str) -> Hit:
    hits = gazetteer().find(text)
    assert len(hits) == 1
    return hits[0]


# --- the tables


@pytest.mark.parametrize(("province", "count"), [("50", 38), ("51", 183), ("32", 95), ("44", 122), ("11", 16)])
def test_counties_of_a_province(province: str, count: int) -> None:
    codes = {code for code in codes_of("district") if code.startswith(province)}
    assert len(codes) == count


def codes_of(level: str) -> list[str]:
    table = Path(__file__).parents[2] / "seeds" / "gazetteers" / "divisions.tsv"
    rows = (line.split("\t") for line in table.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [row[0] for row in rows if row[2] == level]


def test_provinces_and_cities() -> None:
    assert len(codes_of("province")) == 34
    assert len([code for code in codes_of("city") if code[:2] not in {"71", "81", "82"}]) == 333


@pytest.mark.parametrize("province", ["50", "51"])
def test_county_names_are_all_different_from_each_other(province: str) -> None:
    names = Counter(gazetteer().name(code) for code in codes_of("district") if code.startswith(province))
    assert {name for name, count in names.items() if count > 1} <= {"市中区"}  # 乐山 and 内江 have one each


def test_every_chain_of_parents_ends_in_the_country() -> None:
    for level in ("province", "city", "district"):
        for code in codes_of(level):
            assert gazetteer().parents(code)[-1] == "CN"


def test_division() -> None:
    division = gazetteer().division("500112")
    assert (division.name, division.level, division.parent, division.short) == ("渝北区", "district", "500000", "渝北")
    assert division.lon == pytest.approx(106.63, abs=0.1)
    assert division.lat == pytest.approx(29.72, abs=0.1)
    assert gazetteer().division("510522").parent == "510500"
    assert gazetteer().division("500101151").parent == "500101"


def test_nearly_all_counties_have_a_place_in_china() -> None:
    places = [gazetteer().division(code) for code in codes_of("district") if code[:2] not in {"71", "81", "82"}]
    known = [place for place in places if place.lon is not None and place.lat is not None]
    assert len(known) > 0.985 * len(places)
    assert all(73 < (place.lon or 0) < 136 and 3 < (place.lat or 0) < 54 for place in known)


def test_parents_and_keys() -> None:
    assert gazetteer().parents("510522") == ("510500", "510000", "CN")
    assert gazetteer().parents("500101151") == ("500101", "500000", "CN")
    assert gazetteer().parents("CN") == ()
    assert gazetteer().parents("川渝") == ()
    assert gazetteer().key("500112") == "CN-500112"
    assert gazetteer().key("500101151") == "CN-500101151"
    assert gazetteer().key("SG") == "country-SG"
    assert gazetteer().key("川渝") == ""
    with pytest.raises(KeyError):
        gazetteer().division("999999")


def test_classes() -> None:
    assert gazetteer().classes("500000") == ("Province", "City")
    assert gazetteer().classes("510000") == ("Province",)
    assert gazetteer().classes("510500") == ("City",)
    assert gazetteer().classes("510522") == ("District",)
    assert gazetteer().classes("500101151") == ("Township",)
    assert gazetteer().classes("SG") == ("Country",)
    assert gazetteer().classes("长江经济带") == ("Region",)


def test_members_of_regions() -> None:
    assert set(gazetteer().members("万达开")) == {"500101", "511700", "500154"}
    assert set(gazetteer().members("川渝")) == {"500000", "510000"}
    assert len(gazetteer().members("主城都市区")) == 21
    assert gazetteer().members("一区两群")[0] == "主城都市区"
    assert gazetteer().members("亚洲") == ()


def test_surnames() -> None:
    surnames = gazetteer().surnames()
    assert surnames["王"] == (1, False)
    assert surnames["欧阳"] == (None, False)
    assert surnames["于"][1]


# --- what is found


@pytest.mark.parametrize(
    ("form", "name", "kind", "how"),
    [
        ("渝北区", "渝北区", "district", "full"),
        ("渝北", "渝北区", "district", "short"),
        ("石柱", "石柱土家族自治县", "district", "short"),
        ("石柱县", "石柱土家族自治县", "district", "short"),
        ("恩施州", "恩施土家族苗族自治州", "city", "short"),
        ("锡林郭勒", "锡林郭勒盟", "city", "short"),
        ("忠县", "忠县", "district", "full"),
        ("科左中旗", "科尔沁左翼中旗", "district", "short"),
        ("内蒙古", "内蒙古自治区", "province", "short"),
        ("广西", "广西壮族自治区", "province", "short"),
        ("江津市", "江津区", "district", "former"),
        ("开县", "开州区", "district", "former"),
        ("襄樊", "襄阳市", "city", "former"),
        ("江北县", "渝北区", "district", "former"),
        ("龙驹镇", "龙驹镇", "township", "full"),
        ("阿联酋", "阿拉伯联合酋长国", "country", "short"),
        ("蒙古国", "蒙古国", "country", "full"),
        ("香港", "香港特别行政区", "province", "short"),
        ("双城经济圈", "成渝地区双城经济圈", "region", "short"),
    ],
)
def test_forms(form: str, name: str, kind: str, how: str) -> None:
    hit = only(form)
    assert (gazetteer().name(hit.codes[0]), hit.kind, hit.form) == (name, kind, how)


@pytest.mark.parametrize(
    "text", ["龙驹", "县", "忠", "渝", "川", "黑川", "沪新", "鲁班", "合作", "资源", "新建", "石油"]
)
def test_what_is_no_name(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("form", ["和平", "东方", "长寿", "城区", "郊区", "新城区", "西部", "海地", "小城镇"])
def test_risky(form: str) -> None:
    assert only(form).risky


@pytest.mark.parametrize("form", ["涪陵", "泸州", "海南", "河南", "渝北区", "合江县", "新加坡", "吉林"])
def test_not_risky(form: str) -> None:
    assert not only(form).risky


def test_candidates_are_all_there_and_the_likeliest_first() -> None:
    assert set(only("鼓楼区").codes) == {"320106", "320302", "350102", "410204"}
    assert only("吉林").codes == ("220000", "220200")
    assert only("广安").codes == ("511600", "511602")
    assert set(only("江北").codes) == {"500105", "330205"}
    kinds = {candidate.code: candidate.form for candidate in gazetteer().candidates("通州区")}
    assert kinds == {"110112": "full", "320612": "full"}


def test_longest_name_wins() -> None:
    assert found("成渝地区双城经济圈建设") == [("成渝地区双城经济圈", "成渝地区双城经济圈")]
    assert found("四川省绵阳市涪城区") == [("四川省", "四川省"), ("绵阳市", "绵阳市"), ("涪城区", "涪城区")]
    assert found("印度尼西亚") == [("印度尼西亚", "印度尼西亚")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("永川区域合作", ["永川区"]),
        ("成都市场火爆", ["成都市"]),
        ("重庆市场监管", ["重庆市"]),
        ("四川内江市中区", ["四川省", "内江市", "市中区"]),
        ("青岛市北区", ["青岛市", "市北区"]),
        ("重庆市北碚区", ["重庆市", "北碚区"]),
        ("成都市中心", ["成都市"]),
        ("印度洋", []),
        ("蒙古族", []),
        ("四川盆地", []),
    ],
)
def test_last_character_of_a_name_may_belong_to_the_next_word(text: str, names: list[str]) -> None:
    hits = found(text)
    assert [name for _, name in hits if name != "合作市"] == names


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("川渝合作", ["川渝"]),
        ("渝黔合作区", ["渝", "黔"]),
        ("川渝黔三省市", ["川", "渝", "黔"]),
        ("渝鄂交界", ["渝", "鄂"]),
        ("川、渝、黔三省市", ["川", "渝", "黔"]),
        ("陕甘两省", ["陕", "甘"]),
        ("川藏铁路", ["川", "藏"]),
        ("川菜和湘菜", []),
        ("沪新增病例", []),
        ("甘蔗青草", []),
        ("湘江", []),
        ("鲁、班", []),
    ],
)
def test_abbreviations_only_side_by_side(text: str, forms: list[str]) -> None:
    hits = gazetteer().find(text)
    assert [text[hit.start : hit.end] for hit in hits if hit.kind != "district"] == forms


def test_townships_by_full_name_only() -> None:
    assert gazetteer().townships("龙驹镇") == ("500101151",)
    assert gazetteer().townships("龙驹") == ()
    assert len(gazetteer().townships("白沙镇")) > 10
    assert found("龙驹的老街") == []


def test_countries_are_states() -> None:
    names = [name for _, name in found("美国、日本、巴勒斯坦、法罗群岛、关岛、南极洲")]
    assert names == ["美国", "日本", "巴勒斯坦", "南极洲"]
    assert only("南极洲").kind == "region"


# --- laws


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_hits_are_in_order_without_overlap_and_of_known_codes(text: str) -> None:
    hits = gazetteer().find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    for hit in hits:
        form = text[hit.start : hit.end]
        if hit.form != "abbreviation":
            assert hit.codes == tuple(candidate.code for candidate in gazetteer().candidates(form))
        assert all(gazetteer().name(code) for code in hit.codes)


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS)
def test_a_sentence_end_separates(left: str, right: str) -> None:
    joined = gazetteer().find(left + "。" + right)
    shift = len(left) + 1
    parts = [(hit.start, hit.end) for hit in gazetteer().find(left + "。")]
    parts += [(hit.start + shift, hit.end + shift) for hit in gazetteer().find("。" + right) if hit.start]
    parts = [(start - (start >= shift), end - (start >= shift)) for start, end in parts]
    assert [(hit.start, hit.end) for hit in joined] == parts


def test_any_county_is_found_by_its_full_name() -> None:
    for code in random.Random(1).sample(codes_of("district"), 300):
        hit = only(gazetteer().name(code))
        assert code in hit.codes
        assert hit.form == "full"


# --- tables of a user


def table(folder: Path, text: str, name: str = "own.tsv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_users_table_adds(tmp_path: Path) -> None:
    extra = [
        table(tmp_path, "# table: regions\n# columns: name aliases members\n甲乙丙\t甲乙丙地区\t重庆市/四川省宜宾市\n"),
        table(
            tmp_path,
            "# table: divisions\n# columns: code name level parent short\n990000\t某某省\tprovince\tCN\t某某\n"
            "500112\t渝北区\tdistrict\t500000\t空港渝北\n",
            "more.tsv",
        ),
    ]
    own = Gazetteer.load(extra, cache=tmp_path)
    assert own.members("甲乙丙") == ("500000", "511500")
    assert [hit.codes for hit in own.find("某某省与空港渝北")] == [("990000",), ("500112",)]
    assert [hit.codes for hit in own.find("渝北区")] == [("500112",)]


WRONG_ROWS = [
    ("# table: planets\n# columns: name\n", 1, "unknown table 'planets'"),
    ("# columns: name\n", 1, "must stand before"),
    ("# table: regions\n甲\n", 2, "must stand before the first row"),
    ("# table: regions\n# columns: aliases\n", 2, "needs the column 'name'"),
    ("# table: regions\n# columns: name colour\n", 2, "unknown column 'colour'"),
    ("# table: regions\n# columns: name aliases\n甲乙\t丙丁\t戊\n", 3, "3 cells for 2 columns"),
    ("# table: regions\n# columns: name aliases\n\t丙丁\n", 3, "'name' is empty"),
    ("# table: regions\n# columns: name aliases\n甲乙\t丙\n", 3, "too short"),
    ("# table: divisions\n# columns: code name level parent\n12\t甲县\tdistrict\tCN\n", 3, "'12' is no code"),
    ("# table: divisions\n# columns: code name level parent\n990101\t甲县\tvillage\tCN\n", 3, "level 'village'"),
    ("# table: divisions\n# columns: code name level parent lon\n990101\t甲县\tdistrict\tCN\t200\n", 3, "lon '200'"),
    ("# table: divisions\n# columns: code name level parent lat\n990101\t甲县\tdistrict\tCN\tn\n", 3, "lat 'n'"),
    ("# table: abbreviations\n# columns: form name strength\n渝川\t重庆市\tstrong\n", 3, "one character"),
]
WRONG_SENSE = [
    ("# table: regions\n# columns: name members\n甲乙\t没有市\n", "'没有市' is in no table"),
    ("# table: regions\n# columns: name members\n甲乙\t鼓楼区\n", "stands for 4 divisions"),
    ("# table: divisions\n# columns: code name level parent\n990101\t甲县\tdistrict\t990100\n", "parent 990100"),
    ("# table: divisions\n# columns: code name level parent\n500112\t甲县\tdistrict\t500000\n", "is 渝北区 already"),
    ("# table: townships\n# columns: code name\n990101001\t甲镇\n", "parent 990101"),
    ("# table: countries\n# columns: code name\nQQ\t\n", "no name for the country"),
]


@pytest.mark.parametrize(("text", "line", "reason"), WRONG_ROWS)
def test_a_wrong_row_is_refused(tmp_path: Path, text: str, line: int, reason: str) -> None:
    file = table(tmp_path, text)
    with pytest.raises(RuleError) as caught:
        read(file)
    assert str(caught.value).startswith(f"{file}:{line}: ")
    assert reason in str(caught.value)


@functools.cache
def built_in() -> tuple[Table, ...]:
    folder = Path(__file__).parents[2] / "seeds" / "gazetteers"
    return tuple(read(folder / f"{name}.tsv") for name in ("divisions", "regions"))


@pytest.mark.parametrize(("text", "reason"), WRONG_SENSE)
def test_a_row_that_contradicts_the_others_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    file = table(tmp_path, text)
    with pytest.raises(RuleError) as caught:
        compile_rows(merge([*built_in(), read(file)]), {})
    assert str(caught.value).startswith(f"{file}:3: ")
    assert reason in str(caught.value)


def test_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"none\.tsv: cannot be read"):
        read(tmp_path / "none.tsv")
    binary = tmp_path / "binary.tsv"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleError, match="not UTF-8 at byte 0"):
        read(binary)
    with pytest.raises(RuleError, match="no '# table: KIND'"):
        read(table(tmp_path, ""))


# --- the cache


def test_the_cache_gives_the_same(tmp_path: Path) -> None:
    text = "四川省合江县与重庆江津区、新加坡携手，川渝黔共建万达开"
    first = Gazetteer.load(cache=tmp_path).find(text)
    assert len(list(tmp_path.glob("gazetteer-*.txt"))) == 1
    assert Gazetteer.load(cache=tmp_path).find(text) == first == gazetteer().find(text)


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\xff\xff\n\xff"])
def test_a_damaged_cache_is_made_again(tmp_path: Path, damage: bytes) -> None:
    Gazetteer.load(cache=tmp_path)
    (file,) = tmp_path.glob("gazetteer-*.txt")
    good = file.read_bytes()
    file.write_bytes(damage or good[:-100])
    assert Gazetteer.load(cache=tmp_path).name("500112") == "渝北区"
    assert file.read_bytes() == good


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert Gazetteer.load(cache=blocked / "below").name("500112") == "渝北区"


def test_old_compilations_go(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"gazetteer-{number}.txt").write_text("old")
    Gazetteer.load(cache=tmp_path)
    assert len(list(tmp_path.glob("gazetteer-*.txt"))) == 4


def test_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "regional-kg"
    Gazetteer.load()
    assert len(list((tmp_path / "regional-kg").glob("gazetteer-*.txt"))) == 1
