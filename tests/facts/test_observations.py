"""What numbers say, and of whom: small articles whose names are marked, with the observations that a reader would note.

In the articles `[name|Class]` is a linked mention and `[name|Class=key]` one of an entity that has another name.
"""

from __future__ import annotations

import re

import pytest

from kg.data import folder
from kg.facts.focus import Focus, Name
from kg.facts.indicators import Indicators
from kg.facts.observations import ObservationRules, observe
from kg.facts.passing import owning
from kg.mentions.quantities import Quantities
from kg.mentions.times import times
from kg.model import Document, Observation, Reading
from kg.text.read import read
from kg.text.tokens import Tokenizer

_MARK = re.compile(r"\[([^\]|]+)\|(\w+)(?:=([^\]]+))?\]")


@pytest.fixture(scope="module")
def rules() -> ObservationRules:
    place = folder("seeds") / "rules"
    return ObservationRules(Quantities.load(place / "units.toml"), Indicators.load(place / "indicators.toml"))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.load()


def unmark(marked: str) -> tuple[str, dict[int, tuple[int, str, str]]]:
    """The plain text, and start → end, key and class of each mention in it."""
    parts: list[str] = []
    mentions: dict[int, tuple[int, str, str]] = {}
    length = at = 0
    for match in _MARK.finditer(marked):
        parts += [marked[at : match.start()], match[1]]
        start = length + match.start() - at
        length = start + len(match[1])
        mentions[start] = (length, match[3] or match[1], match[2])
        at = match.end()
    return "".join([*parts, marked[at:]]), mentions


def observed(
    marked: str, topic: str | None, rules: ObservationRules, tokenizer: Tokenizer, name: str = "a.txt"
) -> tuple[tuple[Observation, ...], Reading]:
    text, mentions = unmark(marked)
    reading = read(Document(name, text, "utf-8", "0" * 64), tokenizer)
    names: list[list[Name]] = []
    for sentence in reading.sentences:
        row: list[Name] = []
        for index, offset in enumerate(sentence.offsets):
            if offset in mentions:
                end, key, kind = mentions[offset]
                row.append((index, index + sum(offset <= o < end for o in sentence.offsets), key, (kind,)))
        names.append(row)
    names = owning(reading, names)
    topics = {section.index: topic for section in reading.sections} if topic else {}
    return observe(reading, names, times(reading), Focus(reading, names, topics), rules), reading


