"""Makes Knowledge of any size that is shaped as the real one is: few hubs, many leaves, some small islands."""

from __future__ import annotations

import hashlib
import random

from kg.model import Alias, Entity, Evidence, Fact, Knowledge, Observation, Source, Status

HEADS = "江河山湖海云林石泉溪岭桥塘坪沙岩竹松柏梅兰东西南北永长安宁和平新兴福寿康乐"
TAILS = {
    "Enterprise": "科技有限公司",
    "Project": "生产基地项目",
    "Park": "工业园区",
    "Facility": "物流中心",
    "Industry": "产业",
    "Agreement": "合作协议",
    "Event": "博览会",
    "Alliance": "协作联盟",
    "School": "职业学院",
    "Hospital": "中心医院",
    "ResearchInstitute": "研究院",
    "Government": "管理委员会",
    "Zone": "合作示范区",
    "Township": "镇",
    "Person": "",
}
LINKS = {
    "Enterprise": "locatedIn",
    "Project": "builds",
    "Park": "builds",
    "Facility": "connects",
    "Industry": "develops",
    "Agreement": "signed",
    "Event": "hosts",
    "Alliance": "memberOf",
    "School": "cooperatesWith",
    "Hospital": "cooperatesWith",
    "ResearchInstitute": "locatedIn",
    "Government": "locatedIn",
    "Zone": "builds",
    "Township": "locatedIn",
    "Person": "worksFor",
}
OUTWARD = {"builds", "develops", "signed", "hosts", "memberOf", "cooperatesWith"}
STATUSES: tuple[Status | None, ...] = ("Planned", "Underway", "Completed", None)


def make(count: int, *, seed: int = 7) -> Knowledge:
    """About `count` entities, 1.15 facts and 0.22 observations for each, in documents of about 60 entities."""
    rng = random.Random(seed)
    documents = [hashlib.sha256(f"{seed}/{n}".encode()).hexdigest() for n in range(max(2, count // 60))]
    sources = tuple(
        Source(
            name=f"{n:03d}.txt",
            digest=digest,
            title=f"第{n + 1}篇：区县协作简报",
            encoding="utf-8",
            length=4000,
            date=f"20{18 + n % 6}-0{1 + n % 9}" if n % 4 else None,
        )
        for n, digest in enumerate(documents)
    )

    def name(tail: str, number: int) -> str:
        body = "".join(rng.choice(HEADS) for _ in range(rng.choice((2, 2, 3, 4))))
        return f"{body}{number}{tail}" if count > 2000 else f"{body}{tail}"

    entities: dict[str, Entity] = {}
    coordinates: dict[str, tuple[float, float]] = {}
    parents: list[tuple[str, str]] = []

    def add(key: str, title: str, classes: tuple[str, ...], code: str = "", short: str = "") -> str:
        aliases = (Alias(short, "short form in the same document"),) if short else ()
        entities[key] = Entity(
            key, title, classes, aliases, code, tuple(sorted(rng.sample(documents, rng.choice((1, 1, 1, 2)))))
        )
        return key

    hubs = []
    for n in range(max(6, count // 25)):
        partner = n % 3 == 0
        code = f"{510100 + n}" if partner else f"{500100 + n}"
        title = name("市" if partner else rng.choice("区县"), n)
        key = add(f"CN-{code}", title, ("City" if partner else "District",), code, title[:-1])
        coordinates[key] = (round(rng.uniform(104, 109.5), 4), round(rng.uniform(28.5, 32.2), 4))
        parents.append((key, "CN-510000" if partner else "CN-500000"))
        hubs.append(key)
    weights = [1 / (1 + n) ** 0.7 for n in range(len(hubs))]

    facts: dict[tuple[str, str, str], Fact] = {}

    def say(subject: str, predicate: str, target: str) -> None:
        if subject == target or (subject, predicate, target) in facts:
            return
        document = rng.choice(documents)
        start = 10_000 + 200 * len(facts)
        both = f"{entities[subject].name}与{entities[target].name}"
        quote = f"近年来，{both}有关的工作稳步推进，{rng.choice(HEADS)}字头任务取得新进展。"
        proof = (Evidence(document, start, start + len(quote), quote),)
        if rng.random() < 0.15:
            more = f"据介绍，{entities[target].name}\n和{entities[subject].name}还将扩大往来。"
            proof += (Evidence(rng.choice(documents), start + 100, start + 100 + len(more), more),)
        facts[subject, predicate, target] = Fact(
            subject,
            predicate,
            target,
            proof,
            round(rng.uniform(0.45, 0.99), 2),
            rng.choice(STATUSES),
            rng.choice((None, None, "2020", "2021-03", "2020-06-15", "2021-01/2021-06")),
            "frame",
        )

    kinds = list(TAILS)
    leaves = []
    for n in range(count - len(hubs)):
        kind = rng.choice(kinds[:6] + kinds)
        title = name(TAILS[kind], n)
        key = add(f"{title}-{hashlib.sha256(f'{kind}{n}'.encode()).hexdigest()[:8]}", title, (kind,))
        roll = rng.random()
        if roll < 0.78:
            hub = rng.choices(hubs, weights)[0]
            subject, target = (hub, key) if LINKS[kind] in OUTWARD else (key, hub)
            say(subject, LINKS[kind], target)
        elif roll < 0.9 and leaves:
            other = rng.choice(leaves)
            say(key, "cooperatesWith" if rng.random() < 0.5 else "partOf", other)
        leaves.append(key)
    while len(facts) < 1.15 * count:
        subject = rng.choices(hubs, weights)[0] if rng.random() < 0.6 else rng.choice(leaves)
        if rng.random() < 0.3:
            target, predicate = rng.choice(hubs), "cooperatesWith"
        else:
            target, predicate = rng.choice(leaves), rng.choice(("builds", "develops", "investsIn", "participatesIn"))
        say(subject, predicate, target)
    observations = []
    for n in range(int(0.22 * count)):
        about = rng.choice(hubs + leaves)
        quote = f"{entities[about].name}投资超{n + 2}亿元，占地{n + 10}亩。"
        observations.append(
            Observation(
                about,
                rng.choice(("investment", "outputValue", "area")),
                float((n + 2) * 100_000_000),
                rng.choice(("CNY", "CNY", "m2")),
                Evidence(rng.choice(documents), 5000 + 100 * n, 5000 + 100 * n + len(quote), quote),
                0.8,
                time=rng.choice((None, "2020", "2021-06")),
                qualifier="atLeast",
            )
        )
    background = (
        Entity("CN-500000", "重庆市", ("Province",), (Alias("重庆", "short form"),), "500000"),
        Entity("CN-510000", "四川省", ("Province",), (Alias("四川", "short form"),), "510000"),
    )
    return Knowledge(
        sources=sources,
        entities=tuple(sorted(entities.values(), key=lambda entity: entity.key)),
        facts=tuple(facts[key] for key in sorted(facts)),
        observations=tuple(sorted(observations, key=lambda o: (o.about, o.indicator, o.value))),
        background=background,
        parents=tuple(sorted(parents)),
        coordinates=coordinates,
    )
