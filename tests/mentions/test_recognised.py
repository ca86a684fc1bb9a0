"""What a learned recogniser proposes, and what becomes of it: sentences made for the test, tags written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kg.mentions.corrected import correct
from kg.mentions.find import Finder, Line
from kg.mentions.recognised import Review
from kg.mentions.recut import recut
from kg.mentions.tagger import Tag
from kg.mentions.units import Place
from kg.model import Document, Mention, Reading, Section, Sentence, Token
from kg.text.tokens import Tokenizer


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.load()


@pytest.fixture(scope="module")
def words(finder: Finder) -> Tokenizer:
    return Tokenizer.load(finder.vocabulary())


@pytest.fixture(scope="module")
def review(finder: Finder) -> Review:
    return Review.load(finder.heads, finder.words, finder.trades)


def tagged(row: str) -> tuple[str, list[Tag]]:
    """`青岭/LOC 引进/v` → the text and its tags."""
    text, tags = "", []
    for item in row.split():
        word, _, tag = item.rpartition("/")
        tags.append(Tag(len(text), len(text) + len(word), tag))
        text += word
    return text, tags


def reading(text: str, tokens: Sequence[Token]) -> Reading:
    sentence = Sentence(0, text, tuple(range(len(text))), "body", 0, 0, tuple(tokens))
    return Reading(Document("a.txt", text, "utf-8", "0" * 64), "", None, (Section(0, None, 0),), (sentence,))


def line(finder: Finder, words: Tokenizer, text: str, places: dict[str, str]) -> Line:
    """The line that the rules find, with the given places (surface → kind) of the gazetteer."""
    hits = [
        Place(text.index(name), text.index(name) + len(name), "000000", kind, (kind,), name[-1] in "市区县镇")
        for name, kind in places.items()
        if name in text
    ]
    found = finder.find(reading(text, words.tokenize([text])[0]), {0: sorted(hits, key=lambda hit: hit.start)})
    return found[0]


PLACES = {
    "越南": "country",
    "深圳": "City",
    "万达开": "Region",
    "青岭县": "District",
    "柳河镇": "Township",
    "成渝": "Region",
}

ACCEPTED = {
    "a firm without a trade word": ("目前/t 已/d 有/v 科星瑞/ORG 设/v 厂/n 。/w", "科星瑞 Enterprise"),
    "a hospital by its head": ("区/n 中心/n 去年/t 到/v 柳溪医院/ORG 学习/v 。/w", "柳溪医院 Hospital"),
    "a speaker": ("来/v 自/p 柳河/n 的/u 罗小满/PER 说/v ，/w 收成/n 好/a 。/w", "罗小满 Person"),
    "a reservoir": ("接着/c 推进/v 清沐水库/LOC 、/w 园区/n 美化/v 。/w", "清沐水库 Project"),
    "a firm beside firms": ("引来/v 科星瑞/ORG 、/w 普洛维/PER 两/m 支/q 团队/n 。/w", "普洛维 Enterprise"),
    "a branch": ("另/c 有/v 黔岭银行青岭县分行/ORG 授信/v 。/w", "黔岭银行青岭县分行 Enterprise"),
    "the first half of a list's item": ("引来/v 大江/n 美利达信/ORG 、/w 科星瑞/ORG 。/w", "科星瑞 Enterprise"),
    "an authority with 和": (
        "这次/r ，/w 省工业和信息化厅/ORG 二级/n 巡视员/n 来/v 了/u 。/w",
        "省工业和信息化厅 Government",
    ),
    "one who is asked": ("罗小满/PER ：/w 我/r 说/v 两/m 句/q 。/w", "罗小满 Person"),
    "a firm by what it does": ("随后/d ，/w 赫尔维/PER 宣布/v 增资/v 。/w", "赫尔维 Enterprise"),
    "a firm that is counted": ("柳河/n 食品/n 、/w 森佩维/nz 两家/m 企业/n 来/v 了/u 。/w", "森佩维 Enterprise"),
    "a firm beside firms, its place before it": (
        "引来/v 科星瑞/ORG 、/w 深圳/LOC 普洛维/PER 。/w",
        "普洛维 Enterprise",
    ),
    "a firm from abroad before firms": ("引来/v 普洛维/PER 、/w 越南/LOC 科星瑞/ORG 。/w", "普洛维 Enterprise"),
    "a province abroad": ("客商/n 来自/v 越南/LOC 河溪省/LOC 。/w", "河溪省 Province"),
    "a city abroad": ("客商/n 来自/v 越南/LOC 岘溪市/LOC 。/w", "岘溪市 City"),
    "a university by its short name": ("一批/m 浙大/ORG 校友/n 企业/n 来/v 了/u 。/w", "浙大 School"),
    "a firm known to dictionaries, counted": (
        "双汇/ORG 、/w 牧原/PER 三家/m 龙头/n 企业/n 来/v 了/u 。/w",
        "双汇 Enterprise",
    ),
    "firms by a class name": ("东风/ORG 、/w 一汽/nt 两大/m 车企/n 来/v 了/u 。/w", "一汽 Enterprise"),
    "a builder whose name is a numbered bureau": ("隧道/n 由/p 中岭十二局/ORG 承建/v 。/w", "中岭十二局 Enterprise"),
    "an institute": ("年内/t ，/w 中科苏溪医工所/ORG 搬/v 来/v 。/w", "中科苏溪医工所 ResearchInstitute"),
    "a university beside a university": ("青岭大学/ORG 、/w 兰大/ORG 派/v 人/n 来/v 了/u 。/w", "兰大 School"),
    "a firm whose name begins with 中": ("中溪钢铁/ORG 到/v 青岭县/LOC 考察/v 。/w", "中溪钢铁 Enterprise"),
    "a road": ("眼下/t ，/w 完工/v 的/u 中樟路/LOC 又/d 宽/a 又/d 直/a 。/w", "中樟路 Project"),
}

REFUSED = {
    "a county among counted firms": "来自/v 枫溪/LOC 两家/m 企业/n 。/w",
    "a verb between a verb and a place": "促成/v 开行/v 联通/ORG 青岭县/LOC 的/u 列车/n 。/w",
    "a province that no country's name precedes": "客商/n 来自/v 河溪省/LOC 。/w",
    "schools of no name": "一批/m 高校/n 校友/n 来/v 了/u 。/w",
    "a people": "脚下/n 的/u 纳桑族/ORG 村民/n 很/d 热情/a 。/w",
    "a place with what it belongs to": "第九师/m 青岭县/ORG 与/p 柳河镇/LOC 结对/v 。/w",
    "heads of firms": "东风/ORG 、/w 牧原/PER 等/u 企业家/n 来/v 了/u 。/w",
    "what is no list of firms": "东风/ORG 、/w 西风/n 两种/m 风/n 。/w",
    "a piece of a region": "推动/v 万达/ORG 开/v 统筹/v 发展/v 。/w",
    "a place": "来自/v 青岭县/ORG 的/u 游客/n 。/w",
    "an industry": "发展/v 新能源汽车/ORG 、/w 电子/n 。/w",
    "what a place is praised as": "那里/r 被/p 誉为/v “/w 水晶之乡/LOC ”/w 。/w",
    "a grade of scenic areas": "那里/r 获评/v 国家AAA级旅游景区/LOC 。/w",
    "what it is called": "那里/r 素有/v “/w 北方灯都/LOC ”/w 之称/n 。/w",
    "a class noun": "引进/v 世界/n 500强企业/ORG 。/w",
    "a verb before it": "近日/t 启用/ORG 。/w",
    "a period": "迈进/v 新时代/ORG 。/w",
    "someone who does not speak": "路边/n 的/u 云巴/PER 很/d 美/a 。/w",
    "a class name with a head": "建设/v 30/m 个/q 城市公园/LOC 。/w",
    "a tax": "将/d 创/v 年利税收/ORG 约/d 4亿元/m 。/w",
    "a family of firms": "涌现/v 出/v 海科系/ORG 三/m 大/a 平台/n 。/w",
    "a technology": "实施/v LED/ORG 路灯/n 改造/v 项目/n 。/w",
    "a grade": "游/v A级景区/LOC 。/w",
    "two names": "那里/r 有/v 柳溪医院同云河医院/ORG 结对/v 。/w",
    "half a name": "来到/v 临空/n 前沿科技城/LOC 。/w",
    "what a head word reads otherwise": "考察/v 青岭县/LOC 柳河新材料产业园/ORG 。/w",
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepts(finder: Finder, words: Tokenizer, review: Review, case: str) -> None:
    row, expected = ACCEPTED[case]
    text, tags = tagged(row)
    known = line(finder, words, text, PLACES)
    more = list(review.candidates(known, tags))
    assert expected in {f"{mention.name} {mention.classes[0]}" for mention in (*known.mentions, *more)}
    assert all(mention.name == text[mention.start : mention.end] for mention in more)
    assert not {(mention.start, mention.end) for mention in known.mentions} & {(m.start, m.end) for m in more}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(finder: Finder, words: Tokenizer, review: Review, case: str) -> None:
    text, tags = tagged(REFUSED[case])
    assert list(review.candidates(line(finder, words, text, PLACES), tags)) == []


def test_a_name_borne_out_once_is_known_again(finder: Finder, words: Tokenizer, review: Review) -> None:
    text, tags = tagged("车间/n 里/f ，/w 科星瑞/nz 的/u 机器/n 响/v 着/u 。/w")
    known = line(finder, words, text, PLACES)
    assert list(review.candidates(known, tags)) == []
    found = list(review.again(known, tags, {"科星瑞": ("Enterprise",)}))
    assert [(mention.name, mention.classes) for mention in found] == [("科星瑞", ("Enterprise",))]


def test_what_the_rules_found_is_not_found_again(finder: Finder, words: Tokenizer, review: Review) -> None:
    text, tags = tagged("青岭县/LOC 引进/v 云河精密制造有限公司/ORG 。/w")
    known = line(finder, words, text, PLACES)
    assert "云河精密制造有限公司" in {mention.name for mention in known.mentions}
    assert list(review.candidates(known, tags)) == []


def test_the_firm_that_opens_the_name_of_a_plant_is_nested(finder: Finder, words: Tokenizer, review: Review) -> None:
    text, tags = tagged("由/p 宾瑞/ORG 4S/n 店/n 供货/v 。/w")
    found = list(review.candidates(line(finder, words, text, PLACES), tags))
    assert [(mention.name, mention.nested) for mention in found] == [("宾瑞", True)]


@pytest.mark.parametrize(
    ("row", "name", "kind", "source", "after"),
    [
        (
            "其/r 团队/n 出自/v 柳溪材料研究所/ORG 。/w",
            "团队出自柳溪材料研究所",
            "ResearchInstitute",
            "head.institute",
            "柳溪材料研究所",
        ),
        ("据/p 市统计局/ORG 通报/v", "据市统计局", "Government", "head.government", "市统计局"),
        ("主办方/n 柳河省商务厅/ORG 公布/v", "主办方柳河省商务厅", "Government", "head.government", "柳河省商务厅"),
        ("协同/vd 发展/v 材料/n 产业/n 。/w", "协同发展材料产业", "Industry", "head.industry", "材料产业"),
        ("二/m 是/v 做强/v 园区/n 。/w", "做强园区", "Park", "head.park", None),
        ("在/p 团结/v 村/n 。/w", "团结村", "Village", "head.village", "团结村"),
        ("联合/vn 实验室/n 挂牌/v 。/w", "联合实验室", "ResearchInstitute", "head.institute", "联合实验室"),
        ("达州/LOC 至/p 开江高速公路/LOC 。/w", "达州至开江高速公路", "Project", "head.line", "达州至开江高速公路"),
        ("引进/v 某/r 云河精密/ORG 。/w", "引进某云河精密", "Enterprise", "slot.list", "引进某云河精密"),
    ],
)
def test_clauses_are_cut_from_names(
    finder: Finder, words: Tokenizer, row: str, name: str, kind: str, source: str, after: str | None
) -> None:
    text, tags = tagged(row)
    start = text.index(name)
    mention = Mention(0, start, start + len(name), name, (kind,), source, 0.8)
    found = correct(replace(line(finder, words, text, {}), mentions=(mention,), nested=()), tags, finder.heads)
    assert [m.name for m in found.mentions] == ([after] if after else [])
    assert all(text[m.start : m.end] == m.name for m in found.mentions)


def test_what_a_cut_clause_held_is_free(finder: Finder, words: Tokenizer) -> None:
    text, tags = tagged("宾瑞/nz 出自/v 柳溪材料研究所/ORG 。/w")
    outer = Mention(0, 0, 11, text[:11], ("ResearchInstitute",), "head.institute", 0.8)
    inner = Mention(0, 0, 2, "宾瑞", ("Enterprise",), "inside.brand", 0.5, nested=True)
    found = correct(replace(line(finder, words, text, {}), mentions=(outer,), nested=(inner,)), tags, finder.heads)
    assert [(m.name, m.nested) for m in found.mentions] == [("宾瑞", False), ("柳溪材料研究所", False)]
    assert found.nested == ()


@pytest.mark.parametrize(
    ("row", "cut"),
    [
        ("青山/n 城/n 有/v 三/m 座/q", ["青山", "城", "有", "三", "座"]),
        ("云柏驰恒/nt 为/v 代表/n", ["云柏驰", "恒", "为", "代表"]),
        ("渝东/LOC 出/v 智慧/n", ["渝", "东出", "智慧"]),
        ("九/m 能/v 控股/n", ["九能", "控股"]),
        ("作园/n 由/p 盐南/LOC", ["作", "园", "由", "盐", "南"]),
        ("智慧/n 谷/LOC 里/f", ["智慧", "谷", "里"]),
    ],
)
def test_function_words_are_cut_from_guessed_tokens(finder: Finder, row: str, cut: list[str]) -> None:
    text, tags = tagged(row)
    known = {"青山", "三", "座", "代表", "渝", "智慧", "控股", "云柏驰"}
    guessed: list[Token] = []
    pieces = {"城有": "", "恒为": "", "东出": "", "九能": "", "园由盐": "", "谷里": ""}
    at = 0
    while at < len(text):
        word = next(w for w in (*pieces, *known, text[at]) if text.startswith(w, at))
        guessed.append(Token(word, at, at + len(word), pieces.get(word, "n")))
        at += len(word)
    done = recut(reading(text, guessed), [tags], finder.words, finder.trades).sentences[0]
    assert [token.text for token in done.tokens] == cut
    assert "".join(token.text for token in done.tokens) == text
    assert all(done.text[token.start : token.end] == token.text for token in done.tokens)


@pytest.mark.parametrize(
    ("row", "tokens", "cut"),
    [
        ("岚睿/nr 智能/n 、/w", "岚 睿智 能 、", ["岚睿", "智能", "、"]),
        ("飞屿/PER 车业/n 从/p", "飞 屿车 业 从", ["飞屿", "车业", "从"]),
        ("岚睿/nr 智能/n", "岚睿 智能", ["岚睿", "智能"]),
        ("电子/n 电器/n 基础/n", "电子电器 基础", ["电子电器", "基础"]),
        ("很/d 智能/n", "很智 能", ["很智", "能"]),
        ("岚睿/nr 智慧/n", "岚 睿智 慧", ["岚", "睿智", "慧"]),
    ],
)
def test_a_trade_is_cut_off_a_brand(finder: Finder, row: str, tokens: str, cut: list[str]) -> None:
    text, tags = tagged(row)
    known: list[Token] = []
    for word in tokens.split():
        start = known[-1].end if known else 0
        known.append(Token(word, start, start + len(word), "n"))
    done = recut(reading(text, known), [tags], finder.words, finder.trades).sentences[0]
    assert [token.text for token in done.tokens] == cut
    assert all(done.text[token.start : token.end] == token.text for token in done.tokens)