ARTICLES = {
    "park": (
        "南湾区",
        (
            "[云泽高新区|Park]：老工业地长出新产业\n\n"
            "[云泽高新区|Park]位于[清江市|City][南湾区|District]，规划面积32平方公里，现有企业1200余家，其中高新技术企业186家。"
            "去年，园区实现规上工业总产值560亿元，同比增长11.2%，税收28亿元，占全区的六成以上。\n\n"
            "走进[恒启光电|Enterprise]的车间，机械臂上下翻飞。公司总经理周岩说，企业落户之初只有30名员工，如今员工超过800人，产品出口20多个国家和地区，年销售收入达15亿元。\n\n"
            "园区还投入3.6亿元建设[云泽人才港|Facility]，提供公寓2000套。“今年，我们计划引进项目40个，协议投资200亿元。”[云泽高新区|Park]管委会副主任刘川说。\n"
        ),
        [
            ("云泽高新区", "area", 32e6),
            ("云泽高新区", "count", 1200),
            ("云泽高新区", "count", 186),
            ("云泽高新区", "outputValue", 560e8),
            ("云泽高新区", "growthRate", 11.2),
            ("云泽高新区", "revenue", 28e8),
            ("云泽高新区", "share", 60),
            ("恒启光电", "headcount", 30),
            ("恒启光电", "headcount", 800),
            ("恒启光电", "count", 20),
            ("恒启光电", "revenue", 15e8),
            ("云泽人才港", "investment", 3.6e8),
            ("云泽人才港", "count", 2000),
            ("云泽高新区", "count", 40),
            ("云泽高新区", "contractAmount", 200e8),
        ],
    ),
    "railway": (
        "清江市",
        (
            "## 清白铁路全线开工\n\n"
            "全长286公里、设计时速250公里、总投资328亿元的[清白铁路|Project]10月9日全线开工建设。"
            "线路起自[清江市|City]，终至[白原市|City]，全线设车站8座，建设工期4年。"
            "项目建成后，[清江市|City]至[白原市|City]的旅行时间将由3小时20分钟缩短至1小时10分钟。\n"
        ),
        [
            ("清白铁路", "length", 286e3),
            ("清白铁路", "other", 250),
            ("清白铁路", "investment", 328e8),
            ("清白铁路", "count", 8),
            ("清白铁路", "duration", 4 * 365 * 86400),
            ("清白铁路", "duration", 12000),
            ("清白铁路", "duration", 4200),
        ],
    ),
    "fair": (
        "云泽市",
        (
            "[第六届花卉博览会|Event]开幕\n\n"
            "[第六届花卉博览会|Event]昨天在[云泽市|City]开幕。本届博览会为期5天，展览面积4.5万平方米，设展位1200个，吸引680家企业参展，预计接待观众10万人次。"
            "开幕当天，博览会签约项目36个，签约金额92亿元。\n"
        ),
        [
            ("第六届花卉博览会", "duration", 5 * 86400),
            ("第六届花卉博览会", "area", 45000),
            ("第六届花卉博览会", "count", 1200),
            ("第六届花卉博览会", "count", 680),
            ("第六届花卉博览会", "headcount", 100000),
            ("第六届花卉博览会", "count", 36),
            ("第六届花卉博览会", "contractAmount", 92e8),
        ],
    ),
    "signing": (
        "白沙县",
        (
            "白沙集中签约一批项目\n\n"
            "10月8日，[白沙县|District]举行集中签约仪式，共签约项目18个，总金额160亿元。"
            "其中，[宏远新材料产业园|Project]总投资50亿元，占地600亩，建成后年产膜材料8万吨；"
            "[绿源冷链物流中心|Project]由[绿源集团|Enterprise]投资12亿元建设，达产后年产值20亿元，可带动就业1500人。\n\n"
            "去年以来，全县累计引进企业96家，到位资金88亿元，增长23.5%，进出口总额下降4.1%。\n"
        ),
        [
            ("白沙县", "count", 18),
            ("白沙县", "contractAmount", 160e8),
            ("宏远新材料产业园", "investment", 50e8),
            ("宏远新材料产业园", "area", 400000),
            ("宏远新材料产业园", "capacity", 80000),
            ("绿源冷链物流中心", "investment", 12e8),
            ("绿源冷链物流中心", "outputValue", 20e8),
            ("绿源冷链物流中心", "headcount", 1500),
            ("白沙县", "count", 96),
            ("白沙县", "contractAmount", 88e8),
            ("白沙县", "growthRate", 23.5),
            ("白沙县", "growthRate", -4.1),
        ],
    ),
    "hospital": (
        "云泽市",
        (
            "两地医院结对\n\n"
            "[云泽市人民医院|Hospital]与[江城医科大学附属医院|Hospital]共建区域医联体。医联体成立以来，双方互派专家120人次，开展新技术35项。"
            "[云泽市人民医院|Hospital]院长说，医院现有床位1500张，年门诊量超过180万人次。\n"
        ),
        [
            ("云泽市人民医院", "headcount", 120),
            ("云泽市人民医院", "count", 35),
            ("云泽市人民医院", "count", 1500),
            ("云泽市人民医院", "headcount", 1800000),
        ],
    ),
    "energy": (
        "黑石县",
        (
            "戈壁滩上的蓝色海洋\n\n"
            "[黑石滩光伏基地|Project]总装机容量300万千瓦，占地9万亩，一期100万千瓦已经并网。基地全部建成后，年发电量可达52亿千瓦时，每年可节约标准煤160万吨。"
            "[黑石县|District]依托基地引进组件企业7家，组件产能达到500万千瓦。\n"
        ),
        [
            ("黑石滩光伏基地", "capacity", 3e9),
            ("黑石滩光伏基地", "area", 6e7),
            ("黑石滩光伏基地", "capacity", 1e9),
            ("黑石滩光伏基地", "capacity", 5.2e12),
            ("黑石滩光伏基地", "other", 1600000),
            ("黑石县", "count", 7),
            ("黑石县", "capacity", 5e9),
        ],
    ),
    "plan": (
        "白沙县",
        (
            "白沙县2023年工作要点\n\n一、抓项目\n\n全年开工项目25个，竣工18个，完成投资120亿元，力争新增规上企业10家。"
            "与[青岭区|District]合作共建[青白产业园|Park]，首期开发1.2平方公里。\n\n二、惠民生\n\n新增学位1500个，改造老旧小区30个，惠及居民8000户；城镇登记失业率控制在4%以内。\n"
        ),
        [
            ("白沙县", "count", 25),
            ("白沙县", "count", 18),
            ("白沙县", "investment", 120e8),
            ("白沙县", "count", 10),
            ("青白产业园", "area", 1200000),
            ("白沙县", "count", 1500),
            ("白沙县", "count", 30),
            ("白沙县", "count", 8000),
            ("白沙县", "share", 4),
        ],
    ),
    "village": (
        "青岭区",
        (
            "山里来了新产业\n\n"
            "在[石盘镇|Township][柳溪村|Village]，村民正忙着采茶。“村里建起茶园1200亩，去年接待游客3万人次。”[柳溪村|Village]党支部书记陈平说。\n\n"
            "[青岭区|District]农业农村局负责人介绍，全区茶园面积已达8.6万亩，茶产业综合产值12亿元，带动茶农2.3万户。\n"
        ),
        [
            ("柳溪村", "area", 800000),
            ("柳溪村", "headcount", 30000),
            ("青岭区", "area", 86000 * 2000 / 3),
            ("青岭区", "outputValue", 12e8),
            ("青岭区", "count", 23000),
        ],
    ),
    "firm": (
        "南湾区",
        (
            "小工厂成了“隐形冠军”\n\n"
            "位于[云泽高新区|Park]的[恒启光电|Enterprise]成立时，注册资本只有500万元。如今，公司年产镜头3000万颗，国内市场占有率达35%，研发投入占比超过8%。"
            "该公司二期项目投资6亿元，预计明年投产。\n\n"
            "像这样的企业，[云泽高新区|Park]有60多家。\n"
        ),
        [
            ("恒启光电", "investment", 5e6),
            ("恒启光电", "capacity", 3e7),
            ("恒启光电", "share", 35),
            ("恒启光电", "share", 8),
            ("恒启光电", "investment", 6e8),
            ("云泽高新区", "count", 60),
        ],
    ),
}


