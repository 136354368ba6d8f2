"""Postfix: what a mail server did with each mail, line by line.

Reference: the msg_info and msg_warn calls of Postfix 2.6 to 3.9; postfix.org QSHAPE_README,
header_checks(5), postconf(5) enable_long_queue_ids. Lines of one mail are joined by queue id;
``mail.next_queue_id`` is the id the next server, often a filter on the same host, gave it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.kinds import MAIL
from sekisho.events.table import events
from sekisho.sources.contract import Events, Item
from sekisho.sources.syslog.cut import address, after, fields_of, groups, matches, port, whole
from sekisho.sources.syslog.frames import Frames
from sekisho.sources.syslog.payload import Payload
from sekisho.sources.syslog.subject import decoded_subjects

Columns = dict[str, pa.Array]

_SERVICES = r"^postfix[\w.-]*(?:/[\w./-]+)?$"
_LONG = r"[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{10,}z[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-y]+"
_QUEUE = rf"^(?P<all>(?:warning: )?(?P<id>[0-9A-F]{{5,}}|{_LONG}|NOQUEUE): )"
_CLIENT = r"(?P<client>[^\s\[,]*)\[(?P<ip>[0-9A-Fa-f:.%\w]+)\](?::(?P<port>\d+))?"
_FORMS = {
    "accept": rf"^client={_CLIENT}(?P<pairs>.*)$",
    "message-id": r"^(?:resent-)?message-id=(?:<(?P<message_id>[^>]*)>?|(?P<message_id2>.*))$",
    "queue": r"^from=<(?P<from>[^>]*)>, (?P<pairs>(?:size=|status=).*)$",
    "pickup": r"^(?P<pairs>uid=.*)$",
    "deliver": r"^to=(?:<(?P<to>[^>]*)>|(?P<to2>[^,]*)),(?P<pairs>.*?) status=(?P<status>[\w-]+)"
    r"(?: \((?P<reason>.*)\))?$",
    "remove": r"^(?P<removed>removed)$",
    "header": r"^(?P<verdict>[\w-]+): (?:header|mime-header|nested-header|body) "
    rf"(?:(?P<header>[!-9;-~]+):)? ?(?P<value>.*?) from (?:{_CLIENT}|local)"
    r"; (?P<pairs>(?:from|to|proto|helo)=.*)$",
    "reject": r"^(?P<verdict>(?:milter-|proxy-)?[a-z]+(?:[_-][a-z]+)*): (?P<stage>[A-Z-]+)"
    rf"(?: from {_CLIENT})?: (?P<reason>.*?)(?:; (?P<pairs>(?:from|to|proto|helo)=.*))?$",
    "connect": rf"^(?:connect|CONNECT) from {_CLIENT}(?P<pairs>.*)$",
    "disconnect": rf"^(?:disconnect from|DISCONNECT) {_CLIENT}(?P<pairs>.*)$",
    "login": rf"^warning: {_CLIENT}: SASL (?P<method>[\w-]+) authentication (?P<reason>.*)$",
    "bounce": r"^sender (?P<bounce>[\w-]+) notification: (?P<next>\w+)$",
    "pass": r"^(?P<verdict>PASS (?:OLD|NEW)|WHITELIST(?:ED| VETO)|ALLOWLIST(?:ED| VETO)|"
    rf"DENYLISTED|BLACKLISTED) {_CLIENT}(?P<pairs>.*)$",
    "peer": r"^(?:[^\[:]* )?(?:to|with|host|failed for) "
    r"(?P<relay>[^\s\[]*\[(?:[0-9A-Fa-f:.]+)\](?::\d+)?)(?: said: (?P<reason>.*))?",
    "client": rf"^(?:[^\[:]* (?:from|for) {_CLIENT}|addr (?P<listed>\S+) (?:listed|blocked) by )",
}
_IN_PASSING = ["peer", "client"]
"""Forms that tell only whom a message is about; its words are kept whole."""
_PAIRS = {
    "from": "email.from.address",
    "to": "email.to.address",
    "orig_to": None,
    "sasl_method": None,
    "sasl_username": "user.name",
    "size": "email.size",
    "nrcpt": "email.recipients",
    "relay": "mail.relay",
    "status": "mail.status",
    "delay": None,
    "delays": None,
    "dsn": "event.code",
    "proto": None,
    "helo": None,
    "uid": None,
    "conn_use": None,
    "tls": None,
}
_ACTIONS = {"pickup": "accept"} | dict.fromkeys(["bounce", "pass", *_IN_PASSING], "other")
_REFUSED = r"(?:^|-)(?:reject|discard)$"
_SENT = ["sent", "delivered", "deliverable"]
_FAILED = ["bounced", "expired", "undeliverable", "undeliverable-but-not-cached"]


def _claims(frames: Frames) -> pa.Array:
    return matches(frames.programs, _SERVICES)


def _parse(frames: Frames, _settings: Any) -> Iterator[Item]:
    queue = groups(frames.messages, _QUEUE)
    lengths = np.asarray(pc.fill_null(pc.binary_length(queue["all"]), 0)).astype(np.int64)
    texts = after(frames.messages, lengths)
    said = _understood(texts)
    yield Events(MAIL, events(MAIL, len(frames), _columns(frames, queue["id"], texts, said)))


def _understood(texts: pa.Array) -> Columns:
    """What each text says, by the first form that it has; ``form`` is null for none."""
    rows = len(texts)
    said: Columns = {"form": pa.nulls(rows, pa.string())}
    left = pa.array(np.arange(rows))
    for form, pattern in _FORMS.items():
        if len(left) == 0:
            break
        part = texts.take(left)
        fits = matches(part, pattern)
        if not pc.any(fits).as_py():
            continue
        found = groups(part.filter(fits), pattern)
        found["form"] = pa.repeat(pa.scalar(form), pc.sum(fits).as_py())
        mask = np.zeros(rows, bool)
        mask[np.asarray(left.filter(fits))] = True
        for name, values in found.items():
            before = said.get(name, pa.nulls(rows, pa.string()))
            said[name] = pc.replace_with_mask(before, pa.array(mask), values)
        left = left.filter(pc.invert(fits))
    return said


def _pairs(texts: pa.Array) -> Columns:
    """The values of ``name=value`` and ``name=<value>`` with blanks or commas between."""
    found = {}
    for name in _PAIRS:
        here = matches(texts, rf"(?:^|[, ]){name}=")
        if not pc.any(here).as_py():
            continue
        pattern = rf"(?:^|[, ]){name}=(?:<(?P<a>[^>]*)>|(?P<b>[^, ]*))"
        parts = groups(texts.filter(here), pattern)
        empty = pa.nulls(len(texts), pa.string())
        found[name] = pc.replace_with_mask(empty, here, pc.coalesce(parts["a"], parts["b"]))
    return found


def _columns(frames: Frames, queue: pa.Array, texts: pa.Array, said: Columns) -> dict[str, Any]:
    rows = len(frames)
    pairs = _pairs(said.get("pairs", pa.nulls(rows, pa.string())))

    def of(*names: str) -> pa.Array:
        known = [said[name] for name in names if name in said]
        known += [pairs[name] for name in names if name in pairs]
        return pc.coalesce(*known) if known else pa.nulls(rows, pa.string())

    form, verdict = said["form"], of("verdict")
    action = _action(form, verdict)
    header = of("header")
    subject = pc.fill_null(pc.equal(pc.utf8_lower(header), "subject"), False)
    value = pc.utf8_trim_whitespace(of("value"))
    reply = pc.if_else(pc.equal(form, "deliver"), of("reason"), None)
    onward = groups(reply, r"(?:queued|forwarded) as (?P<id>[0-9A-Za-z]+)")["id"]
    relay = groups(of("relay"), r"\[(?P<ip>[0-9A-Fa-f:.]+)\]")["ip"]
    status = pc.coalesce(of("status"), verdict)
    passing = pc.or_(form.is_null(), pc.is_in(form, value_set=pa.array(_IN_PASSING)))
    unsaid = pc.if_else(passing, texts, None)
    return frames.head("postfix", "mail") | {
        "host.name": frames.hosts,
        "process.name": frames.programs,
        "user.name": of("sasl_username"),
        "source.ip": address(of("ip", "listed")),
        "destination.ip": address(relay),
        "event.code": pc.coalesce(
            of("dsn"), groups(of("reason"), r"^(?P<code>[245]\d\d)\b")["code"]
        ),
        "event.action": action,
        "event.outcome": _outcome(action, status),
        "email.queue_id": pc.if_else(pc.equal(queue, "NOQUEUE"), None, queue),
        "email.message_id": of("message_id", "message_id2"),
        "email.from.address": of("from"),
        "email.to.address": of("to", "to2"),
        "email.subject": decoded_subjects(pc.if_else(subject, value, None)),
        "email.size": whole(of("size")),
        "email.recipients": port(of("nrcpt")),
        "mail.status": status,
        "mail.relay": of("relay"),
        "mail.next_queue_id": pc.coalesce(onward, of("next")),
        "event.reason": of("reason"),
        "fields": fields_of(
            rows,
            frames.rest()
            | {name: texts for name, texts in pairs.items() if _PAIRS[name] is None}
            | {
                "client": of("client"),
                "client.port": of("port"),
                "stage": of("stage"),
                "header": pc.if_else(subject, None, header),
                "header.value": pc.if_else(subject, None, value),
                "sasl_method": of("method", "sasl_method"),
                "notification": of("bounce"),
                "commands": pc.if_else(pc.equal(form, "disconnect"), of("pairs"), None),
                "message": unsaid,
            },
        ),
    }


def _action(form: pa.Array, verdict: pa.Array) -> pa.Array:
    """The act of a form; a header check that refuses is a refusal."""
    names = pa.array(list(_ACTIONS))
    plain = pa.array(list(_ACTIONS.values())).take(pc.index_in(form, value_set=names))
    action = pc.coalesce(plain, form, pa.scalar("other"))
    checks = pc.is_in(form, value_set=pa.array(["reject", "header"]))
    refused = pc.and_(checks, matches(verdict, _REFUSED))
    action = pc.if_else(refused, "reject", action)
    return pc.if_else(pc.and_(pc.equal(action, "reject"), pc.invert(refused)), "other", action)


def _outcome(action: pa.Array, status: pa.Array) -> pa.Array:
    """Success or failure where it is final; a mail put off is neither."""
    sent = pc.is_in(status, value_set=pa.array(_SENT))
    failed = pc.is_in(status, value_set=pa.array(_FAILED))
    refused = pc.is_in(action, value_set=pa.array(["reject", "login"]))
    failed = pc.or_(failed, refused)
    return pc.if_else(sent, "success", pc.if_else(failed, "failure", None))


PAYLOAD = Payload(
    name="postfix",
    kinds=(MAIL,),
    reference="Postfix 2.6 to 3.9 log messages; header_checks(5)",
    claims=_claims,
    parse=_parse,
)
