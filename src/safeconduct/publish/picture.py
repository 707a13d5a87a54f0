"""The README's picture: one sentence of a report → one claim → one line on the map → one number in the answer.

Made from a dossier: the first crossing of a cut whose claim is in the ledger, or else the claim behind the window.
"""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.model.claim import Claim
from safeconduct.model.dossier import Answer, Dossier
from safeconduct.model.errors import NotFound
from safeconduct.model.place import Road
from safeconduct.model.situation import Situation
from safeconduct.publish import figures, svg, tokens
from safeconduct.publish.answers import binding
from safeconduct.publish.corridors import place_name
from safeconduct.publish.labels import Box
from safeconduct.publish.ledger import ClaimView, Ledger, build_ledger, sentence_around
from safeconduct.publish.panel import Panel, extent_of, middle

WIDTH, HEIGHT = 1000, 300
_CARD, _GAP, _TOP = 226, 32, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thread:
    """The four things the picture ties together."""

    claim: Claim
    view: ClaimView
    road: Road | None
    answer: Answer


def picture_svg(dossier: Dossier) -> str:
    """The picture as an SVG document; NotFound when the dossier has no claim that reaches an answer."""
    situation = dossier.situation
    ledger = build_ledger(dossier, situation.assumptions if situation else ())
    thread = _thread(dossier, ledger)
    if situation is None or thread is None:
        raise NotFound("no claim of this dossier reaches an answer", next_step="plan a corridor first")
    drawing = svg.Drawing(
        "picture",
        WIDTH,
        HEIGHT,
        "From one sentence to one number",
        f"The sentence “{thread.view.quote}” is claim {thread.view.label}; it decides a line on the map and a number.",
    )
    drawing.rect(0, 0, WIDTH, HEIGHT, colour="paper")
    heads = ("1  One sentence of a report", "2  One claim", "3  One line on the map", "4  One number in the answer")
    for n, head in enumerate(heads):
        x = _left(n)
        drawing.text(x, 24, head, size=14, bold=True)
        drawing.rect(x, _TOP, _CARD, HEIGHT - _TOP - 12, edge="quiet")
        if n:
            drawing.text(x - _GAP / 2, HEIGHT / 2 + 20, "→", size=24, anchor="middle", colour="soft", bold=True)
    _sentence(drawing, dossier, thread)
    _claim(drawing, thread)
    _line_on_map(drawing, situation, thread)
    _number(drawing, situation, thread)
    return drawing.done()


def _left(card: int) -> float:
    return 2 + card * (_CARD + _GAP - 1)


def _thread(dossier: Dossier, ledger: Ledger) -> _Thread | None:
    claims = {c.id: c for c in dossier.claims}
    roads = {r.id: r for r in (dossier.situation.roads if dossier.situation else ())}
    for answer in _likely_first(dossier):
        cut = answer.certificate.cut
        for edge in cut.edges if cut else ():
            for claim_id in edge.claims:
                view = ledger.by_id.get(claim_id)
                if view is not None and not view.masked:
                    return _Thread(claim=claims[claim_id], view=view, road=roads.get(edge.road), answer=answer)
    for answer in _likely_first(dossier):
        if dossier.situation is None:
            break
        basis = dossier.situation.corridor(answer.certificate.scenario.corridor).window_basis
        for claim_id in basis.claims if basis else ():
            view = ledger.by_id.get(claim_id)
            if view is not None and not view.masked:
                return _Thread(claim=claims[claim_id], view=view, road=None, answer=answer)
    return None


def _likely_first(dossier: Dossier) -> list[Answer]:
    """Answers, those for the likely number of people first."""
    sites = dossier.situation.sites if dossier.situation else ()
    likely = sum(g.people.pick("likely") for s in sites for g in s.groups)
    return sorted(dossier.answers, key=lambda a: abs(a.certificate.scenario.people - likely))


def _words(
    drawing: svg.Drawing, x: float, y: float, words: str, size: float, *, colour: str = "ink", most: int = 8
) -> float:
    """Wrapped words; returns the y below them."""
    lines = svg.wrap(words, size, _CARD - 24)
    for n, text in enumerate(lines[:most]):
        last = n == most - 1 and len(lines) > most
        drawing.text(x, y, text + (" …" if last else ""), size=size, colour=colour)
        y += size * 1.4
    return y


