"""The shares of a server as settings of Samba, to be included at the end of its smb.conf.

Reference: smb.conf(5), vfs_full_audit(8), vfs_shadow_copy2(8). What the file sets goes before
what smb.conf said of the same share; what it does not name stays. Before ``enforce`` it sets
the record alone: nobody is refused who was not refused before. Samba has no place for a rule's
code: the record says who came from where to which share, and the code follows from that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sekisho.collect.settings import contents
from sekisho.form.values import Address, Network
from sekisho.gates.contract import File, NotBuildableError
from sekisho.gates.share.access import ITSELF, Terms, server_stage, servers
from sekisho.gates.stages import Stage, Stages
from sekisho.rulebook import Asset, Person, Rulebook

AUDIT = "samba/full-audit.conf"
"""The settings of the record, one and the same with or without a gate."""
_HEAD = """\
# 関所: 規程の共有フォルダー（shares）から作られたもの。直接には直さず、規程を直して作り直す。
# サーバー: {server}   段階: {stage}   規程: {digest}
# 置き場所: /etc/samba/{name}。smb.conf のいちばん下に include = /etc/samba/{name} と書く。
# 検査のみ: testparm -s {name}   読み込み: smbcontrol smbd reload-config
# 戻す: include の行を消し、smbcontrol smbd reload-config

[global]
    logging = file syslog@3
    log level = 1 auth_json_audit:3
"""
_STRICT = """\
    map to guest = never
    restrict anonymous = 2
    server signing = mandatory
"""
_NO_SHARE = frozenset('%<>*?|/\\+=;:",[]')
"""What Samba takes out of a share's name (smb.conf(5), "invalid sharenames")."""
_RESERVED = frozenset({"global", "homes", "printers"})
_SPEAKS = frozenset("@+&")
"""Before a name they make a group of it."""


def is_windows(asset: Asset | None) -> bool:
    """Whether a server runs Windows, by what the rulebook says of its system."""
    return asset is not None and "windows" in asset.os.casefold()


def file_name(server: str) -> str:
    """The name of a server's file. Raises NotBuildableError for a name that no file has."""
    if not server.isprintable() or any(sign in server for sign in '/\\:*?"<>| '):
        raise NotBuildableError("gates.share.name", name=server)
    return f"sekisho-{server}.conf"


