"""An article says the same however it is printed: in other layouts the same sentences are read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from kg.model import Document, Reading
from kg.text.decode import decode
from kg.text.furniture import is_furniture
from kg.text.gutters import rows
from kg.text.markup import clean
from kg.text.punctuation import widen
from kg.text.read import read
from kg.text.spacing import close_up
from kg.text.tokens import Tokenizer
from tests.bench.layouts import LAYOUTS, Layout

ARTICLE = """松江岸边，老县城长出新产业
2024年9月3日

松岭县地处北江省东部，与临河市的白桦区隔江相望，去年地区生产总值186.5亿元，同比增长6.8%。“过江要绕行四十公里，现在只要十分钟。”货车司机孟广生说。

松岭 携手邻区共建园区
今年3月，松岭县与白桦区签订《松江两岸产业协作框架协议》，双方共建松桦绿色食品产业园，规划面积2400亩，总投资38亿元，其中一期由北禾农业科技股份有限公司投资建设，达产后年产值可达15亿元；二期引进港资企业恒裕集团，明年年底前投产。
县发展改革局局长赵立新介绍，园区已有企业27家，带动就业3600人，上半年进出口额达到4.2亿元，比上年同期多出三成，预计全年可以突破10亿元大关。

临河 老厂房变成新车间
临河市把闲置的纺织厂改造成智能装备基地，占地12万平方米，已引进泰恒电机、澜图机器人等企业9家，今年前8个月完成工业产值21.7亿元。该市还与哈尔滨理工大学合办产业研究院，计划三年内转化科技成果50项。
"""
GLUED = frozenset(["headings", "cr", "crlf", "wrap30"])
"""Where a headline may be taken for the first words of what follows."""
EXACT = [one for one in LAYOUTS if one.name not in {"s2twp", "bullets", "numbered", "justified", "ascii-all"}]

Reader = Callable[[str | bytes], Reading]


@pytest.fixture(scope="module")
def reader(tokenizer: Tokenizer) -> Reader:
    def read_bytes(made: str | bytes) -> Reading:
        data = made if isinstance(made, bytes) else made.encode()
        text, encoding = decode(data, "article.txt")
        return read(Document("article.txt", text, encoding, hashlib.sha256(data).hexdigest()), tokenizer)

    return read_bytes


def body(reading: Reading) -> list[str]:
    return [sentence.text for sentence in reading.sentences if sentence.kind == "body"]


@pytest.mark.parametrize("layout", EXACT, ids=lambda layout: layout.name)
def test_the_same_sentences_are_read(reader: Reader, layout: Layout) -> None:
    expected = body(reader(ARTICLE))
    found = body(reader(layout.make(ARTICLE)))
    missing = [text for text in expected if text not in found]
    assert len(expected) == 7
    assert not missing or (layout.name in GLUED and len(missing) == 1 and found[0].endswith(expected[0]))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_offsets_stay_those_of_the_document(reader: Reader, layout: Layout) -> None:
    reading = reader(layout.make(ARTICLE))
    text = reading.document.text
    for sentence in reading.sentences:
        assert list(sentence.offsets) == sorted(set(sentence.offsets))
        for character, offset in zip(sentence.text, sentence.offsets, strict=True):
            if "0" <= character <= "9":
                assert text[offset] in character + chr(ord(character) + 0xFEE0)


@pytest.mark.parametrize("function", [clean, widen, close_up])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_the_length_never_changes(function: Callable[[str], str], layout: Layout) -> None:
    made = layout.make(ARTICLE)
    if isinstance(made, str):
        assert len(function(made)) == len(made)


def test_tags_of_blocks_part_paragraphs_and_others_do_not() -> None:
    text = clean(
        '<h2 class="t">松岭新闻</h2><p>投资<b>3亿</b>元<br>用地&#20108;百亩&mdash;&mdash;</p><!-- <p>无</p> -->'
    )
    lines = [line.replace("\u200b", "") for line in text.split("\n")]
    assert [line for line in lines if line] == ["## 松岭新闻", "投资**3亿**元", "用地二百亩——"]


@pytest.mark.parametrize(
    "text", ["3<5，且5>3", "A&B公司", "<松桦协议>", "R&D;投入", "x < p > y", "&notachar;", "a<b>c" + "\u4e00"]
)
def test_what_is_no_markup_stays(text: str) -> None:
    assert clean(text).replace("\u200b", "").replace("**", "<b>") == text


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("投资3.5亿元,用地1,200亩;", "投资3.5亿元，用地1,200亩；"),
        ('"双城"建设?好!', "“双城”建设？好！"),
        ("10:30开会，比例为1:3", "10:30开会，比例为1:3"),
        ("见http://a.example/x?y=1，下同", "见http://a.example/x?y=1，下同"),
        ("引进Sun, Inc.和北禾", "引进Sun, Inc.和北禾"),
        ("吾买尔.艾力说。路通了。", "吾买尔.艾力说。路通了。"),
        ("桥已建成.增长5%.路通了.", "桥已建成。增长5%。路通了。"),
        ("签订<松桦协议>", "签订《松桦协议》"),
        ('plain, "text"', 'plain, "text"'),
        ("![图](a.png)松江", "![图](a.png)松江"),
    ],
)
def test_marks_of_ascii(text: str, wide: str) -> None:
    assert widen(text) == wide
    assert widen(wide) == wide


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("松 岭 县 要 闻", "松岭县要闻"),
        ("松岭 携手邻区共建园区", "松岭 携手邻区共建园区"),
        ("记者 李明 摄", "记者 李明 摄"),
        ("引进Open AI公司", "引进Open AI公司"),
        ("青岭 2023 年 5 月 8 日", "青岭 2023年5月8日"),
        (
            "投资 3 亿元，用地 20 亩，增长 5% 以上，持股 4 成，路 9 公里",
            "投资3亿元，用地20亩，增长5%以上，持股4成，路9公里",
        ),
    ],
)
def test_spaces_of_typesetting(text: str, closed: str) -> None:
    assert close_up(text).replace("\u200b", "") == closed


@pytest.mark.parametrize(
    "line",
    [
        "- 12 -",
        "第3版",
        "北江日报 2024年9月3日 星期二",
        "A05 区域",
        "要闻 12",
        "2024.9.3 星期二",
        "责编：孟晓 美编：何安",
    ],
)
def test_running_heads(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line", ["总投资 38", "松岭 共建园区", "9月3日，两地签约", "记者 李明", "2024年投产", "占地12"]
)
def test_lines_that_are_no_running_heads(line: str) -> None:
    assert not is_furniture(line)


def test_a_running_head_does_not_end_the_section(reader: Reader) -> None:
    head, _, rest = ARTICLE.partition("其中一期")
    reading = reader(f"{head}\n\n北江日报 2024年9月3日 星期二\n\n其中一期{rest}")
    sections = {s.section for s in reading.sentences if "框架协议" in s.text or "进出口额" in s.text}
    assert len(sections) == 1


def test_a_short_line_between_the_lines_of_a_column_is_a_caption(reader: Reader) -> None:
    wrapped = next(one for one in LAYOUTS if one.name == "wrap18").make(ARTICLE)
    assert isinstance(wrapped, str)
    lines = wrapped.split("\n")
    cut = next(i for i, line in enumerate(lines) if "框架协议" in line)
    page = "\n".join([*lines[:cut], "", "产业园一角", "", *lines[cut:]])
    reading = reader(page)
    assert "产业园一角" in [s.text for s in reading.sentences if s.kind == "caption"]
    assert set(body(reader(ARTICLE))) <= set(body(reading))


def test_a_number_that_a_line_parts(reader: Reader) -> None:
    reading = reader(ARTICLE + "两校共建联合实验室，首批投入3\n200万元，带动就业4\n10人。\n1.交通项目\n2.产业项目\n")
    assert "两校共建联合实验室，首批投入3200万元，带动就业410人。" in body(reading)


def test_the_jump_to_another_page_is_read_over(reader: Reader) -> None:
    reading = reader(
        "园区占地1 200亩，总投资60亿\n\n（下转第三版）\n\n元，明年投产。\n\n（上接第一版）两地还将共建港口。"
    )
    assert body(reading) == [
        "园区占地1200亩，总投资60亿元，明年投产。",
        "两地还将共建港口。",
    ]


def test_articles_in_both_scripts_on_a_page(reader: Reader) -> None:
    simplified, traditional = "松岭县推进项目建设，乾县客商到访。", "兩縣簽署協議，共同建設產業園區，韓昇集團進駐。"
    assert body(reader(f"{simplified * 9}\n\n{traditional}"))[-1] == "两县签署协议，共同建设产业园区，韩昇集团进驻。"
    assert "乾县" in body(reader(f"{simplified * 9}\n\n{traditional}"))[0]


def beside(left: list[str], right: list[str], room: int = 40) -> str:
    """Two columns row by row, as page extraction that keeps the layout has them."""
    rows = []
    for index in range(max(len(left), len(right))):
        a = left[index] if index < len(left) else ""
        b = right[index] if index < len(right) else ""
        rows.append((a + " " * (room - sum(1 if c.isascii() else 2 for c in a)) + b).rstrip())
    return "\n".join(rows) + "\n"


def test_columns_side_by_side_are_read_one_after_the_other(reader: Reader) -> None:
    expected = body(reader(ARTICLE))
    wrapped = next(one for one in LAYOUTS if one.name == "wrap16d").make(ARTICLE)
    assert isinstance(wrapped, str)
    lines = wrapped.split("\n")
    half = len(lines) // 2
    found = body(reader(beside(lines[:half], lines[half:])))
    assert [text for text in expected if text not in found] == []


def test_three_columns(reader: Reader) -> None:
    wrapped = next(one for one in LAYOUTS if one.name == "wrap12p").make(ARTICLE * 2)
    assert isinstance(wrapped, str)
    lines = [line for line in wrapped.split("\n") if line]
    third = len(lines) // 3 + 1
    two = beside(lines[:third], lines[third : 2 * third], 34).split("\n")
    found = body(reader(beside(two, lines[2 * third :], 70)))
    assert sum(text in found for text in body(reader(ARTICLE))) >= 6


@pytest.mark.parametrize(
    "table",
    [
        "项目    投资    工期\n大桥    3亿元    两年\n港口    12亿元    三年\n学校    8000万元    一年\n",
        "姓名        单位\n李明        松岭县发展改革局\n王红        北禾公司\n赵立新      县政府办公室\n",
    ],
)
def test_cells_of_a_table_are_no_columns(table: str) -> None:
    ordered = [row.start for row in rows(table * 3)]
    assert ordered == sorted(ordered)


def test_an_article_inside_of_a_paragraph_keeps_its_headline(reader: Reader) -> None:
    first, _, rest = ARTICLE.partition("协作框架")
    reading = reader(
        f"{first}\n\n临河县喜迎丰收\n2024年9月3日\n\n白桦区今年种植大豆12万亩，总产有望再创新高。\n\n协作框架{rest}"
    )
    assert "临河县喜迎丰收" in [s.text for s in reading.sentences if s.kind == "heading"]
    assert "白桦区今年种植大豆12万亩，总产有望再创新高。" in body(reading)


def test_a_first_line_that_looks_like_a_headline(reader: Reader) -> None:
    """`某县 引来…` opens an indented paragraph of a column: its next line goes on with it."""
    text = "松岭县 引来北禾集团投资建设的杂交稻种子智能工厂今年5月落户园区，年加工种子3万吨，带动就业120人。"
    wrapped = next(one for one in LAYOUTS if one.name == "wrap16d").make(ARTICLE + text)
    assert text in body(reader(wrapped))


def test_a_caption_does_not_enter_an_open_title(reader: Reader) -> None:
    reading = reader(
        "松岭新闻\n\n两地签署《松岭—临河港陆联动合作备\n\n新城一角，高楼林立\n\n忘录》，并共建内陆港，首期投资3亿元。"
    )
    assert "两地签署《松岭—临河港陆联动合作备忘录》，并共建内陆港，首期投资3亿元。" in body(reading)
