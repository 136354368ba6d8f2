"""A working day in a minute: who does what when, by seed.

The clocks of the programs cannot be made to run faster, so the day is short instead: the
moments of a plan are seconds of real time. Only the session of the stranger lasts as long as
one must to be one (half a minute; what is shorter are the tool's calls for its relay).
"""

from __future__ import annotations

from random import Random
from typing import Any

from tests.town.office import places, world
from tests.town.office.office import PASSWORD

DAY_S = 48.0
SESSION_S = 33.0
STARTS_S = 11.0
READ = ("緊急連絡先一覧.xlsx", "定例会/会議資料.docx", "傍聴者名簿.xlsx")
"""What the stranger opens on the council's share."""


def day(town: places.Town, seed: int, *, seconds: float = DAY_S) -> dict[str, Any]:
    """The plan of a day with its incident."""
    dice = Random(f"office/{seed}/day")
    people = [of_person(one, _work(dice, one, seconds)) for one in town.people]
    people[0]["acts"] += incident(town.clerk, seconds)
    for late in people[-3:]:
        late["acts"] += [_documents(dice, round(seconds * 0.97, 2), late["share"])]
    people[1]["acts"].append(_trespass(seconds * 0.3, places.REGISTER.address, 1433))
    people.append(_window(town, seconds))
    return {"people": people, "seconds": seconds}


def of_person(one: places.Person, acts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "machine": one.machine.name,
        "account": one.account,
        "password": PASSWORD,
        "server": places.FILES.address,
        "share": one.pc.share,
        "acts": acts,
    }


def _window(town: places.Town, seconds: float) -> dict[str, Any]:
    """The counter's terminal with residents' data: it speaks to its own server only. Somebody
    logs on there and tries the share they have at their desk."""
    one = next(one for one in town.people if one.pc.share == "jumin")
    at = [round(seconds * part, 2) for part in (0.1, 0.5)]
    acts = [{"at": moment, "what": "knock", "address": places.REGISTER.address} for moment in at]
    acts.append(_trespass(seconds * 0.4, places.FILES.address, 445))
    acts.append(reading(seconds * 0.6, one.pc.share) | {"forbidden": True})
    return of_person(one, acts) | {"machine": places.WINDOW.name}


def reading(at: float, share: str) -> dict[str, Any]:
    """A look at what lies on a share."""
    return {"at": round(at, 2), "what": "share", "share": share, "commands": ["ls"]}


def _trespass(at: float, address: str, port: int) -> dict[str, Any]:
    """A connection that the rulebook does not allow; with no gate on, nothing hinders it."""
    where = {"address": address, "port": port}
    return {"at": round(at, 2), "what": "trespass", "forbidden": True, **where}


def _work(dice: Random, one: places.Person, seconds: float) -> list[dict[str, Any]]:
    """Mail and groupware, pages, documents, a meal, and now and then a mistyped password."""
    acts: list[dict[str, Any]] = []

    def at(low: float, high: float) -> float:
        return round(seconds * dice.uniform(low, high), 2)

    acts.append({"at": at(0, 0.08), "what": "tls", "host": world.TLS[0], "up": 700})
    acts += [_look(dice, at(0.05, 0.95), world.PLAIN) for _ in range(dice.randrange(4, 9))]
    for _ in range(dice.randrange(1, 4)):
        host, up = dice.choice(world.TLS), dice.randrange(400, 9000)
        acts.append({"at": at(0.05, 0.95), "what": "tls", "host": host, "up": up})
    if dice.random() < 0.5:
        acts += [_look(dice, at(0.4, 0.52), world.LUNCH) for _ in range(dice.randrange(1, 4))]
    for _ in range(dice.randrange(1, 3)):
        acts.append(_documents(dice, at(0.02, 0.9), one.pc.share))
    if dice.random() < 0.2:
        acts.append({"at": at(0.05, 0.3), "what": "mistyped", "share": one.pc.share})
    return acts


def _look(dice: Random, at: float, sites: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    host = dice.choice(sorted(sites))
    return {"at": at, "what": "get", "host": host, "path": dice.choice(sites[host])}


def _documents(dice: Random, at: float, share: str) -> dict[str, Any]:
    """A look into the department's share: something read, something written."""
    read = dice.choice(("予定表.docx", "起案文書.docx", "回覧.docx"))
    commands = ["ls", f'get "{read}" read.tmp']
    if dice.random() < 0.4:
        commands.append(f'put read.tmp "控え{dice.randrange(100)}.docx"')
    return {"at": at, "what": "share", "share": share, "commands": commands}


def incident(clerk: places.Person, seconds: float) -> list[dict[str, Any]]:
    """The clerk's afternoon: unfit pages, the false warning, the call, the tool, the stranger."""
    tool, search = world.TOOL, f"http://{world.SEARCH}/search?p=%E7%84%A1%E6%96%99"
    fake = f"http://{world.FAKE}{world.FAKE_PATH}"
    second = f"http://{world.ADS[1]}/c?k=2&to={fake}"
    early = [
        {"at": 0.5 + number * 0.3, "what": "get", "host": host, "path": path}
        for host, paths in world.UNFIT.items()
        for number, path in enumerate(paths[:4])
    ]
    pages = [
        (2.4, world.SEARCH, "/search?p=%E7%84%A1%E6%96%99", "-"),
        (3.4, world.ADS[0], f"/c?k=1&to={second}", search),
        (3.6, world.ADS[1], f"/c?k=2&to={fake}", search),
        (3.8, world.FAKE, world.FAKE_PATH, second),
    ]
    parts = [
        (4.0 + 0.1 * number, world.FAKE, f"/werrx01JPHTML/{name}", fake)
        for number, name in enumerate(world.FAKE_PARTS)
    ]
    acts = [
        {"at": at, "what": "get", "host": host, "path": path, "referer": referer}
        for at, host, path, referer in (*pages, *parts)
    ]
    session = min(SESSION_S, max(2.0, seconds - STARTS_S - 3))
    commands = [f'get "{path}" taken{number}.tmp' for number, path in enumerate(READ)]
    acts += [
        {"at": 7.0, "what": "tls", "host": tool.site, "up": 600},
        {"at": 8.0, "what": "get", "host": tool.download_host, "path": tool.download_path},
        {"at": 9.5, "what": "tls", "host": tool.boot_host, "up": 900},
        {"at": STARTS_S, "what": "session", "host": tool.relay_host, "seconds": session,
         "share": clerk.pc.share, "commands": commands, "screens": 300_000},
    ]  # fmt: skip
    return [{**one, "incident": True} for one in early + acts]