def _sentence(drawing: svg.Drawing, dossier: Dossier, thread: _Thread) -> None:
    report = next(r for r in dossier.reports if r.id == thread.claim.report)
    first, last = thread.claim.content[0], thread.claim.content[-1]
    start, end = sentence_around(report.text, first.start, last.end)
    x = _left(0) + 12
    drawing.rect(
        _left(0) + 5,
        _TOP + 14,
        4,
        20 + 19.6 * min(8, len(svg.wrap(report.text[start:end], 14, _CARD - 24))),
        colour="partly",
    )
    below = _words(drawing, x + 4, _TOP + 32, f"“{figures.line(report.text[start:end])}”", 14)
    _words(
        drawing, x + 4, below + 10, f"{report.publisher}, {figures.day(report.published)}", 12, colour="soft", most=3
    )


def _claim(drawing: svg.Drawing, thread: _Thread) -> None:
    view, x = thread.view, _left(1) + 12
    drawing.text(x, _TOP + 34, view.label, size=22, bold=True, colour="link")
    mark = tokens.STATES[view.state]
    drawing.mark(x + 80, _TOP + 27, view.state, 7)
    drawing.text(x + 93, _TOP + 31, mark.word, size=12.5, colour=mark.colour, bold=True)
    below = _words(drawing, x, _TOP + 62, f"{view.speaker} {view.stance}:", 13, colour="soft", most=2)
    below = _words(drawing, x, below + 4, f"“{view.quote}”", 14, most=4)
    _words(drawing, x, below + 8, "; ".join((view.kind, *view.values)), 12.5, most=3)


def _line_on_map(drawing: svg.Drawing, situation: Situation, thread: _Thread) -> None:
    frame = Box(left=_left(2) + 1, top=_TOP + 1, right=_left(2) + _CARD - 1, bottom=HEIGHT - 60)
    roads = [thread.road] if thread.road is not None else list(situation.roads)
    points = [p for r in roads for p in r.line]
    if thread.road is not None:
        points += [s.point for s in situation.sites]
    panel = Panel(frame=frame, extent=extent_of(points, 0.25))
    high = svg.num(frame.bottom - frame.top)
    clip = f'x="{svg.num(frame.left)}" y="{svg.num(frame.top)}" width="{_CARD - 2}" height="{high}"'
    drawing.add(f'<defs><clipPath id="picture-clip"><rect {clip}/></clipPath></defs><g clip-path="url(#picture-clip)">')
    drawing.rect(frame.left, frame.top, _CARD - 2, frame.bottom - frame.top, colour="panel")
    for water in situation.waters:
        drawing.path([panel.xy(p) for p in water.line], "water", width=10)
    on_leg = {edge for leg in situation.legs for edge in leg.edges}
    for road in situation.roads:
        colour, width = ("yes", 4.0) if road.id in on_leg else ("quiet", 1.4)
        drawing.path([panel.xy(p) for p in road.line], colour, width=width)
    for site in situation.sites:
        x, y = panel.xy(site.point)
        drawing.rect(x - 6, y - 6, 12, 12, colour="ink")
        drawing.text(x, y - 11, site.name, size=12, anchor="middle", bold=True, halo=True)
    if thread.road is not None:
        drawing.mark(*panel.xy(middle(thread.road.line)), thread.road.now.state.value, 11)
    drawing.add("</g>")
    words, state = "the road as announced", ""
    if thread.road is not None:
        words, state = figures.line(thread.road.name), tokens.STATES[thread.road.now.state.value].word
    drawing.text(frame.left + 11, HEIGHT - 42, words, size=13, bold=True)
    drawing.text(frame.left + 11, HEIGHT - 22, f"{state} · schematic".strip(" ·"), size=12, colour="soft")


def _number(drawing: svg.Drawing, situation: Situation, thread: _Thread) -> None:
    cert, x = thread.answer.certificate, _left(3) + 12
    to = place_name(situation, situation.corridor(cert.scenario.corridor).reception)
    drawing.text(x, _TOP + 66, figures.count(cert.persons_out), size=54, bold=True)
    of = f"of {figures.count(cert.scenario.people)} people by vehicle to {to}"
    below = _words(drawing, x, _TOP + 96, of, 14)
    below = _words(drawing, x, below + 8, f"binds: {binding(cert)}", 12.5, colour="soft", most=4)
    _words(drawing, x, below + 6, "proved for the model and the stated assumptions", 12, colour="soft", most=2)
