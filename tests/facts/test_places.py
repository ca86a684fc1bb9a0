"""Where things are, what lines join, what is part of what, in texts of many regions. Works and parks are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extraction import Extractor
from kg.model import Document

Facts = Callable[[str], list[tuple[str, str, str]]]
ROUTE = "藤苍高速公路由藤县塘步互通引出，经龙圩区新地镇，到达苍梧县石桥镇，全长58公里。"
RAIL = "长益城际铁路全长67公里，起点为长沙西站，终点为益阳南站，沿线设金洲、宁乡西、朝阳东三座车站。"
TRAIN = "一列满载光伏组件的中欧班列从常州奔牛港站驶出，经阿拉山口口岸出境，15天后将抵达德国杜伊斯堡。"
LIST = "辣味食品总部基地、魔芋智能工厂、风味研发中心均布局在漓香食品产业园。"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        # lines, clause by clause
        (ROUTE, ("藤苍高速公路", "connects", "新地镇")),
        (ROUTE, ("藤苍高速公路", "connects", "石桥镇")),
        (RAIL, ("长益城际铁路", "connects", "长沙西站")),
        (RAIL, ("长益城际铁路", "connects", "益阳南站")),
        (RAIL, ("长益城际铁路", "connects", "宁乡西站")),
        (TRAIN, ("中欧班列", "connects", "奔牛港站")),
        (TRAIN, ("中欧班列", "connects", "阿拉山口口岸")),
        (TRAIN, ("中欧班列", "connects", "杜伊斯堡市")),
        ("沂蒙高铁起自临沂北站，途经沂南县，终至潍坊北站。", ("沂蒙高铁", "connects", "潍坊北站")),
        ("广宁铁路（广昌县至宁化县）尚在规划。", ("广宁铁路", "connects", "宁化县")),
        ("连接山西省临县与陕西省佳县的晋陕大桥合龙。", ("晋陕大桥", "connects", "佳县")),
        ("绥德至延川高速公路绥德段年底通车。", ("绥德至延川高速公路绥德段", "partOf", "绥德至延川高速公路")),
        # places
        ("陇源水库位于甘肃省静宁县界石铺镇。", ("陇源水库", "locatedIn", "界石铺镇")),
        ("粤西绿能装备产业园总投资50亿元，选址岭北工业园。", ("粤西绿能装备产业园", "locatedIn", "岭北工业园")),
        ("位于伊金霍洛旗的鄂北零碳产业园已经开园。", ("鄂北零碳产业园", "locatedIn", "伊金霍洛旗")),
        ("皖远汽车有限公司坐落在芜湖市弋江区的鸠兹汽车产业园。", ("皖远汽车有限公司", "locatedIn", "鸠兹汽车产业园")),
        ("投资8.6亿元的高端轴承智能制造项目在洛阳市洛龙区开工。", ("高端轴承智能制造项目", "locatedIn", "洛龙区")),
        (LIST, ("魔芋智能工厂", "locatedIn", "漓香食品产业园")),
        ("州领导来到镇远县羊场镇，察看黔绿储能基地。", ("黔绿储能基地", "locatedIn", "羊场镇")),
        ("吉安市新干县河西工业园升温。", ("河西工业园", "locatedIn", "新干县")),
        ("京冀临空经济区横跨大兴区和广阳区。", ("京冀临空经济区", "locatedIn", "广阳区")),
        (
            "两市共建深赣港产城合作区，面积广大，选址南康区龙岭镇。",
            ("深赣港产城合作区", "locatedIn", "龙岭镇"),
        ),
        ("双方在广德经开区划出3平方公里共建沪皖产业合作园。", ("沪皖产业合作园", "locatedIn", "广德经开区")),
        ("激光科技园新入驻企业19家，华锐激光、恒岳光电接上链条。", ("恒岳光电", "locatedIn", "激光科技园")),
        (
            "“我们已引来顺昌物流、驰远物流等企业30家。”漓江物流园负责人介绍。",
            ("驰远物流", "locatedIn", "漓江物流园"),
        ),
        # wholes and groups
        ("茅古快速路控制性工程土城特大桥合龙。", ("土城特大桥", "partOf", "茅古快速路")),
        ("在习水经开区温水片区，企业满负荷运转。", ("温水片区", "partOf", "习水经开区")),
        ("武汉新城由光谷片区、葛店片区组成。", ("葛店片区", "partOf", "武汉新城")),
        ("龙湖科创新城是沈抚改革创新示范区的组成部分。", ("龙湖科创新城", "partOf", "沈抚改革创新示范区")),
        ("合肥都市圈包括合肥、淮南、六安和桐城市。", ("桐城市", "memberOf", "合肥都市圈")),
        ("玉溪市与老挝琅勃拉邦市缔结友好城市关系。", ("玉溪市", "sisterCityOf", "琅勃拉邦市")),
        ("甘孜州康定市与巴中市平昌县结为友好市县。", ("平昌县", "sisterCityOf", "康定市")),
    ],
)
def test_says(text: str, fact: tuple[str, str, str], facts_of: Facts) -> None:
    left, predicate, right = fact
    facts = facts_of(text)
    assert fact in facts or (predicate == "sisterCityOf" and (right, predicate, left) in facts)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (ROUTE, ("塘步互通", "connects", "石桥镇")),
        (TRAIN, ("阿拉山口口岸", "connects", "杜伊斯堡市")),
        ("沂蒙高铁经临沂市批准开工。", ("沂蒙高铁", "connects", "临沂市")),
        ("湘纺集团的产品从长沙市发往益阳市。", ("湘纺集团", "connects", "益阳市")),
        ("输氢管道长20公里，终点设在玉泉化工园。", ("输氢管道", "locatedIn", "玉泉化工园")),
        ("由阜阳开往义乌的海铁联运班列首发。", ("海铁联运班列", "locatedIn", "义乌市")),
        ("锦屏农业园位于敦寨镇，清水江画廊示范带沿江布局。", ("清水江画廊示范带", "locatedIn", "敦寨镇")),
        ("三方在台安县建设农机再制造基地，鞍远大学参加。", ("鞍远大学", "locatedIn", "台安县")),
        ("雄安至北京大兴国际机场快线开工。", ("雄安至北京大兴国际机场快线", "connects", "北京市")),
        ("雄安城际站投用。", ("雄安城际", "connects", "雄安城际站")),
        ("位于岱山县的浙远树脂项目、位于宁波市的万远材料项目开工。", ("浙远树脂项目", "locatedIn", "宁波市")),
        ("合肥都市圈由合肥、六安牵头。", ("六安市", "memberOf", "合肥都市圈")),
    ],
)
def test_does_not_say(text: str, fact: tuple[str, str, str], facts_of: Facts) -> None:
    assert fact not in facts_of(text)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("老挝丰沙里省代表团到访普洱市。", "丰沙里省", "Province"),
        ("苏州市与德国康斯坦茨市交往多年。", "康斯坦茨市", "City"),
        ("货物运抵莫斯科。", "莫斯科市", "City"),
        ("老挝万象的客商来了。", "万象市", "City"),
        ("武都区第一人民医院扩建。", "武都区", "District"),
        ("青浦、吴江、嘉善三地联合执法。", "嘉善县", "District"),
        ("班车从陇南市成县站出发。", "成县", "District"),
    ],
)
def test_names_a_place(text: str, name: str, kind: str, extractor: Extractor) -> None:
    entities = extractor.read(Document("x", text, "utf-8", "0" * 64)).entities
    assert (name, kind) in {(entity.name, entity.classes[0]) for entity in entities}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("商场里春意盎然，万象更新。", "万象市"),
        ("江港合作不断深化。", "江港"),
        ("日本客商考察我市。", "客商考察我市"),
        ("崖北港区去年吞吐量大增。", "北港区"),
        ("贵南高铁全线开工。", "昆明市"),
        ("西南航空航天大学来校交流。", "西南"),
    ],
)
def test_names_no_place(text: str, name: str, extractor: Extractor) -> None:
    entities = extractor.read(Document("x", text, "utf-8", "0" * 64)).entities
    assert name not in {entity.name for entity in entities}
