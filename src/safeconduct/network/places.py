"""Which place a name means: the user's own sites, then exact names, then near spellings inside the area of operations.

A homonym is decided only by where it lies: when one place of the name lies in the area and every other one at more
than twice its reach, it is taken and the rest are listed; otherwise the answer is "ambiguous", with distances, and a
person decides. Fame and population decide nothing. Nothing here rewrites a quotation: a name stays as written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from safeconduct.model.place import NamedPlace, Point
from safeconduct.network.graph import great_circle_km
from safeconduct.ports import Places

How = Literal["own", "exact", "near spelling"]
#: The area of operations reaches so far around a known place, km.
REACH_KM = 100.0
#: Least likeness (0 to 100, rapidfuzz WRatio on name keys) of a spelling that is taken for a name.
LEAST_LIKENESS = 83.0
#: Spellings within so much of the best are as good as it.
TIE = 2.0
#: Shorter names have too many near spellings.
SHORTEST_FUZZY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place a name may mean: how it was found, the likeness (100 unless a near spelling), the name that fits, and
    kilometres to the other places named, nearest first."""

    place: NamedPlace
    how: How
    likeness: float
    fits: str
    km_to: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a name means. ``place`` is set only when the verdict is "found"; ``candidates`` are all, the taken one
    first; ``flags`` say what a person should look at."""

    name: str
    verdict: Literal["found", "ambiguous", "unknown"]
    place: NamedPlace | None
    candidates: tuple[Candidate, ...]
    flags: tuple[str, ...] = ()


def name_key(name: str) -> str:
    """A name without case, apostrophes, hyphens and Latin accents; letters of other scripts stay as they are.

    "Lysychans'k" and "Lysychansʼk" are one, "Сєвєродонецьк" and "Северодонецк" are two.
    """
    kept = []
    for letter in unicodedata.normalize("NFC", name):
        if letter in "'’‘ʼʹʺ`´′\u0301\u0300" or unicodedata.category(letter) == "Cf":
            continue
        if letter in "-‐‑–—_/.,":
            kept.append(" ")
        elif "LATIN" in unicodedata.name(letter, ""):
            kept.append("".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c)))
        else:
            kept.append(letter)
    return " ".join("".join(kept).casefold().split())


def resolve(
    names: Sequence[str],
    gazetteer: Places,
    *,
    own: Sequence[NamedPlace] = (),
    near: Sequence[Point] = (),
    reach_km: float = REACH_KM,
) -> tuple[Resolved, ...]:
    """What each name means, in the order given, beside the others.

    The area of operations is ``reach_km`` around the points given as ``near``; without any, around the places that
    are certain: the user's own, and the largest group of names with one meaning that lie near one another.
    """
    names = tuple(dict.fromkeys(names))
    found = {name: _by_name(name, gazetteer, own) for name in names}
    certain = {name: those[0].place for name, those in found.items() if len(those) == 1}
    area = tuple(near) or _middle_of(certain, own, reach_km)
    for name in names:
        if not found[name] and area:
            found[name] = _near_spellings(name, gazetteer, own, area, reach_km)
    settled = {name: _inside(those, area, reach_km) for name, those in found.items()}
    others = {name: those[0].place for name, those in settled.items() if len(those) == 1}
    return tuple(_judged(name, found[name], settled[name], others, area, reach_km) for name in names)


def _by_name(name: str, gazetteer: Places, own: Sequence[NamedPlace]) -> tuple[Candidate, ...]:
    """The user's own places of that name; without one, every place of the gazetteer that has it."""
    key = name_key(name)
    mine = [place for place in own if key in map(name_key, place.names)]
    how: How = "own" if mine else "exact"
    places = mine or (gazetteer.called(key) if key else ())
    return tuple(
        Candidate(place=place, how=how, likeness=100.0, fits=next(n for n in place.names if name_key(n) == key))
        for place in places
    )


def _middle_of(certain: Mapping[str, NamedPlace], own: Sequence[NamedPlace], reach_km: float) -> tuple[Point, ...]:
    """The points around which the report plays: own places named, or the largest group within twice the reach."""
    mine = [place.point for place in certain.values() if any(place.id == site.id for site in own)]
    if mine:
        return tuple(mine)
    points = list(dict.fromkeys(place.point for place in certain.values()))
    groups = [tuple(b for b in points if great_circle_km(a, b) <= 2 * reach_km) for a in points]
    best = max(groups, key=len, default=())
    rivals = {frozenset((p.lon, p.lat) for p in group) for group in groups if len(group) == len(best)}
    return best if len(rivals) == 1 else ()


