"""Which division a name stands for: hand-written cases from all over China."""

from __future__ import annotations

import functools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.entities.divisions import Decision, Place, resolve
from kg.mentions.gazetteer import Gazetteer
from kg.model import Document, Reading
from kg.text.read import read
from kg.text.tokens import Tokenizer

NONE = ""

# A case is a text with the name in [ ] and the code that it stands for; NONE where it names no place of ours.
FULL = [
    ("记者从[渝北区]政府获悉，一批项目开工。", "500112"),
    ("[锡林郭勒盟]草原生态持续向好。", "152500"),
    ("[石柱土家族自治县]举行黄连节。", "500240"),
    ("[阿坝藏族羌族自治州]发布公告。", "513200"),
    ("[广西壮族自治区]出台措施。", "450000"),
    ("[神农架林区]迎来客流高峰。", "429021"),
    ("[浦东新区]发布新政。", "310115"),
    ("[忠县]柑橘大丰收。", "500233"),
]
PARENT = [
    ("浙江省宁波市[江北区]与企业签约。", "330205"),
    ("重庆市[江北区]与企业签约。", "500105"),
    ("江苏省徐州市[鼓楼区]启动改造。", "320302"),
    ("福建省福州市[鼓楼区]启动改造。", "350102"),
    ("河南开封[鼓楼区]夜市开街。", "410204"),
    ("南京[鼓楼区]出台人才政策。", "320106"),
    ("北京市[朝阳区]启动消费季。", "110105"),
    ("吉林省长春市[朝阳区]启动消费季。", "220104"),
    ("辽宁省[朝阳市]召开会议。", "211300"),
    ("辽宁省朝阳市[朝阳县]召开会议。", "211321"),
    ("四川省乐山市[市中区]召开会议。", "511102"),
    ("四川内江[市中区]召开会议。", "511002"),
    ("山东省济南市[市中区]召开会议。", "370103"),
    ("青海省西宁市[城中区]召开会议。", "630103"),
    ("广西柳州[城中区]召开会议。", "450202"),
    ("四川省绵阳市[涪城区]召开会议。", "510703"),
    ("四川[合江]召开会议。", "510522"),
    ("江苏南通[通州区]推进绿色家纺。", "320612"),
    ("北京[通州区]副中心建设提速。", "110112"),
    ("黑龙江省鹤岗市[南山区]矿业转型。", "230404"),
    ("广东省深圳市[南山区]科技企业云集。", "440305"),
    ("上海市[宝山区]推进转型。", "310113"),
    ("黑龙江双鸭山[宝山区]推进转型。", "230506"),
    ("辽宁省大连市[西岗区]举办活动。", "210203"),
    ("河北省石家庄市[长安区]举办活动。", "130102"),
    ("陕西省西安市[长安区]举办活动。", "610116"),
    ("海南省[东方市]盛产热带水果。", "469007"),
    ("广东[和平]盛产猕猴桃。", "441624"),
    ("天津市[和平区]小洋楼游人如织。", "120101"),
    ("辽宁沈阳[和平区]举办活动。", "210102"),
    ("湖南省永州市[江华]举办盘王节。", "431129"),
    ("云南省玉溪市[江川区]捕鱼节开幕。", "530403"),
    ("安徽省铜陵市[郊区]发展旅游。", "340711"),
    ("山西阳泉[城区]改造提速。", "140302"),
    ("台湾省台北市[大安区]举办展览。", "7100tz"),
    ("湖北省宜昌市[长阳]举办柑橘节。", "420528"),
]
DOCUMENT = [
    ("重庆市召开大会。[江北]、渝北、两江新区携手共建。", "500105"),
    ("宁波召开大会。镇海、[江北]、北仑携手共建。", "330205"),
    ("杭州市召开大会，萧山区、余杭区参加。随后，[西湖区]与滨江区签约。", "330106"),
    ("江西南昌召开大会，青山湖区、红谷滩区参加。随后，[西湖区]签约。", "360103"),
    ("福州推进旧城改造，台江区、仓山区、[鼓楼区]同步开工。", "350102"),
    ("徐州推进旧城改造，云龙区、泉山区、[鼓楼区]同步开工。", "320302"),
    ("成都市锦江区、青羊区、[金牛区]联合招商。", "510106"),
    ("哈尔滨市道里区、[南岗区]联合招商。", "230103"),
    ("青岛市市南区、[市北区]联合招商。", "370203"),
    ("济南市历下区、[市中区]联合招商。", "370103"),
    ("郑州市金水区、[二七区]联合招商。", "410103"),
    ("泉州市鲤城区、[丰泽区]、[洛江区]联合招商。", "350503"),
    ("苏州召开大会。昆山、太仓、[吴江]跑出加速度。", "320509"),
    ("西安市未央区、雁塔区、[新城区]举办活动。", "610102"),
    ("呼和浩特市赛罕区、回民区、[新城区]举办活动。", "150102"),
    ("新都区与重庆九龙坡合作，成都[新都]加快建设。", "510114"),
    ("南通市崇川区、海门区、[通州区]抱团发展。", "320612"),
    ("湖南怀化召开会议，溆浦、辰溪、[通道侗族自治县]参加。", "431230"),
    ("河北保定召开会议，[安国市]、定州市参加。", "130683"),
    ("贵州省黔东南州召开会议，[黎平]、从江、榕江参加。", "522631"),
    ("广州天河、越秀、[白云]三区联动。", "440111"),
    ("贵阳南明、云岩、[白云]三区联动。", "520113"),
    ("厦门思明、湖里、[集美]三区联动。", "350211"),
    ("遵义市汇川区、[红花岗区]联动，[播州区]参加。", "520302"),
]
RANK = [
    ("四川[广安]与重庆渝北共建高竹新区。", "511600"),
    ("四川省广安市召开大会，前锋区、[广安区]参加。", "511602"),
    ("[泸州]白酒产业持续壮大。", "510500"),
    ("[绵阳]科技城加快建设。", "510700"),
    ("[达州]能源化工产业壮大。", "511700"),
    ("[宜宾]动力电池产业壮大。", "511500"),
    ("[吉林]冰雪产业升温，长春、延边迎客。", "220000"),
    ("[吉林市]雾凇景观迎客。", "220200"),
    ("[海南]自由贸易港建设提速。", "460000"),
    ("[恩施州]硒产业壮大。", "422800"),
    ("[甘孜州]清洁能源产业壮大。", "513300"),
    ("[河南]粮食再获丰收，郑州、洛阳表彰先进。", "410000"),
    ("[黔南州]发展都匀毛尖。", "522700"),
]
FORMER = [
    ("[江津市]改区以来，经济快速发展。", "500116"),
    ("重庆[开县]更名以后，旅游升温。", "500154"),
    ("[襄樊市]更名以后，知名度提升。", "420600"),
    ("四川[郫县]豆瓣享誉全国。", "510117"),
    ("四川[双流县]撤县设区。", "510116"),
    ("贵州[盘县]撤县设市。", "520281"),
    ("浙江[绍兴县]撤县设区。", "330603"),
    ("[胶南市]并入黄岛区。", "370211"),
]
RISKY = [
    ("两国人民热爱[和平]，反对战争。", NONE),
    ("图们市与朝鲜[南阳]隔江相望。", NONE),
    ("中国[南阳]与朝鲜通商。", "411300"),
    ("太阳从[东方]升起，大地苏醒。", NONE),
    ("重庆召开大会，渝北区、巴南区参加。社会[和平]安宁。", NONE),
    ("预期寿命延长，人人健康[长寿]。", NONE),
    ("重庆召开大会，涪陵、[长寿]、南川参加。", "500115"),
    ("重庆市[长寿]钢铁产业壮大。", "500115"),
    ("重庆召开大会。广大群众健康[长寿]。", NONE),
    ("海南召开大会，三亚、儋州、[东方]参加。", "469007"),
    ("沿[海地]区经济发达。", NONE),
    ("全省才[智利]用率提高。", NONE),
    ("上[海南]站客流增长。", NONE),
    ("这一成果有重[大同]步效应。", NONE),
    ("[长治]久安是人民的心愿。", NONE),
    ("城乡[通道]建设加快。", NONE),
    ("加强产业[合作]。", NONE),
    ("[资源]节约集约利用。", NONE),
    ("[平安]建设成效明显，重庆表彰先进。", NONE),
    ("青海海东召开大会，乐都、[平安]、互助参加。", "630203"),
]
WORDS = [
    ("[永川]区域合作不断深化。", "500118"),
    ("[成都]市场火爆。", "510100"),
    ("项目位于[南京]东路。", NONE),
    ("项目位于[重庆]路口。", NONE),
    ("江苏省连云港市[海州区]港产联动。", "320706"),
    ("济南[市中区]与青岛市[市北区]结对。", "370103"),
    ("[嘉陵]江生态修复，四川、重庆携手。", NONE),
    ("登上[缙云]山，云海翻腾。", NONE),
    ("[黄山]风景区游客增多。", NONE),
]
COMPOUNDS = [
    ("[川]黔两省携手。", "510000"),
    ("川[黔]两省携手。", "520000"),
    ("渝[鄂]交界处的村庄。", "420000"),
    ("渝、[川]、黔三省市携手。", "510000"),
    ("黑[川]流淌。", NONE),
    ("[川]菜飘香。", NONE),
    ("[川渝]合作不断深化。", "川渝"),
    ("[成渝]中线高铁建设提速。", "成渝地区"),
    ("[长株潭]一体化提速。", "长株潭"),
    ("[万达开]统筹发展。", "万达开"),
    ("[西部]大开发形成新格局。", "西部地区"),
    ("位于县城[西部]的山区。", NONE),
    ("[粤港澳大湾区]建设提速。", "粤港澳大湾区"),
]
TOWNSHIPS = [
    ("重庆市万州区[龙驹镇]举办活动。", "500101151"),
    ("万州区召开会议。[龙驹镇]代表发言。", "500101151"),
    ("江苏昆山[周庄镇]古镇游升温。", "320583tab"),
    ("江苏江阴[周庄镇]化纤产业壮大。", "320281108"),
    ("重庆市江津区[白沙镇]影视基地建设提速。", "500116108"),
    ("四川省合江县[白沙镇]荔枝丰收。", "510522102"),
    ("江津区召开会议。[白沙镇]代表发言。", "500116108"),
    ("广东东莞[石龙镇]电子产业壮大。", "441900102"),
    ("重庆市召开会议。[白沙镇]代表发言。", NONE),
    ("中心镇和[小城镇]建设加快。", NONE),
    ("[城关镇]召开会议。", NONE),
]
COUNTRIES = [
    ("[新加坡]企业来访。", "SG"),
    ("货物出口[越南]、老挝。", "VN"),
    ("[印度]洋风高浪急。", NONE),
    ("[阿联酋]采购商来访。", "AE"),
    ("[蒙古]族风情浓郁。", NONE),
]
SECTIONS = [
    ("# 渝川合作纪实\n\n## 江津\n\n[江津]与泸州携手。", "500116"),
    ("# 宁波各地新春观察\n\n## 江北\n\n[江北]推进项目建设。", "330205"),
    ("# 重庆区县新春观察\n\n## 江北\n\n[江北]推进项目建设。", "500105"),
    ("# 大连各区新春观察\n\n## 中山区\n\n[中山]发展总部经济。", "210202"),
    ("# 长春新春观察\n\n## 朝阳区\n\n[朝阳区]发展总部经济。", "220104"),
    ("# 沈阳新春观察\n\n## 铁西区\n\n[铁西区]推进制造业升级。", "210106"),
    ("# 四平新春观察\n\n## 铁西区\n\n[铁西区]推进制造业升级。", "220302"),
]
CASES = [
    *FULL, *PARENT, *DOCUMENT, *RANK, *FORMER, *RISKY, *WORDS, *COMPOUNDS, *TOWNSHIPS, *COUNTRIES, *SECTIONS
]  # fmt: skip


