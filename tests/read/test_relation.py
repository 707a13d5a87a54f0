from dataclasses import replace

from safeconduct.read.relation import Relation

OUTER = Relation(((0, 5),), ((6, 10),), ((11, 60),), "say", 0)
INNER = Relation(((11, 20),), ((21, 25),), ((26, 60),), "ask", 0)


def test_an_outer_relation_relays_an_inner_one() -> None:
    assert OUTER.holds((11, 20))
    assert not OUTER.holds((6, 10))
    assert OUTER.relays(INNER)
    assert not INNER.relays(OUTER)
    assert not OUTER.relays(replace(OUTER, cue=((12, 14),)))


def test_a_relation_reaches_at_least_its_own_sentence() -> None:
    assert Relation((), (), ((0, 1),), "say", 3).reach == 3
    assert replace(OUTER, reach=2).reach == 2