@pytest.mark.parametrize("article", ARTICLES)
def test_observations(article: str, rules: ObservationRules, tokenizer: Tokenizer) -> None:
    topic, marked, expected = ARTICLES[article]
    found = [(o.about, o.indicator, round(o.value, 2)) for o in observed(marked, topic, rules, tokenizer)[0]]
    assert sorted(found) == sorted((about, indicator, round(value, 2)) for about, indicator, value in expected)


OWNED = {
    "a name that is counted owns nothing": (
        "[蒙泽县|District]建成[旅游驿站|Facility]12处、[观景台|Facility]5座，年接待游客30万人次。",
        [("蒙泽县", "count", 12), ("蒙泽县", "count", 5), ("蒙泽县", "headcount", 300000)],
    ),
    "but a place owns what is counted in it": (
        "全省入选企业20家，其中[蒙泽县|District]12家。",
        [("蒙泽县", "count", 12)],
    ),
    "the whole of a share does not own it": (
        "[云岭集团|Enterprise]去年销售额9亿元，占[西南茶叶市场|Facility]的三分之一。",
        [("云岭集团", "revenue", 9e8), ("云岭集团", "share", 100 / 3)],
    ),
    "a row of names ends in the owner": (
        "其中，总投资2.3亿元的[蒙泽县|District][滨湖学校|School]下月动工。",
        [("滨湖学校", "investment", 2.3e8)],
    ),
    "a name behind a modifier owns what follows": (
        "[走廊|Zone]上的[蒙泽县|District][高桥产业园|Park]已集聚企业31家，去年产值92亿元。",
        [("高桥产业园", "count", 31), ("高桥产业园", "outputValue", 92e8)],
    ),
    "a measured noun is a predicate": (
        "[云岭集团|Enterprise]旗下的[白石铜矿|Facility]总投资70亿元，年产铜5万吨。",
        [("白石铜矿", "investment", 7e9), ("白石铜矿", "capacity", 50000)],
    ),
    "a counted noun takes no name up": (
        "[蒙泽县|District]签约项目67个，其中10亿元以上项目2个。",
        [("蒙泽县", "count", 67), ("蒙泽县", "count", 2)],
    ),
    "the size of what is counted is not stated": (
        "[白石滩风电场|Project]安装8兆瓦风机16台，配套110千伏变电站1座。",
        [("白石滩风电场", "count", 16), ("白石滩风电场", "count", 1)],
    ),
    "each of a list its own number": (
        "[东原市|City]、[西原市|City]两市进出口额分别达到12亿元和8亿元，同比分别增长5.1%、7.2%。",
        [
            ("东原市", "tradeVolume", 12e8),
            ("西原市", "tradeVolume", 8e8),
            ("东原市", "growthRate", 5.1),
            ("西原市", "growthRate", 7.2),
        ],
    ),
    "a part of what was spoken of": (
        "[云岭园|Park]入驻企业380家，其中[蒙泽县|District]企业占54%，专利达到1200件。",
        [("云岭园", "count", 380), ("云岭园", "share", 54), ("云岭园", "count", 1200)],
    ),
    "a port goes on after a semicolon": (
        "今年，[云湾港|Facility]完成吞吐量3000万吨，增长9%；集装箱吞吐量38万标箱，增长12%。",
        [
            ("云湾港", "other", 3e7),
            ("云湾港", "growthRate", 9),
            ("云湾港", "count", 380000),
            ("云湾港", "growthRate", 12),
        ],
    ),
    "a section of a line": (
        "[东西高速|Project]全长97公里，[蒙泽县|District]段长12公里。",
        [("东西高速", "length", 97000), ("东西高速", "length", 12000)],
    ),
    "a subject without a name": (
        "[云岭集团|Enterprise]年产辣酱3万吨；蓉蜀冷鲜租用厂房1.8万平方米，员工85人。",
        [("云岭集团", "capacity", 30000)],
    ),
    "a subject without a name behind its place": (
        "[蒙泽县|District]的恒丰粮机把产品卖到42个国家。",
        [],
    ),
    "a quoted subject without a name": (
        "[蒙泽县|District]今年很热闹。“山海夜市”已接待游客30万人次。",
        [],
    ),
    "a phrase that an old subject goes on with": (
        "[蒙泽县|District]新招引企业41家。“双招双引”推动下，签约项目60个，规上工业产值增长9%。",
        [("蒙泽县", "count", 41), ("蒙泽县", "count", 60), ("蒙泽县", "growthRate", 9)],
    ),
    "a noun that says what the name is": (
        "龙头企业[云岭集团|Enterprise]上市三年，市值突破200亿元。",
        [("云岭集团", "other", 2e10)],
    ),
    "a stranger speaks for nobody": (
        "[蒙泽县|District]的老街热闹起来。“过去一天卖200碗，现在收入翻倍，雇了8个人。”店主周岩说。",
        [],
    ),
    "a line that a modifier opens": (
        "全长14公里的[南江大桥|Project]南接岛城，主跨1200米。",
        [("南江大桥", "length", 14000), ("南江大桥", "length", 1200)],
    ),
    "partners act together": (
        "[青岭镇|Township]产业红火。[东原市|City]、[西原市|City]与[海运集团|Enterprise]签订协议，每周对开班列3列。",
        [],
    ),
    "what partners built goes on": (
        "与[东原市|City][北滨区|District]共建的[飞云产业园|Park]，新签企业11家，产值达到16亿元。",
        [("飞云产业园", "count", 11), ("飞云产业园", "outputValue", 16e8)],
    ),
    "a goal owns nothing": (
        "[云岭集团|Enterprise]把大米卖进了[东原市|City]的680家超市，年销售额3亿元。",
        [("云岭集团", "count", 680), ("云岭集团", "revenue", 3e8)],
    ),
    "a class of projects takes no name up": (
        "[云岭园|Park]建设[飞云基地|Project]，亿元以上项目占八成。",
        [("云岭园", "share", 80)],
    ),
    "a thing that its measure leads up to": (
        "总投资5.6亿元的[云岭产业园|Park]开园；投资1.8亿元的火山湿地提升工程已完成七成。",
        [("云岭产业园", "investment", 5.6e8)],
    ),
    "a generic work is the speaker's": (
        "[云岭集团|Enterprise]年产值12亿元，投资3亿元的二期项目已经开工。",
        [("云岭集团", "outputValue", 12e8), ("云岭集团", "investment", 3e8)],
    ),
    "a phase without a name": (
        "[创新中心|ResearchInstitute]上月挂牌。他说，云澜智造港二期已经动工，拟投38亿元。",
        [],
    ),
    "a place that a modifier leads up to": (
        "[玉米基地|Park]核心区所在的[沙河镇|Township]，入驻种企17家。",
        [("沙河镇", "count", 17)],
    ),
    "where a thing stands does not act": (
        "[蒙泽学院|School]的工坊设在[云岭园|Park]，每年培养技工600名。",
        [("蒙泽学院", "headcount", 600)],
    ),
    "projects that are counted take no name up": (
        "[蒙泽县|District]建设[飞云基地|Project]。今年全县178个项目完工，完成投资94亿元。",
        [("蒙泽县", "count", 178), ("蒙泽县", "investment", 94e8)],
    ),
    "a noun means the name that ends with it": (
        "[东西合作区|Zone]今年很热闹，[乳胶产业园|Park]已经投产。目前合作区签约企业58家。",
        [("东西合作区", "count", 58)],
    ),
    "an item without a name": (
        "[蒙泽县|District]签约一批项目：\n\n◆云恒央厨。由外地企业独资建设，总投资12亿元，布局生产线16条。\n",
        [],
    ),
    "a quoted kind that is counted": (
        "[云岭园|Park]现有市场主体4.8万家，“四上”企业812家。",
        [("云岭园", "count", 48000), ("云岭园", "count", 812)],
    ),
    "a share with a qualifier belongs to its clause": (
        "[东原市|City]轨道装备产业规模突破1600亿元；[西原市|City]工程机械产值占全国近三成。",
        [("东原市", "outputValue", 1600e8), ("西原市", "share", 30)],
    ),
    "what happens to things tells of the passage": (
        "[云岭集团|Enterprise]与[蒙泽县|District]交流频繁。[实验小学|School]和[石山小学|School]建成投用，新增学位2700个。",
        [("蒙泽县", "count", 2700)],
    ),
    "posts are counted, people are not": (
        "[对接会|Event]提供岗位3200个，2100名农民工参加。",
        [("对接会", "count", 3200), ("对接会", "headcount", 2100)],
    ),
    "nobody says who speaks": (
        "[蒙泽县|District]的老街热闹起来。\n\n“今年收了二十来吨绿茶，全卖光了。”\n",
        [],
    ),
    "the firm named last before a quotation speaks": (
        "[青云机械|Enterprise]与[白石电子|Enterprise]都在这里。“我们去年营收3亿元。”公司负责人介绍。",
        [("白石电子", "revenue", 3e8)],
    ),
    "what only sets the scene owns nothing": (
        "[春耕节|Event]期间，举办招聘会26场，接待游客3万人次。",
        [("蒙泽县", "count", 26), ("蒙泽县", "headcount", 30000)],
    ),
    "a measure against the whole is the part's": (
        "[蒙泽县|District]入园率达到92%，高于全省0.7个百分点。",
        [("蒙泽县", "share", 92), ("蒙泽县", "other", 0.7)],
    ),
    "a speaker is no item of a list": (
        "记者：[蒙泽县|District]这几年变化在哪里？\n\n[周岩|Person]：数字最直观，去年全县接待游客90万人次。",
        [("蒙泽县", "headcount", 900000)],
    ),
}


@pytest.mark.parametrize("case", OWNED)
def test_owner(case: str, rules: ObservationRules, tokenizer: Tokenizer) -> None:
    marked, expected = OWNED[case]
    found = [(o.about, o.indicator, round(o.value, 2)) for o in observed(marked, "蒙泽县", rules, tokenizer)[0]]
    assert sorted(found) == sorted((about, indicator, round(value, 2)) for about, indicator, value in expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("今年1至9月，[云岭集团|Enterprise]订单排到2028年，产值56亿元。", "2025-01/2025-09"),
        ("[云岭集团|Enterprise]2018年只有员工12人，如今员工300人。", None),
        ("[云岭集团|Enterprise]力争到2030年，产值达到200亿元。", "2030"),
        ("去年，[云岭集团|Enterprise]产值56亿元，员工300人。", "2024"),
    ],
)
def test_time(sentence: str, expected: str | None, rules: ObservationRules, tokenizer: Tokenizer) -> None:
    """The time of the last number of a sentence."""
    found, _ = observed(f"云岭集团的一年\n\n2025年11月3日　来源：云岭日报\n\n{sentence}\n", None, rules, tokenizer)
    assert found[-1].time == expected