@functools.cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load(cache=None)


@functools.cache
def tokenizer() -> Tokenizer:
    return Tokenizer.load()


def reading(text: str) -> Reading:
    return read(Document("case.txt", text, "utf-8", "0" * 64), tokenizer())


def decide(text: str) -> tuple[Reading, dict[Place, Decision]]:
    found = reading(text)
    hits = {sentence.index: gazetteer().find(sentence.text) for sentence in found.sentences}
    return found, resolve(found, hits, gazetteer())


def at(text: str) -> Decision | None:
    """The decision for the first name in [ ]."""
    mark = re.search(r"\[(.+?)\]", text)
    assert mark
    plain = re.sub(r"[\[\]]", "", text)
    start, end = mark.start(), mark.start() + len(mark.group(1))
    found, decisions = decide(plain)
    for (index, first, last), decision in decisions.items():
        if found.sentences[index].span(first, last) == (start, end):
            return decision
    return None


@pytest.mark.parametrize(("text", "code"), CASES, ids=[text[:24] for text, _ in CASES])
def test_names_stand_for(text: str, code: str) -> None:
    decision = at(text)
    if code == NONE:
        assert decision is None
        return
    assert decision is not None
    assert decision.code == code
    assert decision.reason


def test_head_of_a_section_reaches_the_sections_below_it() -> None:
    text = "# 浙江各地新春观察\n\n## 宁波市\n\n宁波抓项目。\n\n### 开门红\n\n[江北]企业复工。"
    decision = at(text)
    assert decision is not None
    assert decision.code == "330205"
    assert "宁波市" in decision.reason


