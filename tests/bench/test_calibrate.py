"""The fit of confidences: what is right more often weighs more, little evidence weighs little, and runs agree."""

from __future__ import annotations

import tomllib

import numpy as np

from tests.bench.calibrate import Fit, Judged, allowance, cross_validated, shares, toml


def _judged(rule: str, right: int, wrong: int, article: str = "a") -> list[Judged]:
    return [Judged(article, (("rule", rule),), good) for good in [True] * right + [False] * wrong]


def test_weights_follow_the_share_that_is_right_and_how_often_it_was_seen() -> None:
    judged = [*_judged("good", 95, 5), *_judged("bad", 50, 50), *_judged("rare", 0, 1)]
    weights = Fit.of(judged).weights
    assert weights["rule", "good"] > 0.5
    assert weights["rule", "bad"] < weights["rule", "rare"] < 0  # one wrong fact says little
    assert toml("facts", Fit.of(judged), 0.0, judged) == toml("facts", Fit.of(judged[::-1]), 0.0, judged)


def test_an_article_is_judged_by_the_others() -> None:
    judged = [*_judged("r", 0, 40, "a"), *_judged("r", 40, 0, "b")]
    odds = cross_validated(judged)
    assert (odds[:40] > 2).all()
    assert (odds[40:] < -2).all()


def test_the_allowance_moves_the_mean() -> None:
    odds = np.array([0.0, 1.0, 2.0, 3.0])
    assert abs(shares(odds + allowance(odds, 0.6)).mean() - 0.6) < 0.01


def test_the_file_lists_what_weighs_and_every_rule_that_was_measured() -> None:
    judged = [*_judged("even", 8, 2), *_judged("odd", 80, 20), *_judged("rare", 1, 0)]
    data = tomllib.loads(toml("facts", Fit.of(judged), -1.0, judged))
    assert set(data["facts"]["rule"]) == {"even", "odd"}
    assert data["facts"]["base"] < 1.0
