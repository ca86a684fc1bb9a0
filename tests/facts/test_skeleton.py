"""Sentences as skeletons: each list of names is one sign. In the sentences `[name|Class]` marks a name."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.link import Span
from kg.facts.skeleton import CLASS, MIXED, Skeleton, build
from kg.model import Mention

_MARK = re.compile(r"\[([^\]|]+)\|(\w+)\]")


def marked(text: str) -> Skeleton:
    spans: list[Span] = []
    plain = ""
    at = 0
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        start, kind = len(plain), (match[2],)
        plain += match[1]
        spans.append(
            Span(start, len(plain), match[1], kind, Mention(0, start, len(plain), match[1], kind, "test", 1.0))
        )
        at = match.end()
    return build(plain + text[at:], spans)


def shown(skeleton: Skeleton) -> str:
    """The skeleton with class names for its signs."""
    return "".join(f"<{CLASS.get(c, 'Mixed')}>" if c in CLASS or c == MIXED else c for c in skeleton.text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[甲市|City]、[乙市|City]和[丙市|City]共建[丁园|Park]。", "<City>共建<Park>。"),
        ("[甲市|City]与[乙公司|Enterprise]签约。", "<Mixed>签约。"),
        ("[甲市|City]与[乙区|District]签约。", "<City>签约。"),  # divisions act alike
        ("[甲市|City]—[乙市|City]协作。", "<City>协作。"),
        ("[甲公司|Enterprise]等企业和[乙公司|Enterprise]落户。", "<Enterprise>落户。"),
        ("推进“[甲园|Park]”建设。", "推进<Park>建设。"),
        ("[甲省|Province][乙市|City]、[丙市|City]合作。", "<City>合作。"),  # 甲省 only says where 乙市 is
        ("[甲区|District]的[乙公司|Enterprise]投产。", "<Enterprise>投产。"),
        ("[甲市|City]建设[乙园|Park]，[丙市|City]支持。", "<City>建设<Park>，<City>支持。"),
        ("没有名称的句子。", "没有名称的句子。"),
    ],
)
def test_lists_become_one_sign(text: str, wanted: str) -> None:
    assert shown(marked(text)) == wanted


def test_who_is_joined_and_where_a_list_parts() -> None:
    group = marked("[甲市|City]、[乙市|City]与[丙市|City]签约。").groups[0]
    assert ([span.key for span in group.members], group.joint, group.split) == (["甲市", "乙市", "丙市"], True, 2)
    assert not marked("[甲市|City]、[乙市|City]签约。").groups[0].joint


@given(
    st.lists(
        st.tuples(st.text("市区建设，。与、", max_size=5), st.sampled_from(["City", "Park", "Person"])), max_size=6
    )
)
def test_every_name_stands_in_one_group_or_before_one(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{gap}[名{number}|{kind}]" for number, (gap, kind) in enumerate(parts)) + "。"
    skeleton = marked(text)
    members = [span for group in skeleton.groups.values() for span in group.members]
    assert len(members) == len(set(map(id, members)))
    for position, group in skeleton.groups.items():
        assert skeleton.text[position] in CLASS or skeleton.text[position] == MIXED
        assert group.start <= group.members[0].start
        assert group.members[-1].end <= group.end
        assert skeleton.origin(position + 1) == group.end
    assert skeleton.origin(len(skeleton.text)) == len(skeleton.source)