def _near_spellings(
    name: str, gazetteer: Places, own: Sequence[NamedPlace], area: Sequence[Point], reach_km: float
) -> tuple[Candidate, ...]:
    """Places inside the area whose names are nearly the one written; only the best, and whatever ties with it."""
    from rapidfuzz import fuzz, process

    key = name_key(name)
    if len(key) < SHORTEST_FUZZY:
        return ()
    inside = {place.id: place for point in area for place in gazetteer.near(point, reach_km)}
    inside |= {place.id: place for place in own}
    written = [(place, spelt, name_key(spelt)) for place in inside.values() for spelt in place.names]
    hits = process.extract(key, [k for *_, k in written], scorer=fuzz.WRatio, score_cutoff=LEAST_LIKENESS, limit=None)
    best: dict[str, Candidate] = {}
    for _, likeness, at in hits:
        place, spelt, _ = written[at]
        if abs(len(name_key(spelt)) - len(key)) <= 3 and likeness > (
            best[place.id].likeness if place.id in best else 0.0
        ):
            best[place.id] = Candidate(place=place, how="near spelling", likeness=round(likeness, 1), fits=spelt)
    top = max((c.likeness for c in best.values()), default=0.0)
    ranked = sorted(best.values(), key=lambda c: (-c.likeness, c.place.id))
    return tuple(c for c in ranked if c.likeness >= top - TIE)


def _inside(those: Sequence[Candidate], area: Sequence[Point], reach_km: float) -> tuple[Candidate, ...]:
    """Those a name may mean here, nearest first: when one lies inside the area, only those within twice its reach;
    otherwise all."""
    ranked = sorted(those, key=lambda c: _km(c.place.point, area))
    if ranked and _km(ranked[0].place.point, area) <= reach_km:
        return tuple(c for c in ranked if _km(c.place.point, area) <= 2 * reach_km)
    return tuple(ranked)


def _judged(
    name: str,
    found: Sequence[Candidate],
    settled: Sequence[Candidate],
    others: Mapping[str, NamedPlace],
    area: Sequence[Point],
    reach_km: float,
) -> Resolved:
    beside = {other: place for other, place in others.items() if other != name}
    ranked = [_with_distances(c, beside) for c in (*settled, *(c for c in found if c not in settled))]
    if not ranked:
        flags = () if area else ("no place is certain yet: near spellings are looked for around --near only",)
        return Resolved(name=name, verdict="unknown", place=None, candidates=(), flags=flags)
    if len(settled) > 1:
        flags = (f"{len(settled)} places fit; a person decides",)
        return Resolved(name=name, verdict="ambiguous", place=None, candidates=tuple(ranked), flags=flags)
    taken = ranked[0]
    return Resolved(
        name=name,
        verdict="found",
        place=taken.place,
        candidates=tuple(ranked),
        flags=tuple(_flags(taken, len(found), area, reach_km)),
    )


def _flags(taken: Candidate, found: int, area: Sequence[Point], reach_km: float) -> Iterable[str]:
    if taken.how == "near spelling":
        yield f"near spelling of {taken.fits} ({taken.likeness:.0f} of 100)"
    if found > 1:
        yield f"taken because no other lies within {2 * reach_km:.0f} km; {found - 1} more of that name"
    if area and (km := _km(taken.place.point, area)) > reach_km:
        yield f"impossibly far: {km:.0f} km from the other places named"


def _with_distances(candidate: Candidate, beside: Mapping[str, NamedPlace]) -> Candidate:
    far = sorted(
        ((other, round(great_circle_km(candidate.place.point, place.point), 1)) for other, place in beside.items()),
        key=lambda pair: pair[1],
    )
    return Candidate(
        place=candidate.place, how=candidate.how, likeness=candidate.likeness, fits=candidate.fits, km_to=tuple(far)
    )


def _km(point: Point, area: Sequence[Point]) -> float:
    """Kilometres to the nearest point of the area; 0 when there is no area."""
    return min((great_circle_km(point, other) for other in area), default=0.0)


def names_to_read(resolved: Sequence[Resolved], slug: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    """For a reader: place id (the slug of the first name written) to every name, of the names that are settled.

    Spellings of one place share one id. Ambiguous, unknown and impossibly far names are left to the reader's guess.
    """
    ids: dict[str, str] = {}
    names: dict[str, dict[str, None]] = {}
    for one in resolved:
        if one.place is None or any(flag.startswith("impossibly far") for flag in one.flags):
            continue
        if one.place.id not in ids:
            plain = slug(one.name)
            ids[one.place.id] = plain if plain not in names else f"{plain}-{one.place.id}"
        names.setdefault(ids[one.place.id], {}).update(dict.fromkeys((one.name, *one.place.names)))
    return {ident: tuple(spelt) for ident, spelt in names.items()}