def test_reasons_name_the_evidence() -> None:
    decision = at("四川省绵阳市安州区与[江油市]携手，重庆市[江北区]参加。")
    assert decision is not None
    assert decision.reason == "the only division of this name"
    decision = at("四川省绵阳市与重庆市[江北区]携手。")
    assert decision is not None
    assert "重庆市 stands before it" in decision.reason


def test_a_foreign_county_name_alone_is_no_county() -> None:
    crowd = "重庆市渝北区、巴南区、江津区、永川区、合川区、綦江区召开大会。"
    assert at(crowd + "\n\n[永城]中学、实验小学开工。") is None
    decision = at(crowd + "\n\n代表团赴[永城]考察。")
    assert decision is not None
    assert decision.code == "411481"


def test_one_sense_in_a_document() -> None:
    text = "浙江省宁波市江北区与重庆结对。\n\n会后，[江北区]负责人介绍了经验。"
    decision = at(text)
    assert decision is not None
    assert decision.code == "330205"


def test_what_stands_before_rules_others_out() -> None:
    assert at("湖南[鼓楼区]举办活动。") is None


def test_hits_that_are_no_places_are_left_out() -> None:
    _, decisions = decide("加强产业合作，人人健康长寿。")
    assert decisions == {}


NAMES = st.sampled_from(
    re.findall(
        r"\w+",
        "重庆 重庆市 渝北区 江北 江北区 宁波市 鼓楼区 南京 徐州市 朝阳 朝阳区 北京 长寿 长寿区 和平 东方 海南 吉林 "
        "川渝 渝黔 西部 新加坡 白沙镇 江津 合江县 万达开",
    )
)
JOINTS = st.sampled_from(["、", "与", "，", "", "的", "召开大会。", "（", "）", " 产业合作 ", "\n\n"])
TEXTS = st.lists(st.tuples(NAMES, JOINTS).map("".join), max_size=12).map("".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_each_decision_is_one_of_the_candidates(text: str) -> None:
    found = reading(text)
    hits = {sentence.index: gazetteer().find(sentence.text) for sentence in found.sentences}
    decisions = resolve(found, hits, gazetteer())
    codes = {(index, hit.start, hit.end): hit.codes for index, row in hits.items() for hit in row}
    for place, decision in decisions.items():
        assert decision.code in codes[place]
        assert decision.reason


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_order_of_the_hits_does_not_matter(text: str) -> None:
    found = reading(text)
    hits = {sentence.index: gazetteer().find(sentence.text) for sentence in found.sentences}
    turned = dict(reversed(list(hits.items())))
    assert resolve(found, hits, gazetteer()) == resolve(found, turned, gazetteer())


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([case for case in PARENT if case[1] != NONE]), st.sampled_from(["", "记者获悉，", "近日，"]))
def test_an_explicit_parent_decides_whatever_else_the_document_says(case: tuple[str, str], opening: str) -> None:
    text, code = case
    decision = at(opening + text + "\n\n重庆市渝北区、江北区与北京市朝阳区、海淀区结对。")
    assert decision is not None
    assert decision.code == code
