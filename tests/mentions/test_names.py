"""Names by their head words: where they begin and end, and what is none. The names are invented."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.mentions.find import Line
from kg.mentions.heads import Heads

Lines = Callable[[str], tuple[Line, ...]]


def names(lines: tuple[Line, ...], *, nested: bool = False) -> list[tuple[str, str]]:
    """(name, first class) of what the lines name, but for places of the gazetteer."""
    return [
        (mention.name, mention.classes[0])
        for line in lines
        for mention in (line.nested if nested else line.mentions)
        if mention.source != "gazetteer"
    ]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        # left edge: verbs, function words, adverbs, sums, what ranks
        ("市里推进云鹤产业园建设。", "云鹤产业园", "Park"),
        ("昆明市加快建设滇云生物医药产业园。", "滇云生物医药产业园", "Park"),
        ("总投资20亿元的海蓝光伏产业园正式开工。", "海蓝光伏产业园", "Park"),
        ("记者走进银川市清湖新材料产业园看到，机器轰鸣。", "清湖新材料产业园", "Park"),
        ("由青岛海虹港务有限公司投资建设的码头完工。", "青岛海虹港务有限公司", "Enterprise"),
        ("宁波象海智能装备有限公司落户太原市。", "宁波象海智能装备有限公司", "Enterprise"),
        ("年产5万吨己二酸项目投产。", "己二酸项目", "Project"),
        ("和田玉文化创意产业园开园。", "和田玉文化创意产业园", "Park"),
        ("5G智慧工厂项目落地。", "5G智慧工厂", "Project"),
        ("滇中引水二期工程加快推进。", "滇中引水二期工程", "Project"),
        # places before a name
        ("赤峰市松山区中医院扩建。", "松山区中医院", "Hospital"),
        ("延边州商务局组织企业参展。", "延边州商务局", "Government"),
        ("云鹤高新区金石重工有限公司投产。", "金石重工有限公司", "Enterprise"),
        ("黑河市爱辉区云杉新材料产业园开园。", "云杉新材料产业园", "Park"),
        ("福州市与泉州市共建闽东南科创走廊。", "闽东南科创走廊", "Zone"),
        ("包头稀土高新区管委会负责人介绍。", "包头稀土高新区管委会", "Government"),
        # function words that a guess of the tokenizer swallows
        ("鹤锡产业合作园由盐南高新区与察县工业园区共管。", "鹤锡产业合作园", "Park"),
        ("班列东起连港物流园，经口岸出境。", "连港物流园", "Park"),
        ("同江港栗云岛作业区新建泊位4个。", "同江港栗云岛作业区", "Project"),
        # works that are told apart by their theme only, but funded or built
        ("投资11.6亿元的碳纤维二期项目封顶。", "碳纤维二期项目", "Project"),
        ("由两家企业合资建设的菜籽精炼项目试产。", "菜籽精炼项目", "Project"),
        ("总投资7亿元的杂交稻种子智能工厂落户建宁县。", "杂交稻种子智能工厂", "Facility"),
        # ports, roads, lines between two ends
        ("滨南智造港规划面积1平方公里。", "滨南智造港", "Park"),
        ("云崖港区去年吞吐量大增。", "云崖港区", "Facility"),
        ("云岭山—竹溪输氢管道开工。", "云岭山—竹溪输氢管道", "Project"),
        ("酒泉—衢州±800千伏特高压直流工程获批。", "酒泉—衢州±800千伏特高压直流工程", "Project"),
        ("散花至黄石新港水上巴士开通。", "散花至黄石新港水上巴士", "Project"),
        ("沿着318国道一路向西。", "318国道", "Project"),
        ("班列直达宁波舟山港。", "宁波舟山港", "Facility"),
        # quotation marks and brackets
        ("南宁市建成“绿城之心”科技园。", "“绿城之心”科技园", "Park"),
        ("“海峡云谷”产业园已经开园。", "“海峡云谷”产业园", "Park"),
        ("“海峡云谷产业园”已经开园。", "海峡云谷产业园", "Park"),
        ("西部（银川）数字产业园已经投用。", "西部（银川）数字产业园", "Park"),
        ("云岳（北海）科技有限公司投产。", "云岳（北海）科技有限公司", "Enterprise"),
        ("广东恒岳（集团）股份有限公司增资扩产。", "广东恒岳（集团）股份有限公司", "Enterprise"),
        ("“一带一路”国际矿业高峰论坛举行。", "“一带一路”国际矿业高峰论坛", "Event"),
        # registered names, and bureaus that are firms
        ("大桥由中铁十四局承建。", "中铁十四局", "Enterprise"),
        ("中交第二航务局进场。", "中交第二航务局", "Enterprise"),
        ("哈尔滨金鹿乳业有限责任公司去年投产。", "哈尔滨金鹿乳业有限责任公司", "Enterprise"),
        ("呼伦贝尔市海拉尔区草原乳业有限公司扩产。", "呼伦贝尔市海拉尔区草原乳业有限公司", "Enterprise"),
        # lines, their sections and works
        ("合芜高速公路通车。", "合芜高速公路", "Project"),
        ("贵阳至遵义高速公路开工。", "贵阳至遵义高速公路", "Project"),
        ("郑济高铁濮阳至济南段建成。", "郑济高铁濮阳至济南段", "Project"),
        ("呼和浩特至鄂尔多斯城际铁路正在建设。", "呼和浩特至鄂尔多斯城际铁路", "Project"),
        ("乌鲁木齐地铁8号线开通。", "乌鲁木齐地铁8号线", "Project"),
        ("一端接轨道八号线。", "轨道八号线", "Project"),
        ("海岭大桥合龙。", "海岭大桥", "Project"),
        ("站在清溪特大桥上远望。", "清溪特大桥", "Project"),
        # phases
        ("云鹤产业园三期工程动工。", "云鹤产业园三期工程", "Park"),
        ("青云水库一期工程完工。", "青云水库一期工程", "Project"),
        ("贵阳轨道交通7号线一期工程开工。", "贵阳轨道交通7号线一期工程", "Project"),
        ("昆明至大理经楚雄云鹤高速公路开工。", "昆明至大理经楚雄云鹤高速公路", "Project"),
        ("去年，南宁经西岭新通道发运货物。", "西岭新通道", "Project"),  # the way goods take, no end of a line
        # stations and ports
        ("洛阳龙门东站投入使用。", "龙门东站", "Facility"),
        ("龙湖湾站今年启用。", "龙湖湾站", "Facility"),
        ("北海港吞吐量创新高。", "北海港", "Facility"),
        ("地铁九号线青云站开通。", "地铁九号线青云站", "Facility"),
        ("桂林柳州协同发展联席会议召开。", "桂林柳州协同发展联席会议", "Event"),
        # what a project makes or measures
        ("澜东化工150万吨/年焦油加氢项目中交。", "澜东化工150万吨/年焦油加氢项目", "Project"),
        ("恒岭半导体12英寸硅片项目封顶。", "恒岭半导体12英寸硅片项目", "Project"),
        ("去年，澜南炼化百万吨乙烯项目投产。", "澜南炼化百万吨乙烯项目", "Project"),
        ("园区新建20万吨/年澜青树脂项目。", "澜青树脂项目", "Project"),
        ("两家企业将联合建设澜北新材料中试基地。", "澜北新材料中试基地", "Project"),
        ("青坪产业园区内的工厂满产。", "青坪产业园区", "Park"),
        ("两镇签订“闽浙毗邻乡镇协作公约”。", "闽浙毗邻乡镇协作公约", "Agreement"),
        ("中老铁路云憨站验放货物。", "中老铁路云憨站", "Facility"),
        ("云坪咖啡庄园开园。", "云坪咖啡庄园", "Park"),
        # editions
        ("为期4天的第7届澜江国际咖啡博览会闭幕。", "第7届澜江国际咖啡博览会", "Event"),
        ("蜜瓜亮相第26届冬贸会。", "第26届冬贸会", "Event"),
        ("第三届云洽会闭幕。", "第三届云洽会", "Event"),
        ("前三届云洽会都很热闹。", "云洽会", "Event"),
        # other kinds
        ("曾溪镇龙坪社区推出新举措。", "龙坪社区", "Village"),
        ("石门村的村民很高兴。", "石门村", "Village"),
        ("杭州图海职业技术学院揭牌。", "杭州图海职业技术学院", "School"),
        ("合肥稻香湖实验室揭牌。", "合肥稻香湖实验室", "ResearchInstitute"),
        ("江苏省环湖高分子材料研究院成立。", "江苏省环湖高分子材料研究院", "ResearchInstitute"),
        ("昌河大学附属第三医院开诊。", "昌河大学附属第三医院", "Hospital"),
        ("闽赣康养产业联盟成立。", "闽赣康养产业联盟", "Alliance"),
        ("长三角海鲜流通协会成立。", "长三角海鲜流通协会", "Alliance"),
        ("第八届青稞文化旅游节开幕。", "第八届青稞文化旅游节", "Event"),
        ("塞北风电基地并网发电。", "塞北风电基地", "Project"),
        ("南山竹海景区游客增长。", "南山竹海景区", "Facility"),
        ("鹿回头国家级旅游度假区揭牌。", "鹿回头国家级旅游度假区", "Zone"),
        ("三江源国家公园管理局挂牌。", "三江源国家公园管理局", "Government"),
        ("塔里木河流域综合治理项目获批。", "塔里木河流域综合治理项目", "Project"),
    ],
)
def test_name(text: str, name: str, kind: str, lines_of: Lines) -> None:
    assert (name, kind) in names(lines_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "大型企业园区建设提速。",
        "县里引进一批龙头企业。",
        "重点推进重大项目建设。",
        "该县发展优质产业园。",
        "新区域合作不断深化。",  # not_before: 新区|域
        "城市公园免费开放。",  # not_after: 公|园
        "田园风光吸引游客。",
        "园内机器轰鸣。",
        "老工业基地焕发新生。",
        "新建14个品牌4S店。",
        "两镇入围全国千强镇。",
        "庄园获评国家AAA级旅游景区。",
        "天籁景区成功创建国家4A级旅游景区。",
        "沙县区成立工作专班，帮助企业。",
        "荞麦进入扬州市场。",
        "昆明市级重点建设项目加快推进。",
        "由当地政府出面筹建。",
        "两市政府多次会商。",
        "沿海深水岸线很长。",
        "大学、军工集团都派人来。",
    ],
)
def test_a_class_name_is_none(text: str, lines_of: Lines) -> None:
    found = [m for line in lines_of(text) for m in line.mentions if m.source.startswith("head.") and m.score > 0]
    assert found == []


@pytest.mark.parametrize("text", ["推动产业园高质量发展。", "全市建设了12个产业园。", "工业园区企业效益良好。"])
def test_a_head_alone_only_points_back(text: str, lines_of: Lines) -> None:
    found = [mention for line in lines_of(text) for mention in line.mentions if mention.source == "head.park"]
    assert [mention.score for mention in found] == [0.0]


def test_members_of_a_list_are_names_of_their_own(lines_of: Lines) -> None:
    found = names(lines_of("拉林铁路、川藏铁路和青云水库加快建设。"))
    assert [name for name, _ in found] == ["拉林铁路", "川藏铁路", "青云水库"]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("昌河大学附属第三医院开诊。", "昌河大学"),
        ("包头稀土高新区管委会负责人介绍。", "包头稀土高新区"),
        ("郑济高铁濮阳至济南段建成。", "郑济高铁"),
        ("地铁九号线青云站开通。", "地铁九号线"),
    ],
)
def test_names_within_names_are_kept(text: str, inner: str, lines_of: Lines) -> None:
    assert inner in [name for name, _ in names(lines_of(text), nested=True)]


def test_a_phase_is_also_known_without_it(lines_of: Lines) -> None:
    (mention,) = (m for line in lines_of("云鹤产业园三期工程动工。") for m in line.mentions)
    assert mention.variants == ("云鹤产业园",)


@pytest.mark.parametrize(
    "text",
    [
        "西部（银川）数字产业园、“绿城之心”科技园和海岭大桥。",
        "由广东恒岳（集团）有限公司与昌河大学共建。",
        "5G。产业园",
    ],
)
def test_spans_give_back_what_is_printed(text: str, lines_of: Lines) -> None:
    for line in lines_of(text):
        for mention in (*line.mentions, *line.nested):
            printed = line.sentence.text[mention.start : mention.end]
            assert mention.name == printed.strip("“”") or mention.name in printed


GOOD = '[[head]]\nid = "my.tea"\nwords = ["茶庄"]\nclasses = ["Enterprise"]\nneeds = "proper"\n'


def test_a_head_of_a_pack_is_found_and_wins(tmp_path: Path) -> None:
    (tmp_path / "tea.toml").write_text(GOOD.replace('"茶庄"', '"茶庄", "水库"'), "utf-8")
    heads = Heads.load([tmp_path / "tea.toml"])
    assert [(start, head.id) for start, _, head in heads.find("云上茶庄")] == [(2, "my.tea")]
    assert heads.by_word["水库"].id == "my.tea"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('id = "my.tea"\n', "", "head: has no 'id'"),
        ("words =", "word =", "head 'my.tea': unknown key 'word'"),
        ('["茶庄"]', '"茶庄"', "head 'my.tea': 'words' must be a list of words that are not empty"),
        ('["茶庄"]', "[]", "head 'my.tea': needs lists 'words' and 'classes'"),
        ('"Enterprise"', '"Firm"', "head 'my.tea': unknown class 'Firm'; choose from Country, "),
        ('"proper"', '"much"', "head 'my.tea': needs must be one of any, topic, proper, quoted, not 'much'"),
        ("[[head]]", "[[head", "is not TOML: "),
    ],
)
def test_a_wrong_head_is_refused(old: str, new: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "tea.toml"
    file.write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleError) as raised:
        Heads.load([file])
    assert re.match(rf"{re.escape(str(file))}(:1)?: {re.escape(reason)}", str(raised.value))
