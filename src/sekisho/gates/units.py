"""What runs by itself on the machines of the gates, as units of systemd.

Reference: systemd.service(5), systemd.exec(5), systemd.timer(5), sysusers.d(5), tmpfiles.d(5).
Each service has the rights it needs and no more; a night's check that finds something fails, and
so stands in ``systemctl --failed``.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sekisho.gates.contract import File
from sekisho.gates.mail.postfix import QUEUE, SOCKET

HOME = "/var/lib/sekisho"
USER = "sekisho"
_SHUT = """\
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome={home}
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
RestrictAddressFamilies={families}
CapabilityBoundingSet={rights}
UMask={umask}
"""
_AT_BOOT = "\n[Install]\nWantedBy=multi-user.target\n"


@dataclass(frozen=True)
class Wanted:
    """``program``, ``rulebook``: absolute paths on that machine; ``scanned``: the folders whose
    personal information is counted every night (none: no such unit)."""

    program: str
    rulebook: str
    scanned: tuple[str, ...] = ()


def units(wanted: Wanted) -> tuple[File, ...]:
    """The files, by their names below ``/etc``."""
    return tuple(File(name, text.encode()) for name, text in _all(wanted))


def _all(wanted: Wanted) -> Iterator[tuple[str, str]]:
    run, rulebook = wanted.program, wanted.rulebook
    # what is made in the socket's folder belongs to its group (2755): Postfix may use it
    socket = f"{QUEUE}/{SOCKET}".rpartition("/")[0]
    yield "sysusers.d/sekisho.conf", f'u {USER} - "Sekisho" {HOME}\n'
    yield "tmpfiles.d/sekisho.conf", (f"d {HOME} - - -\nd {socket} 2755 {USER} postfix\n")
    yield "systemd/system/nftables.service.d/sekisho.conf", _restored(run)
    yield _service(
        "icap", "ウェブで送られるものを確かめる（閲覧の関）",
        [run, "web", "icap", "--policy", "/etc/squid/sekisho/web.json"],
        f"User={USER}\nExecReload=/bin/kill -HUP $MAINPID\nRestart=on-failure\nRestartSec=5\n",
        families="AF_UNIX AF_INET AF_INET6", network="Before=squid.service\n",
    )  # fmt: skip
    yield _service(
        "mail", "メールを判定する milter（メールの関）",
        [run, "mail", "serve", "--rulebook", rulebook, "--socket", f"{QUEUE}/{SOCKET}"],
        f"User={USER}\nSupplementaryGroups=postfix\nStateDirectory=sekisho/mail\n"
        f"StateDirectoryMode=0700\nReadWritePaths={socket}\nRestart=on-failure\nRestartSec=5\n",
        families="AF_UNIX AF_INET AF_INET6", network="Before=postfix.service\n",
        umask="0007",
    )  # fmt: skip
    night = [("rulebook", "規程の誤りと期限切れを調べる", "05:40", USER, "",
              [run, "rulebook", "check", rulebook, "--strict"], ""),
             ("state", "関が入れたときのままかを調べる", "05:50", "root",
              "CAP_NET_ADMIN CAP_DAC_OVERRIDE CAP_FOWNER",
              [run, "gates", "state"], f"ReadWritePaths=-/etc -{HOME}/gates\n")]  # fmt: skip
    if wanted.scanned:
        # below its own folder: a new inventory is made beside the old one and takes its place
        words = [run, "personal", "scan", *wanted.scanned, "--out", f"{HOME}/personal/inventory"]
        more = (
            "StateDirectory=sekisho/personal\nStateDirectoryMode=0700\n"
            "AmbientCapabilities=CAP_DAC_READ_SEARCH\nNice=19\nIOSchedulingClass=idle\n"
            # what could not be read is told in the inventory: it is no failure of the night
            "SuccessExitStatus=3\n"
        )
        night.append(("personal", "個人情報の所在を調べ直す", "01:10", USER,
                      "CAP_DAC_READ_SEARCH", words, more))  # fmt: skip
    for name, what, clock, user, rights, words, more in night:
        yield _service(name, what, words, f"Type=oneshot\nUser={user}\n{more}", boot=False,
                       rights=rights, families="AF_UNIX AF_NETLINK", home="read-only")  # fmt: skip
        yield f"systemd/system/sekisho-{name}.timer", _timer(what, clock)


def _restored(run: str) -> str:
    """``flush ruleset`` begins Debian's nftables.conf. A failure here must not fail the unit:
    systemd would then flush all rules again."""
    command = _words([run, "gates", "quarantine", "--restore"])
    return (
        "# 関所: 規則の全消去（起動・再読み込み）で失われた隔離を、残りの時間だけ入れ直す\n"
        f"[Service]\nReadWritePaths=-{HOME}\nExecStartPost=-{command}\nExecReload=-{command}\n"
    )


def _service(
    name: str, what: str, words: Sequence[str], more: str, *, boot: bool = True, network: str = "",
    **shut: str,
) -> tuple[str, str]:  # fmt: skip
    """``shut``: what of the usual locks is another here."""
    closed = _SHUT.format_map({"home": "yes", "rights": "", "umask": "0077", **shut})
    after = f"Wants=network-online.target\nAfter=network-online.target\n{network}" if boot else ""
    text = (
        f"[Unit]\nDescription=関所: {what}\n{after}\n"
        f"[Service]\nExecStart={_words(words)}\n{more}{closed}{_AT_BOOT if boot else ''}"
    )
    return f"systemd/system/sekisho-{name}.service", text


def _timer(what: str, clock: str) -> str:
    return (
        f"[Unit]\nDescription=関所: 毎晩 {what}\n\n"
        f"[Timer]\nOnCalendar=*-*-* {clock}:00\nRandomizedDelaySec=10m\nPersistent=yes\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _words(words: Sequence[str]) -> str:
    """Words as systemd reads them: its specifiers and variables are none of ours."""
    said = shlex.join(words).replace("'\"'\"'", "\\'")
    return said.replace("%", "%%").replace("$", "$$")
