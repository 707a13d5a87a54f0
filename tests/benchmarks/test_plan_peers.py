"""Ratios against the best peer that answered, medians over seeds, and what is said of a peer that gives none."""

from __future__ import annotations

from benchmarks.plan_peers import ENFORCED, LENT, RELAXED, Answer, figures, ratios, summary

MINE = Answer(name="ours", relaxed=120, enforced=100)


def test_the_best_peer_counts() -> None:
    """By each row for itself, whoever it is; below one misses."""
    others = [
        Answer(name="a", relaxed=100, enforced=50, lent=90),
        Answer(name="b", relaxed=60, enforced=80, lent=80),
        Answer(name="c", absent=True),
        Answer(name="d"),
    ]
    found = {metric: (value, target) for metric, _, value, target in ratios(MINE, others)}
    assert {metric: value for metric, (value, _) in found.items()} == {RELAXED: 1.2, ENFORCED: 1.25, LENT: 1.1111}
    target = found[ENFORCED][1]
    assert target is not None
    assert target.reached(1.0)
    assert not target.reached(0.99)


def test_no_peer_no_ratio() -> None:
    """Nothing is divided by nothing."""
    assert list(ratios(MINE, [Answer(name="d")])) == []


def test_none_is_told() -> None:
    """A missing plan and a missing library are rows, not gaps."""
    assert [row[0] for row in figures(Answer(name="d"))][:2] == ["d: none, relaxed", "d: none, enforced"]
    assert [row[0] for row in figures(Answer(name="c", absent=True))] == ["c: not installed"]
    checks = [row for row in figures(Answer(name="e", enforced=5, wrong=2)) if row[0] == "e: checks that fail"]
    assert [(value, target is not None and target.reached(value)) for _, _, value, target in checks] == [(2, False)]


def test_medians_carry_the_target() -> None:
    """The middle one of three seeds, by instance."""
    rows = [
        {"instance": instance, "metric": ENFORCED, "value": value}
        for instance, values in (("x", (1.0, 1.3, 1.26)), ("y", (1.2, 1.1, 1.4)))
        for value in values
    ]
    assert [(row.instance, row.value, row.ok) for row in summary(rows)] == [("x", 1.26, True), ("y", 1.2, False)]
    assert all("median of 3 seeds" in row.metric for row in summary(rows))
