"""Overlapping mentions in, one row of outer mentions and the ones nested in them out."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Mention


def resolve(mentions: Sequence[Mention], nestable: frozenset[str]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """(outer, nested), each in order of the text.

    The longest mention wins a place, the surer one among equals; what lies wholly inside a winner is nested if its
    first class may be, what crosses an edge of a winner is dropped.
    """
    ordered = sorted(mentions, key=_order)
    outer: list[Mention] = []
    nested: dict[tuple[int, int], Mention] = {}
    for mention in ordered:
        inside = None
        crossing = False
        for winner in outer:
            if mention.start < winner.end and winner.start < mention.end:
                if winner.start <= mention.start and mention.end <= winner.end:
                    inside = winner
                else:
                    crossing = True
                break
        if crossing:
            continue
        if inside is None:
            outer.append(mention)
        elif (
            mention.end - mention.start < inside.end - inside.start
            and mention.classes[0] in nestable
            and mention.score > 0
        ):
            nested.setdefault((mention.start, mention.end), mention.inside())
    return tuple(sorted(outer, key=lambda m: m.start)), tuple(nested[span] for span in sorted(nested))


def _order(mention: Mention) -> tuple[object, ...]:
    """A total order: no two different mentions are equal in it, or a set's order would choose between them."""
    longest = max(map(len, mention.variants)) if mention.variants else 0
    told = (mention.classes, mention.name, mention.source, -longest, mention.variants, mention.codes)
    return (mention.start - mention.end, -mention.score, mention.start, *told)
