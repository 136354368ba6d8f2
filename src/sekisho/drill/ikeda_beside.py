"""What else happens in Ikeda: other people's sessions, pages and files."""

from __future__ import annotations

import dataclasses

from sekisho.drill import ikeda_documents, ikeda_web, registers, side_stories
from sekisho.drill.clock import DAY, HOUR, MINUTE, Span, at, iso
from sekisho.drill.ikeda_plot import Plot
from sekisho.drill.roles import AFTER, BEFORE, CONTRACTOR, CURIOUS, DENIED, NEIGHBOUR
from sekisho.drill.scene import Scene
from sekisho.drill.shares import ShareAct


def tell_the_rest(scene: Scene, story: Plot, today: int) -> list[registers.Ticket]:
    """The sessions, attempts and pages that have nothing to do with the incident."""
    seed, pcs, dice = scene.options.seed, scene.town.pcs, scene.dice("beside")
    yesterday = scene.working_day_before(today)
    own_day = today if seed % 2 == 0 or yesterday is None else yesterday
    key = scene.options.tool if seed % 2 else "teamviewer"
    ticket = side_stories.registered(
        scene,
        pcs[CONTRACTOR],
        key,
        own_day + 10 * HOUR + dice.randrange(3, 20) * MINUTE,
        dice.randrange(18, 42),
    )
    other = registers.Ticket(
        pcs[CURIOUS],
        "TeamViewer",
        today - 20 * DAY + 13 * HOUR,
        today - 20 * DAY + 15 * HOUR,
        side_stories.COMPANY,
        "プリンタ設定",
    )
    if seed % 2 == 0 and yesterday is not None:
        start = yesterday + 15 * HOUR + dice.randrange(5, 40) * MINUTE
        side_stories.session(
            scene,
            pcs[CURIOUS],
            "quickassist",
            Span(start, start + dice.randrange(4, 11) * MINUTE),
            "unexplained",
        )
    side_stories.blocked(scene, pcs[DENIED], today + 9 * HOUR + dice.randrange(5, 170) * MINUTE)
    side_stories.article(scene, pcs[BEFORE], today + 10 * HOUR + dice.randrange(2, 80) * MINUTE)
    side_stories.article(scene, pcs[AFTER], story.window.end + 27 * MINUTE)
    if dice.random() < 0.6:
        _neighbour(scene, story, today)
    return [ticket, other]


def _neighbour(scene: Scene, story: Plot, today: int) -> None:
    """Somebody else met the same warning in the morning and closed it."""
    pc = scene.town.pcs[NEIGHBOUR]
    moment = today + 11 * HOUR + scene.dice("neighbour").randrange(2, 40) * MINUTE
    theirs = dataclasses.replace(story, fake=moment)
    before = len(scene.truth.cause)
    ikeda_web.meet_page(scene, pc, theirs)
    del scene.truth.cause[before:]
    scene.truth.spread.append(
        {
            "host": pc.host,
            "kind": "page",
            "value": story.fake_host,
            "time": iso(moment),
            "session": False,
        }
    )


def others_at_work(
    scene: Scene, files: list[ikeda_documents.ShareFile], story: Plot, today: int
) -> None:
    """Colleagues read their own files before and during the window; a memo is made after it."""
    by_share = {pc.share: pc for pc in reversed(scene.town.pcs[1:10])}
    for one in files:
        if one.fate == "others":
            pc = by_share[one.share]
            for moment in (today + 9 * HOUR + 10 * MINUTE, story.window.start + 5 * MINUTE):
                held = [
                    held
                    for held in scene.holdings
                    if held.host == pc.host and held.span.holds(moment)
                ]
                if held:
                    scene.acts.append(
                        ShareAct(
                            moment,
                            pc.staff.account,
                            held[0].address,
                            pc.host,
                            one.share,
                            "read",
                            one.path,
                        )
                    )
        if one.fate == "later":
            pc = by_share["somu"]
            late = max(story.window.end + 50 * MINUTE, at(scene.days[-1], 17, 35))
            scene.acts.append(
                ShareAct(late, pc.staff.account, pc.address, pc.host, one.share, "create", one.path)
            )