def settings(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """A file for every server that does not run Windows. Raises NotBuildableError for a
    rulebook without shares, and for a name that smb.conf cannot say."""
    if not rulebook.shares:
        raise NotBuildableError("gates.share.no_shares")
    return tuple(
        _file(_Server(rulebook, stages, name, terms))
        for name, terms in servers(rulebook)
        if not is_windows(rulebook.asset(name))
    )


@dataclass(frozen=True)
class _Server:
    rulebook: Rulebook
    stages: Stages
    name: str
    terms: tuple[Terms, ...]

    @property
    def stage(self) -> Stage:
        """That of whoever is not told apart."""
        own = server_stage(self.rulebook, self.stages, self.name)
        return own or self.stages.everybody

    def stage_of(self, person: Person) -> Stage:
        own = server_stage(self.rulebook, self.stages, self.name)
        return own or self.stages.of(person.department)

    def stage_at(self, asset: Asset) -> Stage:
        own = server_stage(self.rulebook, self.stages, self.name)
        return own or self.stages.of(asset.department, asset.name)


def _file(server: _Server) -> File:
    name = file_name(server.name)
    head = _HEAD.format(
        server=server.name, stage=server.stage, digest=server.rulebook.digest, name=name
    )
    strict = _STRICT if server.stage == "enforce" else ""
    shares = "".join(
        f"\n[{_share_name(one)}]\n" + "".join(f"    {line}\n" for line in _share(server, one))
        for one in server.terms
    )
    return File(name, f"{head}{strict}{shares}".encode())


def _share_name(terms: Terms) -> str:
    name = terms.share.name
    odd = not name.isprintable() or name != name.strip() or _NO_SHARE & set(name)
    if odd or name.casefold() in _RESERVED:
        raise NotBuildableError("gates.share.name", name=name)
    return name


def _share(server: _Server, terms: Terms) -> Iterator[str]:
    share = terms.share
    if server.stage == "enforce":
        yield from ([f"path = {_plain(share.path)}"] if share.path else [])
        yield "read only = no"
        yield "guest ok = no"
        yield f"server smb encrypt = {'required' if share.personal else 'desired'}"
    yield from _people(server, terms)
    yield from _addresses(server, terms)
    shadow = ["shadow_copy2"] if share.snapshots else []
    yield f"vfs objects = {' '.join([*shadow, *_others(share.modules), 'full_audit'])}"
    if share.snapshots:
        yield f"shadow:snapdir = {_plain(share.snapshots)}"
        yield "shadow:sort = desc"
    yield from _audit(server.stage)


def _others(modules: Iterable[str]) -> list[str]:
    return [one for one in modules if one not in ("shadow_copy2", "full_audit")]


def _audit(stage: Stage) -> Iterator[str]:
    """The record's settings as they are handed out without a gate; under ``warn`` their lines
    stand out by their priority."""
    text = contents([AUDIT])[AUDIT].decode()
    for line in text.splitlines():
        if line.strip().startswith("full_audit:"):
            said = line.strip()
            yield said.replace("NOTICE", "WARNING") if stage == "warn" else said


def _people(server: _Server, terms: Terms) -> Iterator[str]:
    """Who may come in, and who of them may only read."""
    used = [name for name, person in terms.accounts if terms.is_used_by(person)]
    if terms.share.departments and server.stage == "enforce":
        spared = [name for name, person in terms.accounts if server.stage_of(person) != "enforce"]
        let_in = list(dict.fromkeys([*used, *spared]))
        # An empty list would let everybody in.
        yield f"valid users = {_accounts(let_in)}" if let_in else "available = no"
    elif terms.share.departments:
        refused = [
            name
            for name, person in terms.accounts
            if name not in used and server.stage_of(person) == "enforce"
        ]
        yield from ([f"invalid users = {_accounts(refused)}"] if refused else [])
    reading = [
        name
        for name, person in terms.accounts
        if terms.is_read_by(person) and server.stage_of(person) == "enforce"
    ]
    yield from ([f"read list = {_accounts(reading)}"] if reading else [])


def _addresses(server: _Server, terms: Terms) -> Iterator[str]:
    """From where; a computer with a stage of its own is let in, or refused, by its address."""
    if terms.networks is None:
        return
    assets = [(asset, one) for asset in server.rulebook.assets for one in asset.addresses]
    if server.stage == "enforce":
        spared = [one for asset, one in assets if server.stage_at(asset) != "enforce"]
        allowed = [_network(one) for one in terms.networks] + [str(one) for one in spared]
        # An empty list would let everybody in; the server itself is always let in.
        yield f"hosts allow = {' '.join(dict.fromkeys([*allowed, *map(str, ITSELF)]))}"
        return
    refused = [
        str(one)
        for asset, one in assets
        if server.stage_at(asset) == "enforce" and not terms.reached_from(one)
    ]
    yield from ([f"hosts deny = {' '.join(refused)}"] if refused else [])


def _network(network: Network) -> str:
    whole = network.prefixlen == network.max_prefixlen
    address: Address = network.network_address
    return str(address) if whole else str(network)


def _accounts(names: Iterable[str]) -> str:
    return ", ".join(_account(name) for name in names)


def _account(name: str) -> str:
    if name[:1] in _SPEAKS or "," in name:
        raise NotBuildableError("gates.share.name", name=name)
    return f'"{_plain(name)}"'


def _plain(text: str) -> str:
    """Text that a line of smb.conf carries as it is; % would stand for something else."""
    odd = not text.isprintable() or text != text.strip() or text.endswith("\\")
    if odd or set(text) & {'"', "%"}:
        raise NotBuildableError("gates.share.name", name=text)
    return text
