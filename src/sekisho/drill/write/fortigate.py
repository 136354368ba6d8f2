"""FortiGate (FortiOS 6.2 and later) logs as downloaded: key=value, text quoted.

Reference: FortiOS Log Message Reference. `eventtime` is in nanoseconds; a session gives a line when
it closes (`logid` 0000000013), long ones give an interim line every two minutes as well
(0000000020), whose bytes are totals so far and whose `sentdelta`/`rcvddelta` are the growth.
"""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.drill.clock import MINUTE, Clock, local
from sekisho.drill.leases import Message
from sekisho.drill.web import Hit

_INTERIM = 2 * MINUTE
_DEVICE = 'devname="FGT60E-TOWN" devid="FGT60E4Q16000137"'
_NO_ADDRESS = "0.0.0.0"  # noqa: S104 - text of a log, nothing is bound
_DHCP = {
    "discover": ("0100026001", "Discover", "DHCP server receives a DHCPDISCOVER"),
    "offer": ("0100026001", "Offer", "DHCP server sends a DHCPOFFER"),
    "request": ("0100026001", "Request", "DHCP server receives a DHCPREQUEST"),
    "ack": ("0100026001", "Ack", "DHCP server sends a DHCPACK"),
    "nak": ("0100026001", "Nak", "DHCP server sends a DHCPNAK"),
    "release": ("0100026001", "Release", "DHCP server receives a DHCPRELEASE"),
    "expire": ("0100026001", "Release", "DHCP lease expired"),
}


class FortigateLog:
    """Writes traffic, web filter and DHCP lines, each with the time of its writing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._session = 120_000_000
        self._port = 49_152

    def traffic(self, hit: Hit) -> Iterator[tuple[int, bytes]]:
        """All lines of one session: web filter, interim lines, close."""
        self._session += 7
        self._port = 49_152 + (self._port - 49_151) % 16_000
        yield hit.start, self._webfilter(hit)
        if hit.request.denied:
            return
        yield from self._interim(hit)
        totals = (
            f"duration={round(hit.elapsed / 1000)} sentbyte={hit.request.up} "
            f"rcvdbyte={hit.request.down} sentpkt={hit.request.up // 900 + 4} "
            f"rcvdpkt={hit.request.down // 1200 + 4}"
        )
        yield hit.end, self._line(hit.end, self._flow(hit, "0000000013", "close", totals))

    def _interim(self, hit: Hit) -> Iterator[tuple[int, bytes]]:
        sent = received = 0
        moment = hit.start + _INTERIM
        while moment < hit.end:
            part = (moment - hit.start) / hit.elapsed
            now_sent, now_received = int(hit.request.up * part), int(hit.request.down * part)
            totals = (
                f"duration={(moment - hit.start) // 1000} sentbyte={now_sent} "
                f"rcvdbyte={now_received} sentpkt={now_sent // 900 + 4} "
                f"rcvdpkt={now_received // 1200 + 4} "
                f"sentdelta={now_sent - sent} rcvddelta={now_received - received}"
            )
            yield moment, self._line(moment, self._flow(hit, "0000000020", "accept", totals))
            sent, received = now_sent, now_received
            moment += _INTERIM

    def _flow(self, hit: Hit, logid: str, action: str, totals: str) -> str:
        request, client = hit.request, hit.client
        service = (
            "HTTPS"
            if request.port == 443
            else "HTTP"
            if request.port == 80
            else f"tcp/{request.port}"
        )
        app = request.app or ("SSL" if request.tunnel else "HTTP.BROWSER_Chrome")
        appcat = (
            "Remote.Access"
            if request.app
            else "Network.Service"
            if request.tunnel
            else "Web.Client"
        )
        risk = "high" if request.app else "medium"
        user = f'user="{client.user}" ' if client.user != "-" else ""
        return (
            f'logid="{logid}" type="traffic" subtype="forward" level="notice" vd="root" {{when}} '
            f'srcip={client.address} srcname="{client.host}" srcport={self._port} '
            f'srcintf="internal" srcintfrole="lan" dstip={request.server} dstport={request.port} '
            f'dstintf="wan1" dstintfrole="wan" sessionid={self._session} proto=6 action="{action}" '
            f"policyid=3 "
            f'policytype="policy" {user}service="{service}" dstcountry="Japan" '
            f'srccountry="Reserved" trandisp="snat" transip=203.0.113.250 transport={self._port} '
            f'app="{app}" appcat="{appcat}" apprisk="{risk}" applist="town" {totals} '
            f'mastersrcmac="{client.mac}" srcmac="{client.mac}" srcserver=0'
        )

    def _webfilter(self, hit: Hit) -> bytes:
        request, client = hit.request, hit.client
        logid, event, action = (
            ("0316013056", "ftgd_blk", "blocked")
            if request.denied
            else ("0317013312", "ftgd_allow", "passthrough")
        )
        url = f"https://{request.host}/" if request.tunnel else request.target
        message = (
            "URL belongs to a denied category in policy"
            if request.denied
            else "URL belongs to an allowed category in policy"
        )
        user = f'user="{client.user}" ' if client.user != "-" else ""
        referer = "" if request.referer == "-" else f' referralurl="{request.referer}"'
        method = "domain" if request.tunnel else "ip"
        level = "warning" if request.denied else "notice"
        return self._line(
            hit.start,
            f'logid="{logid}" type="utm" subtype="webfilter" eventtype="{event}" level="{level}" '
            f'vd="root" {{when}} policyid=3 sessionid={self._session} {user}'
            f'srcip={client.address} srcport={self._port} srcintf="internal" srcintfrole="lan" '
            f'dstip={request.server} dstport={request.port} dstintf="wan1" '
            f'dstintfrole="wan" proto=6 service="{"HTTPS" if request.tunnel else "HTTP"}" '
            f'hostname="{request.host}" profile="town" action="{action}" reqtype="direct" '
            f'url="{url}"{referer} sentbyte=517 rcvdbyte=0 direction="outgoing" '
            f'msg="{message}" method="{method}" cat=52 catdesc="{request.category}"',
        )

    def dhcp(self, message: Message) -> tuple[int, bytes]:
        """The event line of one DHCP step."""
        logid, kind, text = _DHCP[message.step]
        name = {"ack": "DHCP Ack log", "release": "DHCP Release log"}.get(
            message.step, "DHCP client lease"
        )
        body = (
            f'logid="{logid}" type="event" subtype="system" level="information" vd="root" {{when}} '
            f'logdesc="{name}" interface="internal" dhcp_msg="{kind}" mac="{message.mac.upper()}" '
            f"ip={message.address or _NO_ADDRESS} lease=28800 "
            f'hostname="{message.host}" msg="{text}"'
        )
        return message.time, self._line(message.time, body)

    def _line(self, moment: int, body: str) -> bytes:
        shown = self._clock.shows(moment)
        when = local(shown)
        stamp = f'eventtime={shown * 1_000_000 + 137_913} tz="+0900"'
        head = f"date={when:%Y-%m-%d} time={when:%H:%M:%S} {_DEVICE}"
        return f"{head} {body.format(when=stamp)}\n".encode()
