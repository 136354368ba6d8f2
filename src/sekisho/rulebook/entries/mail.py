"""Mail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRule:
    """What is done where a rule of the mail gate matches."""

    rule: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clamav:
    """ClamAV's daemon. ``socket``: a path, or ``host:port``; ``seconds`` for a mail; ``largest``:
    MiB of a piece."""

    socket: str
    seconds: int = 20
    largest: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class YaraRules:
    """``rules``: the folder of the rules; ``seconds`` for a mail; ``largest``: MiB of a piece."""

    rules: str
    seconds: int = 5
    largest: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody the town writes to. ``telephone``: where a password is told by word;
    ``password_mail``: an address that passwords go to, another one than the mails."""

    name: str
    domains: tuple[str, ...]
    telephone: str = ""
    password_mail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncryptionRule:
    """Attachments that leave encrypted: where one of the words stands in the mail, or it goes to
    one of the addressees (addresses, domains); with both, where both hold."""

    name: str
    words: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    form: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encryption:
    """``form``: document (itself, where it can be) or zip; ``handover``: by which way the password
    reaches the addressee: sheet, sender, partner or same."""

    form: str = "document"
    handover: str = "sheet"
    rules: tuple[EncryptionRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePasswords:
    """Passwords in another mail than the file. ``hours`` they are remembered, 0: never;
    ``clean``: what becomes of a held mail that they show to be clean: propose or release."""

    hours: int = 24
    clean: str = "propose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What links in mails are held against, beside the categories of ``web``. ``lists``: the file
    that ``web lists`` builds; ``indicators``: a folder of lists of indicators; ``seen``: the web
    gate's file of hosts that somebody has visited."""

    lists: str = ""
    indicators: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which number on the gate acts. Sizes in MB of 1,048,576 bytes."""

    many_recipients: int = 10
    burst_senders: int = 5
    burst_minutes: int = 30
    learning_days: int = 14
    archive_depth: int = 4
    archive_files: int = 2_000
    archive_mb: int = 256
    archive_ratio: int = 200
    mail_mb: int = 64
    links: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    domains: tuple[str, ...] = ()
    forbidden_attachments: tuple[str, ...] = ()
    held_attachments: tuple[str, ...] = ()
    personal_outgoing: str = ""
    encryption: Encryption = Encryption()
    partners: tuple[Partner, ...] = ()
    late_passwords: LatePasswords = LatePasswords()
    links: Links = Links()
    thresholds: Thresholds = Thresholds()
    rules: tuple[MailRule, ...] = ()
    approvers: tuple[str, ...] = ()
    two_approvers: tuple[str, ...] = ()
    """Rules whose held mails two persons let go."""
    clamav: Clamav | None = None
    yara: YaraRules | None = None
