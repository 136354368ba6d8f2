"""When things happen on the clerk's afternoon, by seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sekisho.drill.clock import MINUTE, SECOND, Span

AD_HOSTS = ("click.adroute.example.net", "trk.pushlead.example.org", "go.bannerlink.example.com")


@dataclass(slots=True)
class Plot:
    """The times of one afternoon, all real."""

    window: Span
    parts: list[Span]
    run: int
    download: int
    site: int
    fake: int
    search: int
    browse: int
    tls: bool
    fake_host: str
    phone: str
    ad_hosts: tuple[str, ...]

    @property
    def silence(self) -> Span:
        """The telephone call: nothing on the line."""
        return Span(self.fake + 9 * SECOND, self.site)


def plot(dice: Random, day_start: int, seed: int) -> Plot:
    """Times chosen backwards from the start of the session."""
    hour = dice.choice((14, 15, 16, 16)) if seed != 1 else 16
    start = (
        day_start
        + hour * 60 * MINUTE
        + dice.randrange(2 * 60, 19 * 60) * SECOND
        + dice.randrange(1000)
    )
    length = dice.randrange(21 * 60, 49 * 60) * SECOND + dice.randrange(1000)
    window = Span(start, start + length)
    run = start - dice.randrange(3, 9) * SECOND
    download = run - dice.randrange(50, 130) * SECOND
    site = download - dice.randrange(15, 45) * SECOND
    fake = site - dice.randrange(3 * 60, 14 * 60) * SECOND - 9 * SECOND
    search = fake - dice.randrange(20, 50) * SECOND
    return Plot(
        window=window,
        parts=_parts(dice, window),
        run=run,
        download=download,
        site=site,
        fake=fake,
        search=search,
        browse=search - dice.randrange(14, 24) * MINUTE,
        tls=seed % 3 == 0,
        fake_host=dice.choice(("wdsecure", "msalertjp", "pcerr"))
        + f"{dice.randrange(100, 999)}.z{dice.randrange(10, 30)}.web.core.windows.net",
        phone=f"050-0000-{dice.randrange(10000):04d}",
        ad_hosts=AD_HOSTS[: dice.randrange(2, 4)],
    )


def _parts(dice: Random, window: Span) -> list[Span]:
    """The connections of the session: one, or more with short interruptions."""
    count = dice.choice((1, 2, 3))
    cuts = sorted(dice.sample(range(3, 8), count - 1))
    length = window.end - window.start
    edges, start = [], window.start
    for cut in cuts:
        end = window.start + length * cut // 10
        edges.append(Span(start, end))
        start = end + dice.randrange(25, 95) * SECOND
    return [*edges, Span(start, window.end)]
