"""機器、ソフトウェア、無線: what may be connected, run and joined."""

from __future__ import annotations

from sekisho.report.model import Block
from sekisho.report.policy.articles import Article, Chapter, Clause
from sekisho.report.policy.desk import TERM, Desk, key, section


def things(desk: Desk) -> Chapter:
    """Registered devices, software, wireless networks."""
    asked = (("devices", _devices), ("software", _software), ("wireless", _wireless))
    articles = tuple(write(desk) for name, write in asked if name in desk.written)
    return Chapter("things", desk.text("regulation.chapter.things"), articles)


def _devices(desk: Desk) -> Article:
    every = desk.book.devices
    below: tuple[Block, ...] = ()
    if desk.detailed and every:
        keys = ("name", "kind", "id", "serial", "holder", "department", "ticket", TERM)
        below = (desk.table("regulation.devices.table", every, keys, section("devices")),)
    first = (
        desk.line("regulation.devices.registered", count=len(every))
        if every
        else desk.line("regulation.devices.none")
    )
    clauses = (Clause(first, below), Clause(desk.line("regulation.devices.own_serial")))
    return Article("devices", desk.text("regulation.devices.title"), ("devices",), clauses)


def _software(desk: Desk) -> Article:
    software = desk.book.software
    keys = ("name", "files", "publisher", "reason", "ticket", TERM)
    clauses = []
    if software.allowed:
        table = desk.table(
            "regulation.software.allowed.table", software.allowed, keys, key("software", "allowed")
        )
        clauses.append(
            Clause(
                desk.line("regulation.software.allowed", count=len(software.allowed)),
                (table,) if desk.detailed else (),
            )
        )
    if software.forbidden:
        table = desk.table(
            "regulation.software.forbidden.table",
            software.forbidden,
            keys[:4],
            key("software", "forbidden"),
        )
        clauses.append(Clause(desk.line("regulation.software.forbidden"), (table,)))
    clauses.append(Clause(desk.line(f"regulation.software.unlisted.{software.unlisted}")))
    title = desk.text("regulation.software.title")
    return Article("software", title, ("software",), tuple(clauses))


def _wireless(desk: Desk) -> Article:
    wireless = desk.book.wireless
    if wireless.allowed:
        keys = ("ssid", "zone", "departments", "reason", "ticket", TERM)
        table = desk.table(
            "regulation.wireless.table", wireless.allowed, keys, key("wireless", "allowed")
        )
        first = Clause(desk.line("regulation.wireless.only"), (table,))
    else:
        first = Clause(desk.line("regulation.wireless.none"))
    tethering = wireless.tethering or "forbidden"
    clauses = (first, Clause(desk.line(f"regulation.wireless.tethering.{tethering}")))
    return Article("wireless", desk.text("regulation.wireless.title"), ("wireless",), clauses)
