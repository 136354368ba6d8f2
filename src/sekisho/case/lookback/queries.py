"""Where each kind of indicator can be met, as questions in SQL over the tables of events.

Every question gives ``number`` of the indicator, ``how`` (``exact``; ``host``: of a URL only its
server was seen), ``state``, computer, person and address, time and pointer. The tables
``case_indicator``, ``case_site`` … are made by ``meetings``.
"""

from __future__ import annotations

MACROS = (
    """CREATE OR REPLACE TEMP MACRO suffixes(site) AS
    list_transform(range(1, len(string_split(site, '.'))),
                   lambda i: array_to_string(string_split(site, '.')[i:], '.'))""",
    """CREATE OR REPLACE TEMP MACRO bare_url(uri) AS
    regexp_replace(lower(regexp_extract(
      regexp_replace(uri, '^[A-Za-z]+://([^/@]*@)?', ''), '^[^/?#]*')), ':(80|443)$', '')
    || regexp_replace(regexp_extract(regexp_replace(uri, '^[A-Za-z]+://([^/@]*@)?', ''),
                                     '^[^/?#]*([^#]*)', 1), '^/$', '')""",
    r"""CREATE OR REPLACE TEMP MACRO base_name(path) AS
    regexp_extract(path, '([^\\/]+)$', 1)""",
    """CREATE OR REPLACE TEMP MACRO plain_id(id) AS trim(id, '<> ')""",
)
LINK = r"https?://([^\s/?#:\"<>（）「」、。]+)"
"""The server of a link in the text of a mail; with ``LINK_REST`` the whole link."""
LINK_REST = r"(?::\d+)?[^\s\"<>（）「」、。]*"
_SITES: dict[str, tuple[str, ...]] = {
    "proxy": ('"cs-host"', '"tls.client.server_name"'),
    "firewall": ('"destination.domain"',),
    "dns": ('"dns.question.name"',),
    "browser": ('"cs-host"',),
    "windows": ("fields['DestinationHostname']", "fields['QueryName']"),
    "mail": ("""split_part("email.from.address", '@', 2)""",),
    "message": (
        """split_part("email.from.address", '@', 2)""",
        f"""unnest(regexp_extract_all("email.body", '{LINK}', 1))""",
    ),
    "gate": ("""split_part("email.from.address", '@', 2)""",),
}
"""Columns that hold names of servers, by kind of event."""
_NAMES: dict[str, tuple[str, ...]] = {
    "message": ("""unnest("email.attachments.name")""",),
    "gate": ("""unnest("email.attachments.name")""",),
    "antivirus": ('base_name("file.path")',),
    "browser": ('base_name("file.path")',),
    "file": ('base_name("file.path")',),
    "share": ('base_name("file.path")',),
    "windows": (
        r"""unnest(regexp_extract_all(concat_ws('\', fields['CommandLine'],
              fields['TargetFilename'], fields['Path']), '[^\\/:*?"<>|]+\.[A-Za-z0-9]{1,5}'))""",
    ),
}
"""Expressions that hold names of files."""
_HELD: dict[str, dict[str, tuple[str, ...]]] = {"site": _SITES, "name": _NAMES}


def all_of(table: str, what: str) -> str:
    """Distinct values of the kind's names or sites, as the column ``said``."""
    found = _HELD[what].get(table, ())
    return " UNION ".join(f"SELECT DISTINCT {one} AS said FROM {table}" for one in found)


def tables_with(what: str) -> tuple[str, ...]:
    """The kinds of events that hold names of files or of servers."""
    return tuple(_HELD[what])


_PLACE = "e.evidence, e.position, e.unit"
_T = 'coalesce(e."event.start", e."@timestamp")'
_CONTACT = """CASE WHEN e."event.action" = 'denied' THEN 'denied' ELSE 'contacted' END"""
_TO = """array_to_string(e."email.to.addresses", ', ')"""
_EXACT = "(SELECT number, kind, value, 'exact' AS how FROM case_indicator) m ON"
_SITE = "case_site_met m ON m.said ="
_DOMAIN = "case_site_met m ON m.how = 'exact' AND m.said ="
_NAME = "case_name_met m ON m.said ="
_SUBJECT = "case_subject_met m ON m.said ="
_RUN = """CASE WHEN e.EventID IN (1, 4688) THEN 'executed'
 WHEN e.EventID IN (3, 22) THEN 'contacted'
 WHEN e.EventID IN (1116, 1117) THEN 'detected' ELSE 'present' END"""
_GATE = """CASE e."event.action" WHEN 'hold' THEN
  CASE WHEN EXISTS (FROM gate d WHERE d."event.action" = 'release' AND d."event.outcome" = 'success'
    AND d."email.queue_id" = e."email.queue_id" AND d."email.sha256" = e."email.sha256")
  THEN 'delivered' ELSE 'held' END
  WHEN 'refuse' THEN 'refused' WHEN 'harmless' THEN 'harmless' WHEN 'later' THEN 'unsettled'
  ELSE 'delivered' END"""


