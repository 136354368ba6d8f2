"""Every gate of the town on by the commands, and back: byte for byte, and traffic as before."""

from __future__ import annotations

import json
import sys

import pytest

from tests.gates.mail import mail, program
from tests.town.office import gated, places
from tests.town.office.postoffice import PostOffice, missing
from tests.town.test_office_line import knocked
from tests.town.test_office_share import statuses
from tests.town.test_office_web import SITE, UNFIT, status

pytestmark = [
    pytest.mark.daemon,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=f"needs {', '.join(missing())}"),
]
GATES = [gate.name for gate in gated.tried(PostOffice)]
WRITTEN = """
import hashlib, json, os, sys
found = {}
for folder, _, names in os.walk("/etc"):
    for path in (os.path.join(folder, name) for name in names):
        if not path.startswith(sys.argv[1]) and os.path.isfile(path) and os.access(path, os.R_OK):
            with open(path, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
            found[path] = [digest, oct(os.stat(path).st_mode)]
json.dump(found, sys.stdout)
"""
SENT = """
import smtplib, sys
with smtplib.SMTP(sys.argv[1], 25, local_hostname="firm.example") as client:
    try:
        client.sendmail("a@firm.example", [sys.argv[2]], sys.stdin.buffer.read())
        print(250)
    except smtplib.SMTPDataError as error:
        print(error.smtp_code)
"""


def written(office: PostOffice) -> dict[str, dict[str, list[str]]]:
    """Every file below /etc of each machine with a gate, but for what was built: hash, rights."""
    words = [sys.executable, "-c", WRITTEN, gated.BUILT]
    return {
        gate: json.loads(office.spaces.run(gated.PLACES[gate].machine, words).stdout)
        for gate in GATES
    }


def tables(office: PostOffice) -> list[str]:
    """What the router's kernel holds."""
    told = office.spaces.run(places.ROUTER, ["nft", "list", "tables"]).stdout
    return [line for line in told.decode().splitlines() if "sekisho_quarantine" not in line]


def traffic(office: PostOffice) -> dict[str, object]:
    """What comes through: at each gate something that it lets pass and something it does not."""
    one = next(one for one in office.town.people if one.machine.zone == "office")
    pc = {"from": one.machine.name, "source": one.machine.address, "transport": "tcp"}
    to = [(places.REGISTER.address, 1433), (places.PROXY.address, 3128)]
    mails = [mail(("a.txt", b"text")), mail(("a.scr", program()))]
    words = [sys.executable, "-c", SENT, places.MAIL.address,
             f"{one.account}@{places.DOMAIN}"]  # fmt: skip
    return {
        "line": knocked(office, [{**pc, "to": address, "port": port} for address, port in to]),
        "web": [status(office, one, host) for host in (SITE, UNFIT)],
        "share": statuses(office),
        "mail": [int(office.spaces.run(places.WEB.name, words, input=data).stdout)
                 for data in mails],
    }  # fmt: skip


def test_on_and_back_leaves_everything_as_it_was() -> None:
    with PostOffice(9) as office:
        for gate in GATES:
            gated.prepared(office, gate)
        settings, held, before = written(office), tables(office), traffic(office)
        assert before["mail"] == [250, 250]
        for stage in ("observe", "enforce"):
            for gate in GATES:
                gated.applied(office, gate, [stage])
        on, during = written(office), traffic(office)
        assert [gate for gate in GATES if on[gate] == settings[gate]] == []
        assert before["line"] == ["passed", "passed"]
        assert during["line"] in (["silent", "passed"], ["refused", "passed"])
        assert during["web"] == [200, 403]
        assert during["mail"] == [250, 550]
        assert during["share"] != before["share"]
        for gate in GATES:
            gated.taken_back(office, gate)
        assert written(office) == settings
        assert tables(office) == held
        assert traffic(office) == before
