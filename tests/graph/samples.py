"""Knowledge to test with: a small one made by hand, and a strategy for all that there can be."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import strategies as st

from kg.model import Alias, Entity, Evidence, Fact, Knowledge, Observation, Source
from kg.vocabulary import INDICATORS, LEAF_CLASSES, QUALIFIERS, RELATIONS, STATUSES, SYMMETRIC, UNITS

FIRST = sha256("甲".encode()).hexdigest()
SECOND = sha256("乙".encode()).hexdigest()
ONE, TWO = sorted((FIRST, SECOND))
"""The digests of the two documents, in order."""

DISTRICT, CITY, PROVINCE = "CN-500112", "CN-510500", "CN-500000"
FIRM, PARK, PROJECT, LINE = "青禾精密-00000001", "青禾高新区-00000002", "青禾研发基地-00000003", "青泸高铁-00000004"
GROUP, DEAL, TRADE, LONELY = "青禾联盟-00000005", "青禾协议-00000006", "智能装备-00000007", "孤山-00000008"
FAIR, HEAD, GOODS = "青禾节-00000009", "张禾-0000000a", "青禾一号-0000000b"


def quote(document: str, start: int, words: str) -> Evidence:
    """Evidence whose end fits its words."""
    return Evidence(document, start, start + len(words), words)


BUILDS = quote(ONE, 10, "青禾精密在渝北区投资22亿元建设青禾研发基地。")
AGAIN = quote(TWO, 40, "青禾精密的研发基地\n已开工。")
PARTNERS = quote(ONE, 60, "渝北区与泸州市签署青禾协议。")

KNOWLEDGE = Knowledge(
    sources=(
        Source("甲.txt", ONE, "甲区新闻", "utf-8", 400, "2021-03"),
        Source("乙.txt", TWO, "乙市新闻", "gb18030", 300, "2021-05-04"),
    ),
    entities=(
        Entity(DISTRICT, "渝北区", ("District",), (Alias("渝北", "short form", (ONE,)),), "500112", (ONE, TWO)),
        Entity(CITY, "泸州市", ("City",), (), "510500", (ONE,)),
        Entity(LONELY, "孤山", ("NaturalFeature",), (), "", (TWO,)),
        Entity(TRADE, "智能装备", ("Industry",), (), "", (ONE,)),
        Entity(DEAL, "青禾协议", ("Agreement",), (), "", (ONE,)),
        Entity(
            FIRM,
            "青禾精密",
            ("Enterprise",),
            (Alias("青禾", "short form in the same document", (ONE, TWO)), Alias("青禾公司", "head left out", (TWO,))),
            "",
            (ONE, TWO),
        ),
        Entity(PROJECT, "青禾研发基地", ("Project", "Park"), (), "", (ONE, TWO)),
        Entity(GROUP, "青禾联盟", ("Alliance",), (), "", (ONE,)),
        Entity(PARK, "青禾高新区", ("Park",), (), "", (ONE,)),
        Entity(LINE, "青泸高铁", ("Project",), (), "", (TWO,)),
        Entity(FAIR, "青禾节", ("Event",), (), "", (TWO,)),
        Entity(HEAD, "张禾", ("Person",), (), "", (TWO,)),
        Entity(GOODS, "青禾一号", ("Product",), (), "", (TWO,)),
    ),
    facts=(
        Fact(DISTRICT, "cooperatesWith", CITY, (PARTNERS,), 0.93, "Planned", "2021-03", "together"),
        Fact(DISTRICT, "memberOf", GROUP, (PARTNERS,), 0.7),
        Fact(DISTRICT, "signed", DEAL, (PARTNERS,), 0.9, "Completed", "2021-03-02"),
        Fact(CITY, "signed", DEAL, (PARTNERS,), 0.9, "Completed"),
        Fact(FIRM, "builds", PROJECT, tuple(sorted((BUILDS, AGAIN), key=lambda e: e.document)), 0.97, "Underway"),
        Fact(FIRM, "develops", TRADE, (BUILDS,), 0.4),
        Fact(DISTRICT, "builds", PROJECT, (AGAIN,), 0.75, "Underway"),
        Fact(DISTRICT, "hosts", FAIR, (AGAIN,), 0.9, "Planned", "2021-10"),
        Fact(CITY, "participatesIn", FAIR, (AGAIN,), 0.9),
        Fact(FIRM, "produces", GOODS, (AGAIN,), 0.9),
        Fact(HEAD, "worksFor", FIRM, (AGAIN,), 0.9, None, None, "posts", (("post", "董事长"),)),
        Fact(FIRM, "locatedIn", PARK, (BUILDS,), 0.8, None, None, "settles", (("role", "投资方"),)),
        Fact(PARK, "locatedIn", DISTRICT, (BUILDS,), 0.8),
        Fact(LINE, "connects", DISTRICT, (AGAIN,), 0.6),
        Fact(LINE, "connects", CITY, (AGAIN,), 0.6),
    ),
    observations=(
        Observation(PROJECT, "investment", 2.2e9, "CNY", BUILDS, 0.9, "", "2020", "atLeast", "Planned", "money"),
        Observation(DISTRICT, "count", 3.0, "one", PARTNERS, 0.8, "高铁站", None, "about"),
    ),
    background=(
        Entity("CN-510000", "四川省", ("Province",), (Alias("四川", "short form"),), "510000"),
        Entity(PROVINCE, "重庆市", ("Province",), (), "500000"),
        Entity("country-CN", "中国", ("Country",), (), "CN"),
    ),
    parents=((PROVINCE, "country-CN"), (DISTRICT, PROVINCE), ("CN-510000", "country-CN"), (CITY, "CN-510000")),
    coordinates={DISTRICT: (106.63, 29.72), CITY: (105.44, 28.87)},
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
"""Any text that a file can hold, control characters and all."""
NAME = TEXT.filter(str.strip)
KEY = st.one_of(st.from_regex(r"[一-龥A-Za-z0-9]{1,6}-[0-9a-f]{8}", fullmatch=True), NAME)
CONFIDENCE = st.integers(0, 1000).map(lambda number: number / 1000)
TIME = st.sampled_from([None, "2020", "2021-05", "2021-05-04", "2021-01/2021-06"])
STATUS = st.sampled_from([None, *STATUSES])
VALUE = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def knowledges(draw: st.DrawFn) -> Knowledge:
    """Any knowledge in the form in which it is read back: sorted, nothing twice."""
    digests = draw(
        st.lists(st.binary(max_size=3).map(lambda seed: sha256(seed).hexdigest()), min_size=1, max_size=3, unique=True)
    )
    sources = tuple(
        Source(
            draw(NAME),
            digest,
            draw(TEXT),
            draw(st.sampled_from(["utf-8", "big5"])),
            draw(st.integers(1, 9999)),
            draw(TIME),
        )
        for digest in sorted(digests)
    )
    keys = sorted(draw(st.lists(KEY, min_size=2, max_size=5, unique=True)))
    entities = [_entity(draw, key, digests) for key in keys]
    evidence = st.builds(
        lambda document, start, quote: Evidence(document, start, start + len(quote), quote),
        st.sampled_from(digests),
        st.integers(0, 99),
        NAME,
    )
    quotations = {(one.document, one.start, one.end): one for one in draw(st.lists(evidence, min_size=1, max_size=4))}
    facts = [_fact(draw, keys, list(quotations.values())) for _ in range(draw(st.integers(0, 4)))]
    observations = [_observation(draw, keys, list(quotations.values())) for _ in range(draw(st.integers(0, 3)))]
    children = draw(st.lists(st.sampled_from(keys), max_size=2, unique=True))
    return Knowledge(
        sources=sources,
        entities=tuple(one for one in entities if one.documents),
        facts=tuple(facts),
        observations=tuple(observations),
        background=tuple(one for one in entities if not one.documents),
        parents=tuple((child, draw(st.sampled_from(keys))) for child in sorted(children)),
        coordinates={key: (draw(st.floats(-180, 180)), draw(st.floats(-90, 90))) for key in sorted(children)},
    )


def _entity(draw: st.DrawFn, key: str, digests: list[str]) -> Entity:
    first = draw(st.sampled_from(LEAF_CLASSES))
    others = draw(st.sets(st.sampled_from(LEAF_CLASSES), max_size=2)) - {first}
    name = draw(NAME)
    users = st.sets(st.sampled_from(digests)).map(sorted).map(tuple)
    said = {(alias, draw(NAME)): draw(users) for alias in draw(st.lists(NAME, max_size=2)) if alias != name}
    aliases = {Alias(*why, documents) for why, documents in said.items()}
    return Entity(
        key,
        name,
        (first, *sorted(others, key=LEAF_CLASSES.index)),
        tuple(sorted(aliases, key=lambda one: (one.name, one.reason))),
        draw(st.sampled_from(["", "500112", "SG"])),
        tuple(sorted(draw(st.sets(st.sampled_from(digests))))),
    )


def _fact(draw: st.DrawFn, keys: list[str], quotations: list[Evidence]) -> Fact:
    subject, object_ = draw(st.permutations(keys))[:2]
    predicate = draw(st.sampled_from(RELATIONS))
    if predicate in SYMMETRIC:
        subject, object_ = sorted((subject, object_))
    evidence = draw(st.lists(st.sampled_from(quotations), min_size=1, max_size=3, unique=True))
    attributes = draw(st.sets(st.tuples(st.sampled_from(["post", "role"]), NAME), max_size=2))
    return Fact(
        subject,
        predicate,
        object_,
        tuple(sorted(evidence, key=lambda one: (one.document, one.start, one.end))),
        draw(CONFIDENCE),
        draw(STATUS),
        draw(TIME),
        draw(TEXT),
        tuple(sorted(attributes)),
    )


def _observation(draw: st.DrawFn, keys: list[str], quotations: list[Evidence]) -> Observation:
    return Observation(
        draw(st.sampled_from(keys)),
        draw(st.sampled_from(INDICATORS)),
        draw(VALUE),
        draw(st.sampled_from(UNITS)),
        draw(st.sampled_from(quotations)),
        draw(CONFIDENCE),
        draw(TEXT),
        draw(TIME),
        draw(st.sampled_from(["", *QUALIFIERS])),
        draw(STATUS),
        draw(TEXT),
    )