def _met(table: str, on: str, state: str, *, source: str = "", **columns: str) -> tuple[str, str]:
    """(kind of event, question): what of ``table`` meets an indicator."""
    of = {"host": "NULL", "user": 'e."user.name"', "ip": "NULL", "t": 'e."@timestamp"', **columns}
    shown = ", ".join(f"{one} AS {name}" for name, one in of.items())
    return table, (
        f"SELECT m.number, m.how, {state} AS state, {shown}, {_PLACE} "
        f"FROM {source or table} e JOIN {on}"
    )


def _network() -> list[tuple[str, str]]:
    net = {"ip": 'e."source.ip"', "t": _T}
    other = """coalesce(e."destination.ip", e."cs-host")"""
    host = """coalesce(e."cs-host", e."tls.client.server_name")"""
    return [
        _met("proxy", f"{_SITE} {host}", _CONTACT, **net),
        _met("proxy", 'case_url_met m ON m.said = e."c-uri"', _CONTACT, **net),
        _met("proxy", f"{_EXACT} m.kind = 'ip' AND m.value = {other}",
             _CONTACT, **net),
        _met("firewall", f'{_SITE} e."destination.domain"', _CONTACT, **net),
        _met("firewall", f"{_EXACT} m.kind = 'ip' AND m.value = e.\"destination.ip\"", _CONTACT,
             **net),
        _met("dns", f'{_SITE} e."dns.question.name"', "'asked'", ip='e."source.ip"'),
        _met("browser", f'{_SITE} e."cs-host"', "'contacted'", host='e."host.name"'),
        _met("browser", 'case_url_met m ON m.said = e."c-uri"', "'contacted'",
             host='e."host.name"'),
    ]  # fmt: skip


def _computers() -> list[tuple[str, str]]:
    own = {"host": 'e."host.name"'}
    hashes = (
        "(SELECT *, unnest(regexp_extract_all(fields['Hashes'], '(?:SHA256|SHA1|MD5)="
        "([0-9A-Fa-f]+)', 1)) AS said FROM windows WHERE fields['Hashes'] IS NOT NULL)"
    )
    digest = f"{_EXACT} m.kind IN ('sha256', 'sha1', 'md5') AND m.value = lower(e.said)"
    sha256 = f"""{_EXACT} m.kind = 'sha256' AND m.value = lower(e."file.hash.sha256")"""
    user = "coalesce(e.\"user.name\", fields['User'], fields['SubjectUserName'])"
    threat = "{} m.kind = 'threat' AND m.value = lower(e.{})"
    return [
        _met("windows", digest, _RUN, source=hashes, user=user, **own),
        _met("windows", f"{_SITE} fields['DestinationHostname']", _RUN, user=user, **own),
        _met("windows", f"{_SITE} fields['QueryName']", "'asked'", user=user, **own),
        _met("windows", f"{_EXACT} m.kind = 'ip' AND m.value = fields['DestinationIp']", _RUN,
             user=user, **own),
        _met("windows", f"{_NAME} e.said", _RUN, source=f"({_named_in('windows')})", user=user,
             **own),
        _met("windows", threat.format(_EXACT, "fields['Threat Name']"), "'detected'",
             user="fields['Detection User']", **own),
        _met("antivirus", f'{_NAME} base_name(e."file.path")', "'detected'", **own),
        _met("antivirus", threat.format(_EXACT, '"threat.name"'), "'detected'", **own),
        _met("browser", f'{_NAME} base_name(e."file.path")', "'present'", **own),
        _met("share", f'{_NAME} base_name(e."file.path")', "'present'", ip='e."source.ip"',
             host='e."observer.name"'),
        _met("file", sha256, "'present'", t='e."file.mtime"', **own),
        _met("file", f'{_NAME} base_name(e."file.path")', "'present'", t='e."file.mtime"', **own),
        _met("inventory", sha256, "'present'", t='e."inventory.seen"', host='e."inventory.host"'),
    ]  # fmt: skip


def _named_in(table: str) -> str:
    return f"SELECT *, {_NAMES[table][0]} AS said FROM {table}"


def _mails() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for table, state in (("message", "coalesce(d.state, 'kept')"), ("gate", _GATE)):
        files = (
            f'(SELECT *, unnest("email.attachments.name") AS said, '
            f'lower(unnest("email.attachments.sha256")) AS digest FROM {table})'
        )
        end = (
            ' LEFT JOIN case_mail_end d ON d.id = plain_id(e."email.message_id")'
            if table == "message" else ""
        )  # fmt: skip
        sender = 'lower(e."email.from.address")'
        wheres = [
            (files, f"{_EXACT} m.kind = 'sha256' AND m.value = e.digest"),
            (files, f"{_NAME} e.said"),
            ("", f"{_EXACT} m.kind = 'address' AND m.value = {sender}"),
            ("", f"""{_DOMAIN} split_part(e."email.from.address", '@', 2)"""),
            ("", f'{_SUBJECT} e."email.subject"'),
        ]
        if table == "message":
            wheres += _links()
        if table == "gate":
            wheres.append(("", f"{_EXACT} m.kind = 'ip' AND m.value = e.\"source.ip\""))
            mail = 'lower(e."email.sha256")'
            wheres.append(("", f"{_EXACT} m.kind = 'sha256' AND m.value = {mail}"))
        # a heading may name nobody: then the log says who received it
        to = f"coalesce(nullif({_TO}, ''), d.recipients)" if table == "message" else _TO
        found += [_met(table, on + end, state, source=of, user=to) for of, on in wheres]
    return found


