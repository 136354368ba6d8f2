"""Past mails that left the town, judged by what the table of mails holds: addressees, the first
lines, subjects, texts and the names of attachments, in columns.

Whose data stood in them cannot be told from there: ``sekisho mail judge`` does, over the mails.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from sekisho.gates.between import Between
from sekisho.gates.mail.alike import alike
from sekisho.gates.mail.checks.leaving import plain
from sekisho.gates.mail.signs import below, domain_of, outside
from sekisho.rulebook import EncryptionRule, Rulebook

LINES = 6
"""Lines of a text in which somebody is addressed."""
_ADDRESSES = """
SELECT DISTINCT lower(one) AS address
FROM (SELECT unnest("email.to.addresses") AS one FROM message
      UNION SELECT "email.from.address" FROM message)
WHERE one IS NOT NULL
"""
_LEFT = r"""
CREATE OR REPLACE TEMP TABLE mail_left AS
WITH sent AS (
  SELECT m.evidence, m.position, m.unit, m."@timestamp" AS t,
         lower(m."email.from.address") AS sender,
         m."email.to.addresses" AS recipients, len("email.attachments.name") AS files,
         regexp_replace(lower(concat_ws(' ', "email.subject", "email.body",
           array_to_string("email.attachments.name", ' '))), '\s', '', 'g') AS text,
         regexp_replace(array_to_string(list_filter(string_split(lower("email.body"), chr(10)),
           lambda one: trim(one) <> '')[1:{lines}], ' '), '\s', '', 'g') AS head
  FROM message m JOIN mail_address a ON a.address = lower(m."email.from.address") AND a.own
  WHERE m."@timestamp" IS NOT NULL {between}
), reach AS (
  SELECT DISTINCT s.*, a.address, a.near, a.partners, a.rules
  FROM (SELECT *, unnest(recipients) AS one FROM sent) s
  JOIN mail_address a ON a.address = lower(s.one) AND NOT a.own
), mails AS (
  SELECT evidence, position, unit, t, sender, head, count(*) AS count, min(address) AS address,
         flatten(list(partners)) AS partners
  FROM reach GROUP BY ALL
)
SELECT evidence, position, unit, t, sender, address AS recipient,
       'mail.many_recipients' AS code FROM mails WHERE count >= {many}
UNION ALL
SELECT evidence, position, unit, t, sender, address, 'mail.addressee_alike'
FROM reach WHERE near
UNION ALL
SELECT DISTINCT r.evidence, r.position, r.unit, r.t, r.sender, r.address, 'mail.must_encrypt'
FROM reach r JOIN mail_word w ON list_contains(r.rules, w.rule) AND contains(r.text, w.word)
WHERE r.files > 0
UNION ALL
SELECT DISTINCT m.evidence, m.position, m.unit, m.t, m.sender, m.address, 'mail.other_addressee'
FROM mails m JOIN mail_partner p ON contains(m.head, p.word)
WHERE NOT list_contains(m.partners, p.name)
"""
_COUNT = """
SELECT count(DISTINCT (m.evidence, m.position, m.unit)) AS count
FROM message m ANTI JOIN mail_seen s USING (evidence, position)
JOIN mail_address a ON a.address = lower(m."email.from.address") AND a.own,
     unnest(m."email.to.addresses") AS r(one)
JOIN mail_address b ON b.address = lower(r.one) AND NOT b.own
WHERE m."@timestamp" IS NOT NULL {between}
"""
_MADE = ("mail_address", "mail_word", "mail_partner")


def departures(connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, between: Between) -> int:
    """Makes the temporary table ``mail_left``: a row for each mail, addressee and rule that would
    have stopped or encrypted it. Gives how many mails left the town that are not in the table
    ``mail_seen``."""
    found = connection.sql(_ADDRESSES).to_arrow_table()["address"].to_pylist()
    connection.register("mail_address", _addresses(found, rulebook))
    own = rulebook.mail
    words = [(rule.name, plain(word)) for rule in own.encryption.rules
             for word in rule.words or ("",)]  # fmt: skip
    connection.register("mail_word", _pairs("rule", words))
    names = [(partner.name, plain(partner.name)) for partner in own.partners]
    connection.register("mail_partner", _pairs("name", names))
    span = between.sql()
    many = own.thresholds.many_recipients
    connection.execute(_LEFT.format(between=span, lines=LINES, many=many))
    (count,) = connection.sql(_COUNT.format(between=span)).to_arrow_table()["count"].to_pylist()
    for name in _MADE:
        connection.unregister(name)
    return int(count)


def _addresses(found: list[str], rulebook: Rulebook) -> pa.Table:
    """What each address is: the town's, near to a known one, which partners', under which rules."""
    own = rulebook.mail
    known = tuple(map(str.casefold, own.domains))
    known += tuple(domain.casefold() for one in own.partners for domain in one.domains)
    domains = {domain_of(one) for one in found}
    near = {
        one for one in domains
        if not below(one, known) and any(alike(one, other) for other in known)
    }  # fmt: skip
    return pa.table({
        "address": pa.array(found, pa.string()),
        "own": [not outside(one, rulebook) for one in found],
        "near": [domain_of(one) in near for one in found],
        "partners": pa.array(
            [[each.name for each in own.partners if below(domain_of(one), each.domains)]
             for one in found], pa.list_(pa.string())),
        "rules": pa.array(
            [[each.name for each in own.encryption.rules if _is_to(one, each)] for one in found],
            pa.list_(pa.string())),
    })  # fmt: skip


def _is_to(address: str, rule: EncryptionRule) -> bool:
    wanted = tuple(one.casefold().removeprefix("@") for one in rule.addressees)
    return not wanted or address in wanted or below(domain_of(address), wanted)


def _pairs(name: str, pairs: list[tuple[str, str]]) -> pa.Table:
    return pa.table({
        name: pa.array([one for one, _ in pairs], pa.string()),
        "word": pa.array([word for _, word in pairs], pa.string()),
    })  # fmt: skip
