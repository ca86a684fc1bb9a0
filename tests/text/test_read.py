"""Pages as they come, read as they were meant: what a break cut is joined, what stood apart stays apart."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model import Reading
from tests.text.conftest import Read

FIRST = "青岭区今年前三季度实现地区生产总值320亿元，同比增长6.2%，其中工业增加值超过140亿元，高于全市平均水平。"
SECOND = (
    "该区位于云河上游，与邻省的白沙县只有一水之隔，两地共同建设青白产业合作园，首期占地1200亩，计划投资45亿元，"
    "明年年底前建成投用，可以提供就业岗位3000个。"
)
THIRD = "“过去过河要绕行一个小时，现在只要十分钟。”货车司机王强说，新桥通车以后，每天能多跑两趟。"
FOURTH = "青岭区交通局局长表示，下一步将推进沿江公路建设。"
STORY = (FIRST, SECOND, THIRD, FOURTH)
SENTENCES = [FIRST, SECOND, THIRD[: THIRD.index("货")], THIRD[THIRD.index("货") :], FOURTH]


def column(paragraphs: tuple[str, ...], width: int, indent: str = "\u3000\u3000") -> str:
    """The paragraphs set in lines of `width` full-width characters, as in print: numbers are not parted, no line begins
    with a closing mark, two letters or digits take the room of one character."""
    lines: list[str] = []
    for paragraph in paragraphs:
        line = indent
        for character in paragraph:
            taken = sum(0.5 if c.isascii() else 1 for c in line)
            if taken >= width and not (character.isdigit() and line[-1].isdigit()) and character not in "，。、”%":
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return "\n".join(lines)


def texts(reading: Reading, kind: str = "body") -> list[str]:
    return [sentence.text for sentence in reading.sentences if sentence.kind == kind]


def check_laws(reading: Reading) -> None:
    """Offsets give back the surface, no character but spaces and marks is lost or doubled, order is kept."""
    seen: set[int] = set()
    for index, sentence in enumerate(reading.sentences):
        assert sentence.index == index
        assert sentence.text == sentence.text.strip()
        assert "\n" not in sentence.text
        assert len(sentence.offsets) == len(sentence.text) > 0
        assert list(sentence.offsets) == sorted(set(sentence.offsets))
        assert not seen.intersection(sentence.offsets)
        seen.update(sentence.offsets)
        assert "".join(token.text for token in sentence.tokens) == sentence.text
        assert 0 <= sentence.section < len(reading.sections)
    starts = {s.paragraph: s.offsets[0] for s in reversed(reading.sentences)}
    assert [starts[paragraph] for paragraph in sorted(starts)] == sorted(starts.values())
    for index, section in enumerate(reading.sections):
        assert section.index == index
        assert section.heading is None or reading.sentences[section.heading].kind == "heading"


def lost(reading: Reading) -> str:
    kept = {offset for sentence in reading.sentences for offset in sentence.offsets}
    return "".join(c for i, c in enumerate(reading.document.text) if i not in kept and not c.isspace())


@pytest.mark.parametrize("width", [14, 16, 18, 22, 36, 40])
@pytest.mark.parametrize("indent", ["\u3000\u3000", ""])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_wrapped_lines_are_joined(read_text: Read, width: int, indent: str, newline: str) -> None:
    page = "青岭区经济稳中有进\n\n" + column(STORY, width, indent)
    reading = read_text(page.replace("\n", newline))
    assert texts(reading, "heading") == ["青岭区经济稳中有进"]
    assert texts(reading) == SENTENCES
    check_laws(reading)
    assert lost(reading) == ""


@pytest.mark.parametrize("width", [15, 17, 20])
def test_columns_that_lost_their_indents_between_headlines(read_text: Read, width: int) -> None:
    def lost_indent(paragraphs: tuple[str, ...]) -> str:
        return column(paragraphs, width).replace("\u3000", "")

    page = (
        f"{lost_indent(STORY)}\n\n青岭区融媒体中心 张晓明\n\n白沙 沿江公路全线贯通\n{lost_indent(STORY[1:])}"
        f"\n\n白沙县融媒体中心 李芳\n\n青岭开出便民班车\n\n{lost_indent(STORY)}\n通讯员 王小红\n"
    )
    reading = read_text(page)
    assert texts(reading, "heading") == ["白沙 沿江公路全线贯通", "青岭开出便民班车"]
    assert texts(reading, "byline") == ["青岭区融媒体中心 张晓明", "白沙县融媒体中心 李芳", "通讯员 王小红"]
    assert texts(reading) == [*SENTENCES, *SENTENCES[1:], *SENTENCES]
    assert [s.section for s in reading.sentences if s.kind == "heading"] == [1, 2]


def test_a_page_break_inside_a_paragraph(read_text: Read) -> None:
    cut = SECOND.index("产业合作园") + 2
    page = f"标题一行字\n\n{FIRST}\n\n{SECOND[:cut]}\n\n{SECOND[cut:]}\n\n{FOURTH}\n"
    reading = read_text(page)
    assert texts(reading) == [FIRST, SECOND, FOURTH]
    sentence = next(s for s in reading.sentences if s.text == SECOND)
    start, end = sentence.span(0, len(SECOND))
    assert page[start:end].replace("\n", "") == SECOND


def test_a_caption_or_headline_between_the_halves_of_a_paragraph(read_text: Read) -> None:
    cut = SECOND.index("首期占地") + 2
    for between in ("新城一角，高楼林立", "### 栏目名称", "云河大桥夜景 李明/摄"):
        reading = read_text(f"# 标题\n\n{FIRST}\n\n{SECOND[:cut]}\n\n\n\n{between}\n\n{SECOND[cut:]}\n\n{FOURTH}\n")
        joined = SECOND if "李明" not in between else None
        assert joined is None or joined in texts(reading), between
        check_laws(reading)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("未来，青岭区将迎来师生8万人", "左右。众多高校入驻，必将注入新动能。"),
        ("河畔公园绿草如茵，山水与城市相互", "交融。" + FOURTH),
        ("完成河道清淤12公里，国控", "断面水质稳定达标。"),
        ("新增高新技术企业20", "家、科技型企业400家。" + FOURTH),
    ],
)
def test_a_short_line_that_is_half_a_sentence_is_no_heading(read_text: Read, first: str, second: str) -> None:
    reading = read_text(f"标题一行字\n\n{FIRST}\n\n{first}\n\n{second}\n\n{FIRST}\n")
    assert texts(reading, "heading") == ["标题一行字"]
    assert any(text.startswith(first + second[:2]) for text in texts(reading))


def test_words_of_latin_letters_keep_a_space_where_lines_part(read_text: Read) -> None:
    page = (
        "落户青岭区的企业中有来自云河市Open\nAI实验室，又有建设中的产业园一期，5\n"
        "G基地三处，以及总投资额达到人民币3\n20亿元的精密制造公司。\n"
    )
    reading = read_text(f"{column(STORY, 18)}\n{page}{column(STORY, 18)}")
    body = next(text for text in texts(reading) if "落户" in text)
    assert body == page.replace("Open\nAI", "Open AI").replace("\n", "")


def test_justified_spaces_go_and_spaces_that_part_words_stay(read_text: Read) -> None:
    reading = read_text("青岭 共建产业园\n\n前五个月完成投资 36.5 亿元，增长 5% 。引进Open AI公司 、白沙公司。\n")
    assert texts(reading, "heading") == ["青岭 共建产业园"]
    assert texts(reading) == ["前五个月完成投资36.5亿元，增长5%。", "引进Open AI公司、白沙公司。"]


def test_letter_spaced_heading(read_text: Read) -> None:
    assert read_text("青 岭 区 加 快 发 展\n\n" + FIRST).title == "青岭区加快发展"


def test_a_headline_printed_twice_is_two_headings(read_text: Read) -> None:
    headline = "重大工程加快推进"
    reading = read_text(f"{headline}{headline}\n\n{FIRST}\n\n青岭青岭 喜看新城换新颜喜看新城换新颜\n\n{FOURTH}\n")
    assert texts(reading, "heading") == [headline, headline, "青岭", "青岭 喜看新城换新颜", "喜看新城换新颜"]
    assert lost(reading) == ""


@pytest.mark.parametrize(
    "byline",
    [
        "青岭区融媒体中心 张晓明",
        "记者 李明 摄",
        "通讯员 王小红 记者 李明",
        "□本报首席记者 李明 见习记者 王红",
        "李明 王小红",
        "（来源：青岭日报）",
        "(青岭区融媒体中心供图)",
        "图片由青岭区委宣传部提供",
        "责任编辑：王芳",
        "摄/李明",
        "第3版",
        "2021年10月8日 星期五",
    ],
)
def test_by_lines_and_credits_stand_apart(read_text: Read, byline: str) -> None:
    reading = read_text(f"标题一行字\n\n{SECOND}\n\n{FIRST}\n\n{byline}\n\n云河 再上台阶谱新篇\n\n{FOURTH}\n")
    assert texts(reading, "byline") == [byline]
    assert texts(reading) == [SECOND, FIRST, FOURTH]


@pytest.mark.parametrize("byline", ["通讯员 侯小明", "青岭区融媒体中心 张晓明", "记者 李明 文/图", "(受访单位供图)"])
def test_by_lines_at_the_end_of_a_paragraph(read_text: Read, byline: str) -> None:
    reading = read_text(f"标题一行字\n\n{FIRST}{byline}\n\n云河 再上台阶谱新篇\n\n{FOURTH}\n")
    assert texts(reading, "byline") == [byline]
    assert FIRST in texts(reading) + texts(reading, "caption")


@pytest.mark.parametrize(
    "text",
    [
        "来自云河市的王强说，好。",
        "张三表示，今年更好",
        "记者在现场看到，机器正在运转。",
        "记者 李明介绍，今年引进企业12家。",
    ],
)
def test_sentences_about_people_are_no_by_lines(read_text: Read, text: str) -> None:
    assert texts(read_text(f"标题一行字\n\n{FIRST}\n\n{text}\n"), "byline") == []


def test_a_dateline_is_apart_and_opens_a_section(read_text: Read) -> None:
    reading = read_text(f"标题一行字\n\n{FIRST}\n\n本报讯（记者 李明）{FOURTH}\n")
    assert texts(reading, "byline") == ["本报讯（记者 李明）"]
    assert reading.sentences[-1].text == FOURTH
    assert reading.sentences[-1].section == 1
    assert reading.sections[1].heading is None


def test_a_place_in_brackets_opens_a_section(read_text: Read) -> None:
    text = "一周乡镇\n\n【青岭县云溪镇】产业园在镇上开工，占地百亩。\n\n【白石县】童话节在梯田边开幕，游客很多。\n"
    reading = read_text(text)
    assert [s.section for s in reading.sentences if s.kind == "body"] == [0, 1]
    asides = text.replace("白石县", "延伸阅读").replace("青岭县云溪镇", "新闻背景")
    assert {s.section for s in read_text(asides).sentences if s.kind == "body"} == {0}


def test_a_by_line_closes_the_section_and_one_under_the_headline_does_not(read_text: Read) -> None:
    reading = read_text(f"标题一行字\n本报记者 李明\n\n{FIRST}\n\n通讯员 王小红\n\n{SECOND}\n\n{FOURTH}\n")
    assert [s.section for s in reading.sentences if s.kind == "body"] == [0, 1, 1]


@pytest.mark.parametrize(
    ("caption", "credit"),
    [("河滩风电场。", "李明摄"), ("车间里，焊工正在作业。", "（企业供图）"), ("新港全景", "王芳摄")],
)
def test_a_credited_caption_between_the_lines_of_a_column(read_text: Read, caption: str, credit: str) -> None:
    lines = column(STORY, 18).split("\n")
    cut = next(i for i, line in enumerate(lines) if line.endswith(("、", "，")) or (i > 4 and not line.endswith("。")))
    page = "\n".join([*lines[: cut + 1], "", f"{caption}\u3000{credit}", "", *lines[cut + 1 :]])
    reading = read_text("标题一行字\n\n" + page)
    assert texts(reading) == SENTENCES
    assert texts(reading, "caption") == [caption]
    assert texts(reading, "byline") == [credit]


@pytest.mark.parametrize(
    "byline", ["（文/李明 图/王芳）", "*（文/李明 图/王芳）*", "（青岭发布 编辑：王芳）", "（本刊记者整理，未经审阅）"]
)
def test_the_article_s_own_by_line_makes_no_caption(read_text: Read, byline: str) -> None:
    reading = read_text(f"标题一行字\n\n{FIRST}\n\n{byline}\n")
    assert texts(reading) == [FIRST]
    assert texts(reading, "byline") == [byline.strip("*")]


def test_a_rubric_is_no_title(read_text: Read) -> None:
    assert read_text(f"【区域观察】\n\n青岭开出新路\n\n{FIRST}\n").title == "青岭开出新路"


def test_captions_are_marked(read_text: Read) -> None:
    reading = read_text(f"标题一行字\n\n{FIRST}\n\n\n\n云河大桥合龙现场。李明 摄\n\n{FOURTH}\n")
    assert texts(reading, "caption") == ["云河大桥合龙现场。"]
    assert texts(reading, "byline") == ["李明 摄"]


def test_levels_of_headings(read_text: Read) -> None:
    reading = read_text(
        f"青岭区工作要点\n\n一、推进项目\n\n（一）交通项目\n\n{FIRST}\n\n二、深化合作\n\n1.与白沙县共建产业园。\n2.与云河市签订协议\n3.举办茶文化节\n\n"
        f"云河\n\n{FOURTH}\n\n白沙 携手邻区共建园区\n\n{SECOND}\n"
    )
    headings = [(reading.sentences[s.heading].text, s.level) for s in reading.sections if s.heading is not None]
    assert headings == [
        ("青岭区工作要点", 1),
        ("一、推进项目", 3),
        ("（一）交通项目", 4),
        ("二、深化合作", 3),
        ("云河", 2),
        ("白沙 携手邻区共建园区", 2),
    ]
    assert "2.与云河市签订协议" in texts(reading)


def test_markdown(read_text: Read) -> None:
    reading = read_text(
        "## 大标题\n\n> 导语一句。\n\n**一、合作**\n\n- 建设产业园\n- 引进企业\n\n"
        f"青岭区在[产业园](http://a.b/c)签约**18个**项目。\n\n#### 小标题\n\n{FIRST}"
    )
    assert reading.title == "大标题"
    assert texts(reading, "heading") == ["大标题", "一、合作", "小标题"]
    assert texts(reading)[:4] == ["导语一句。", "建设产业园", "引进企业", "青岭区在产业园签约18个项目。"]
    assert [s.level for s in reading.sections] == [2, 3, 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“好！”大家都同意。", ["他说：“好！”", "大家都同意。"]),
        ("“要合作！”的声音很多。", ["“要合作！”的声音很多。"]),
        ("机器、材料……等物资到了。争吵半天……后来好了。", ["机器、材料……等物资到了。", "争吵半天……", "后来好了。"]),
        ("投资3.5亿元；占地2亩。", ["投资3.5亿元；占地2亩。"]),
        ("真的吗？！是的（没错。）好。", ["真的吗？！", "是的（没错。）", "好。"]),
        ('他说："好。"又说："行。"完。', ["他说：“好。”", "又说：“行。”", "完。"]),
        ("没有句号的一段话，到此为止，后面没有任何标点符号了，这一行足够长，所以不会被当作标题，而是一个段落", None),
    ],
)
def test_sentence_boundaries(read_text: Read, text: str, expected: list[str] | None) -> None:
    assert texts(read_text(f"{FIRST}\n\n{text}")) == [FIRST, *(expected or [text])]


def test_traditional_and_full_width_are_read_through(read_text: Read) -> None:
    page = "青嶺區與雲河市簽署合作協議，總投資８０億元，共建產業園區，帶動兩地發展。"
    reading = read_text(page)
    sentence = reading.sentences[0]
    assert sentence.text == "青岭区与云河市签署合作协议，总投资80亿元，共建产业园区，带动两地发展。"
    start, end = sentence.span(sentence.text.index("80"), sentence.text.index("80") + 4)
    assert page[start:end] == "８０億元"


def test_the_byte_order_mark_is_read_over(read_text: Read) -> None:
    reading = read_text("\ufeff标题一行字\n\n" + FIRST)
    assert reading.title == "标题一行字"
    assert reading.sentences[0].offsets[0] == 1


@pytest.mark.parametrize(
    ("text", "title"),
    [(FIRST, "article"), ("很短的一段话。", "很短的一段话。"), ("# 一\n\n" + FIRST, "一")],
)
def test_title(read_text: Read, text: str, title: str) -> None:
    assert read_text(text).title == title


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["", "", " ", "\u3000\u3000", *STORY, "# 标题", "### 小标题", "记者 李明 摄", "青岭 共建园区", "云河"]
        ),
        st.text(
            alphabet="的一是在中大为青岭区云河市合作项目投资，。、；：“”（）？！…《》 0123456789%ABab\t\u200b",
            max_size=24,
        ),
    ),
    max_size=16,
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
def test_laws_hold_for_any_page(read_text: Read, lines: list[str], newline: str) -> None:
    reading = read_text(newline.join(lines))
    check_laws(reading)
    assert set(lost(reading)) <= set("#*-+•>!\u200b")


@given(st.text(max_size=60))
@example("0000 0000 0")
def test_any_text_can_be_read(read_text: Read, text: str) -> None:
    check_laws(read_text(text))


def test_reading_twice_gives_the_same(read_text: Read) -> None:
    assert read_text(column(STORY, 16)) == read_text(column(STORY, 16))
