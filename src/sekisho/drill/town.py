"""The town of an exercise: its departments, staff, PCs and servers."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sekisho.drill import names


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works in the town office."""

    name: str
    kana: str
    account: str
    title: str


@dataclass(frozen=True, slots=True)
class Pc:
    """A PC on a desk: `address` is the one it usually gets."""

    host: str
    department: str
    share: str
    staff: Staff
    address: str
    mac: str
    sid: str
    purchased: int
    windows: str


@dataclass(frozen=True, slots=True)
class Town:
    """A town office as an exercise needs it."""

    name: str
    short: str
    domain: str
    windows_domain: str
    net: str
    pcs: tuple[Pc, ...]
    file_server: str
    gateway: str
    mail_server: str
    joined: bool
    authenticates: bool

    def pc(self, host: str) -> Pc:
        """The PC with this name; KeyError when there is none."""
        for pc in self.pcs:
            if pc.host == host:
                return pc
        raise KeyError(host)

    def computer(self, host: str) -> str:
        """The name under which a Windows computer writes its events."""
        return f"{host}.{self.windows_domain}" if self.joined else host

    def windows_logon_domain(self, host: str) -> str:
        """The domain part of an account in Windows events."""
        return self.windows_domain.split(".")[0].upper() if self.joined else host


TOWN_DEPARTMENTS: tuple[tuple[str, str], ...] = (
    ("議会事務局", "gikai"),
    ("総務政策課", "somu"),
    ("税務課", "zeimu"),
    ("住民課", "jumin"),
    ("保健福祉課", "fukushi"),
    ("産業振興課", "sangyo"),
    ("建設課", "kensetsu"),
    ("教育委員会", "kyoiku"),
    ("会計室", "kaikei"),
    ("上下水道課", "suido"),
)
_CITY_OFFICES = (
    "総務",
    "企画",
    "税",
    "市民",
    "福祉",
    "子ども",
    "健康",
    "産業",
    "都市",
    "建設",
    "環境",
    "教育",
    "文化",
    "消防",
    "水道",
    "会計",
)
_CITY_SUFFIXES = ("課", "第二課", "推進室", "管理課", "センター")


def city_departments() -> tuple[tuple[str, str], ...]:
    """The eighty departments of a city."""
    pairs = [f"{office}{suffix}" for suffix in _CITY_SUFFIXES for office in _CITY_OFFICES]
    return tuple((name, f"d{index:02d}") for index, name in enumerate(pairs, start=1))


def build(
    rng: Random, place: tuple[str, str, str], departments: tuple[tuple[str, str], ...], pcs: int
) -> Town:
    """A town with `pcs` PCs spread over the departments; the first PC sits in the first one."""
    style = rng.randrange(3)
    net = rng.choice(("192.168.10", "192.168.21", "10.18.4", "172.20.8"))
    machine = "S-1-5-21-" + "-".join(str(rng.randrange(10**9, 4 * 10**9)) for _ in range(3))
    used: set[str] = set()
    desks = []
    for index in range(pcs):
        department, share = departments[index % len(departments)]
        desks.append(
            Pc(
                host=_host(style, share, index),
                department=department,
                share=share,
                staff=_staff(rng, used, head=index == 0),
                address=_address(net, index),
                mac=_mac(rng, index),
                sid=f"{machine}-{1104 + index}",
                purchased=rng.randrange(2011, 2016),
                windows=rng.choice(("Windows 7 Professional", "Windows 10 Pro")),
            )
        )
    romaji = place[1]
    return Town(
        name=place[0],
        short=place[2],
        domain=f"{romaji}.example.jp",
        windows_domain=f"{romaji}.local",
        net=net,
        pcs=tuple(desks),
        file_server="fs01",
        gateway="gw01",
        mail_server="mail",
        joined=rng.random() < 0.5,
        authenticates=rng.random() < 0.4,
    )


def _host(style: int, share: str, index: int) -> str:
    if style == 0:
        return f"{share.upper()}-PC{index + 1:02d}"
    if style == 1:
        return f"PC{index + 101:04d}"
    return f"N16-{share.upper()[:2]}{index + 1:03d}"


def _address(net: str, index: int) -> str:
    """Addresses 21 to 220, continued in the following networks for large offices."""
    block, rest = divmod(index, 200)
    first, second, third = net.split(".")
    return f"{first}.{second}.{int(third) + block}.{rest + 21}"


def _mac(rng: Random, index: int) -> str:
    tail = rng.randrange(1 << 12) << 12 | index
    return "00:1b:" + ":".join(f"{byte:02x}" for byte in (rng.randrange(256), *tail.to_bytes(3)))


def _staff(rng: Random, used: set[str], *, head: bool) -> Staff:
    surname = rng.choice(names.SURNAMES)
    given = rng.choice(names.GIVEN)
    account = surname[2]
    number = 1
    while account in used:
        number += 1
        account = f"{surname[2]}{number}"
    used.add(account)
    title = "事務局長" if head else rng.choice(("課長補佐", "係長", "主査", "主事"))
    return Staff(
        name=f"{surname[0]}\u3000{given[0]}",
        kana=f"{surname[1]}\u3000{given[1]}",
        account=account,
        title=title,
    )
