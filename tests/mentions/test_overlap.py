"""The laws of resolving overlaps: no two outer mentions share a character, nested ones lie inside one."""

from __future__ import annotations

from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.overlap import resolve
from kg.model import Mention

NESTABLE = frozenset(["Enterprise", "Park"])


def _mention(start: int, length: int, kind: str, score: float) -> Mention:
    return Mention(0, start, start + length, f"{start}+{length}", (kind,), "test", score)


MENTIONS = st.lists(
    st.builds(
        _mention,
        st.integers(0, 12),
        st.integers(1, 6),
        st.sampled_from(["Enterprise", "Park", "Industry"]),
        st.sampled_from([0.0, 0.5, 0.9]),
    ),
    max_size=10,
)


@given(MENTIONS)
def test_outer_mentions_share_no_character(mentions: list[Mention]) -> None:
    outer, _ = resolve(mentions, NESTABLE)
    assert all(left.end <= right.start for left, right in pairwise(outer))
    assert set(outer) <= set(mentions)


@given(MENTIONS)
def test_nested_ones_lie_in_a_longer_outer_one(mentions: list[Mention]) -> None:
    outer, nested = resolve(mentions, NESTABLE)
    for inner in nested:
        assert inner.nested
        assert inner.classes[0] in NESTABLE
        assert inner.score > 0
        assert any(
            o.start <= inner.start and inner.end <= o.end and o.end - o.start > inner.end - inner.start for o in outer
        )


@given(MENTIONS)
def test_every_mention_is_kept_or_meets_an_outer_one(mentions: list[Mention]) -> None:
    outer, _ = resolve(mentions, NESTABLE)
    for mention in mentions:
        assert any(mention.start < o.end and o.start < mention.end for o in outer)


@given(MENTIONS, st.randoms())
def test_the_order_of_finding_does_not_matter(mentions: list[Mention], random: object) -> None:
    shuffled = list(mentions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve(shuffled, NESTABLE) == resolve(mentions, NESTABLE)


def test_the_longest_wins_and_the_surer_of_equals() -> None:
    long, short = _mention(0, 6, "Park", 0.5), _mention(4, 4, "Park", 0.9)
    equal = _mention(0, 6, "Enterprise", 0.9)
    outer, nested = resolve([short, long, equal], NESTABLE)
    assert outer == (equal,)
    assert nested == ()


def test_what_a_set_holds_in_any_order_resolves_to_the_same():
    """Mentions that differ in their variants only must not be chosen between by where they stood."""
    span = {"sentence": 0, "start": 0, "end": 12, "name": "云岭铁路枢纽东环线竹溪段", "classes": ("Project",)}
    rows = [
        Mention(**span, source="head.line", score=0.9, variants=variants)
        for variants in (("云岭铁路",), ("云岭铁路枢纽东环线",), ("云岭铁路", "云岭铁路枢纽东环线"), ())
    ]
    results = {resolve(order, frozenset())[0] for order in permutations(rows)}
    assert len(results) == 1
    assert "云岭铁路枢纽东环线" in results.pop()[0].variants
