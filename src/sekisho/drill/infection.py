"""What the mass mail does: who opens it, what runs, whom it calls, what is found, the numbers."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from random import Random

from sekisho.drill import defender
from sekisho.drill.clock import DAY, HOUR, MINUTE, SECOND, iso
from sekisho.drill.leases import holder
from sekisho.drill.outbreak import Wave
from sekisho.drill.post import Mail
from sekisho.drill.scene import Scene
from sekisho.drill.town import Pc
from sekisho.drill.web import Request

THREAT = "TrojanDownloader:JS/Drill.A"
FETCH, GATE = "198.51.100.77", "203.0.113.44"


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody opened the attachment."""

    pc: Pc
    mail: Mail
    time: int
    stopped: bool = False
    refused: bool = False


def openings_of(
    scene: Scene, dice: Random, mass: Wave, first: int, taken: set[int]
) -> list[Opening]:
    """Five run the script on the first afternoon; two meet the new signatures the next day."""
    early = [pair for pair in mass.delivered if pair[0].time < first + 16 * HOUR]
    late = [pair for pair in mass.delivered if first + DAY < pair[0].time]
    used = set(taken)
    found: list[Opening] = []
    for pairs, count, stopped in ((early, 5, False), (late, 2, True)):
        dice.shuffle(pairs)
        for mail, box in pairs:
            index = int(box[1:3]) - 1
            enough = sum(one.stopped == stopped for one in found) == count
            if index in used or enough:
                continue
            used.add(index)
            after = mail.time + dice.randrange(4 * 60, 25 * 60) * SECOND
            moment = first + DAY + 11 * HOUR + dice.randrange(20, 55) * MINUTE if stopped else after
            refused = not stopped and len(found) == 4
            found.append(Opening(scene.town.pcs[index], mail, moment, stopped, refused))
    return found


def play(scene: Scene, one: Opening) -> None:
    """The script runs, fetches its load from a bare address and calls home every five minutes."""
    name = one.mail.attachment.name if one.mail.attachment else ""
    folder = rf"C:\Users\{one.pc.staff.account}\AppData\Local\Temp\Temp1_{name}"
    script = rf"{folder}\{name.removesuffix('.zip')}.js"
    if one.stopped:
        scene.events.append(defender.detected(one.pc, one.time, THREAT, script, acted=False))
        scene.events.append(
            defender.detected(one.pc, one.time + 4 * SECOND, THREAT, script, acted=True)
        )
        return
    host = r"C:\Windows\System32\WScript.exe"
    scene.events.append(
        scene.desk(one.pc).process(
            one.time, host, f'"{host}" "{script}"', r"C:\Windows\explorer.exe"
        )
    )
    load = Request(
        method="GET", host=FETCH, path=f"/counter/?id={one.time & 0xFFFFFF:x}&rnd=8831",
        mime="application/octet-stream", down=184_832, up=214, server=FETCH,
        agent="-", category="Unrated",
    )  # fmt: skip
    if one.refused:
        load = dataclasses.replace(
            load, status=403, result="TCP_DENIED", mime="text/html", down=3861, server="-"
        )
        scene.hit(one.pc.host, one.time + 4 * SECOND, 2, load)
        return
    scene.hit(one.pc.host, one.time + 5 * SECOND, 1640, load)
    beacon = Request(
        method="POST", host=GATE, path="/gate/index.php", mime="text/plain", down=312, up=488,
        server=GATE, agent="-", category="Unrated",
    )  # fmt: skip
    moment = one.time + 40 * SECOND
    for _ in range(12):
        if holder(scene.holdings, one.pc.host, moment) is None:
            break
        scene.hit(one.pc.host, moment, 210, beacon)
        moment += 5 * MINUTE


def clean(scene: Scene, openings: list[Opening], first: int) -> None:
    """New signatures at eleven of the second day; the scans of the afternoon find what ran."""
    update = first + DAY + 11 * HOUR + 2 * MINUTE
    for number, pc in enumerate(scene.town.pcs):
        if holder(scene.holdings, pc.host, update + number * SECOND):
            scene.events.append(defender.updated(pc, update + number * SECOND))
    for number, one in enumerate([one for one in openings if not one.stopped]):
        path = rf"C:\Users\{one.pc.staff.account}\AppData\Roaming\ms{one.time & 0xFFFF:04x}.exe"
        moment = first + DAY + 13 * HOUR + number * 22 * MINUTE
        if number == 3:
            continue  # this one was not found by any scan
        scene.events += defender.scan(one.pc, moment - 9 * MINUTE, 1200, full=True)
        scene.events.append(defender.detected(one.pc, moment, THREAT, path, acted=False))
        scene.events.append(
            defender.detected(one.pc, moment + 6 * SECOND, THREAT, path, acted=True)
        )


def account(scene: Scene, mass: Wave, openings: list[Opening]) -> None:
    """The numbers the council asks for; each is a count of deliveries or of PCs."""
    ran = [one for one in openings if not one.stopped]
    contacted = [one for one in ran if not one.refused]
    delivered, rejected = len(mass.delivered), mass.refused
    scene.truth.outbreak = {
        "definitions": "received, delivered, rejected: recipients of mails; from opened on: PCs",
        "mails": len(mass.mails),
        "received": delivered + rejected,
        "delivered": delivered,
        "rejected": rejected,
        "boxes": len({to for _, to in mass.delivered}),
        "opened": len(openings),
        "stopped_at_opening": len(openings) - len(ran),
        "executed": len(ran),
        "contacted": len(contacted),
        "cleaned": len(ran) - 1,
        "not_cleaned": [ran[3].pc.host],
        "opened_hosts": sorted(one.pc.host for one in openings),
        "executed_hosts": sorted(one.pc.host for one in ran),
        "contacted_hosts": sorted(one.pc.host for one in contacted),
        "subjects": sorted({mail.subject for mail in mass.mails}),
        "first": iso(min(mail.time for mail in mass.mails)),
        "last": iso(max(mail.time for mail in mass.mails)),
        "addresses": [FETCH, GATE],
        "openings": [
            {"host": one.pc.host, "time": iso(one.time), "executed": not one.stopped}
            for one in openings
        ],
    }
    scene.truth.spread = [
        {
            "host": one.pc.host,
            "kind": "mail",
            "value": one.mail.message_id,
            "time": iso(one.time),
            "executed": not one.stopped,
        }
        for one in openings
    ]
    first = min(openings, key=lambda one: one.time)
    scene.truth.cause = [
        {
            "kind": "mail",
            "time": iso(first.mail.time),
            "host": scene.town.mail_server,
            "visible": True,
        },
        {"kind": "opened", "time": iso(first.time), "host": first.pc.host, "visible": True},
    ]