def _links() -> list[tuple[str, str]]:
    """Links in the text of stored mails: the whole one, and its server."""
    of = "(SELECT *, unnest(regexp_extract_all(\"email.body\", '{}', {})) AS said FROM message)"
    return [
        (of.format(LINK + LINK_REST, 0), "case_url_met m ON m.said = e.said"),
        (of.format(LINK, 1), f"{_DOMAIN} e.said"),
    ]


def _mail_log() -> list[tuple[str, str]]:
    """A line that meets an indicator, and how each copy of that mail ended."""
    ends = (
        ' LEFT JOIN case_mail_queue q ON q.queue = e."email.queue_id" '
        'AND abs(epoch(q.t - e."@timestamp")) < 86400'
    )
    state = """coalesce(q.state, CASE WHEN e."event.action" = 'reject' THEN 'refused'
      ELSE 'unsettled' END)"""
    user = 'coalesce(q.recipient, e."email.to.address")'
    on = (
        f"""{_EXACT} m.kind = 'address' AND m.value = lower(e."email.from.address")""",
        f"""{_DOMAIN} split_part(e."email.from.address", '@', 2)""",
        f'{_SUBJECT} e."email.subject"',
        f"{_EXACT} m.kind = 'ip' AND m.value = e.\"source.ip\"",
    )
    return [_met("mail", one + ends, state, user=user) for one in on]


QUESTIONS: tuple[tuple[str, str], ...] = (*_network(), *_computers(), *_mails(), *_mail_log())
"""(kind of event, question), all of them."""

QUEUES = """
CREATE OR REPLACE TEMP TABLE case_mail_queue AS
SELECT e."email.queue_id" AS queue, lower(e."email.to.address") AS recipient, e."@timestamp" AS t,
       CASE WHEN e."event.action" = 'reject' THEN 'refused'
            WHEN e."mail.status" = 'sent' THEN 'delivered'
            WHEN e."mail.status" IN ('bounced', 'expired', 'undeliverable') THEN 'stopped'
            ELSE 'unsettled' END AS state
FROM mail e WHERE e."email.queue_id" IS NOT NULL AND e."event.action" IN ('deliver', 'reject')
  AND e."mail.next_queue_id" IS NULL
"""
"""How each copy ended that the mail server's log knows (one that goes on to a filter is no end)."""
ENDS = """
CREATE OR REPLACE TEMP TABLE case_mail_end AS
SELECT plain_id(e."email.message_id") AS id,
       CASE WHEN bool_or(q.state = 'delivered') THEN 'delivered'
            WHEN bool_or(q.state = 'refused') THEN 'refused'
            WHEN bool_or(q.state = 'stopped') THEN 'stopped' ELSE 'unsettled' END AS state,
       string_agg(DISTINCT q.recipient, ', ' ORDER BY q.recipient) AS recipients
FROM mail e JOIN case_mail_queue q ON q.queue = e."email.queue_id"
 AND abs(epoch(q.t - e."@timestamp")) < 86400
WHERE e."email.message_id" IS NOT NULL GROUP BY 1
"""
MEETINGS = """
WITH placed AS (
  SELECT c.*, arg_min(a.host, a.rank * 1e12 - epoch(a.since)) AS held, any_value(p.host) AS lay
  FROM case_met c
  LEFT JOIN case_address a ON c.host IS NULL AND a.ip = c.ip AND c.t >= a.since AND c.t < a.until
  LEFT JOIN case_place p ON c.host IS NULL AND c.ip IS NULL AND p.evidence = c.evidence
  GROUP BY ALL
)
SELECT number, how, state, met_in, coalesce(host_key(host), held, lay) AS host,
       nullif("user", '') AS "user", ip, min(t) AS first, max(t) AS last, count(*) AS count,
       arg_min(evidence, (t IS NULL, t, evidence, position)) AS evidence,
       arg_min(position, (t IS NULL, t, evidence, position)) AS position,
       arg_min(unit, (t IS NULL, t, evidence, position)) AS unit
FROM placed
GROUP BY number, how, state, met_in, coalesce(host_key(host), held, lay), nullif("user", ''), ip
ORDER BY number, first NULLS LAST, met_in, state, host, "user", ip, how
"""
"""One row a computer or person, kind of record and state."""
