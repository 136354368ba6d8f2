"""Postfix with a content filter: each mail passes amavis and comes back under a new queue id.

Reference: http://www.postfix.org/FILTER_README.html , header_checks(5) (`WARN` puts the subject
into the log), and Dovecot's login lines, which go to the same file.
"""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.drill.clock import SECOND, Clock, syslog_stamp
from sekisho.drill.post import Mail
from sekisho.drill.write.message import encoded_word

_SIGNS = "0123456789ABCDEF"


class PostfixLog:
    """Writes the lines of mails and logins; `relay` is the inner server, empty for local boxes."""

    def __init__(self, clock: Clock, host: str, relay: str) -> None:
        self._clock = clock
        self._host = host
        self._relay = relay
        self._queue = 0x1A2B3C0

    def queue_id(self) -> str:
        """The next short queue id."""
        self._queue = (self._queue + 7919) & 0xFFFFFFF
        return f"{self._queue:07X}{_SIGNS[self._queue * 31 % 16]}{self._queue * 7 % 4096:03X}"

    def mail(self, mail: Mail) -> Iterator[tuple[int, bytes]]:
        """All lines of one mail with their real times."""
        peer = f"{mail.client_name}[{mail.client}]"
        pid = 2000 + mail.time // SECOND % 25000
        moment = mail.time
        yield moment, self._line(moment, f"postfix/smtpd[{pid}]", f"connect from {peer}")
        if mail.outcome == "rejected":
            yield from self._rejected(mail, moment + 300, pid, peer)
        else:
            yield from self._accepted(mail, moment + 250, pid, peer)
        yield (
            moment + 1900,
            self._line(moment + 1900, f"postfix/smtpd[{pid}]", f"disconnect from {peer}"),
        )

    def _rejected(
        self, mail: Mail, moment: int, pid: int, peer: str
    ) -> Iterator[tuple[int, bytes]]:
        for recipient in mail.recipients:
            text = (
                f"NOQUEUE: reject: RCPT from {peer}: 554 5.7.1 Service unavailable; Client host "
                f"[{mail.client}] blocked using zen.spamhaus.org; from=<{mail.sender}> "
                f"to=<{recipient}> proto=ESMTP helo=<{mail.client_name}>"
            )
            yield moment, self._line(moment, f"postfix/smtpd[{pid}]", text)

    def _accepted(
        self, mail: Mail, moment: int, pid: int, peer: str
    ) -> Iterator[tuple[int, bytes]]:
        first, second = self.queue_id(), self.queue_id()
        envelope = f"from=<{mail.sender}>, size={mail.size}, nrcpt={len(mail.recipients)}"
        subject = encoded_word(mail.subject, mail.charset).replace("\n", "?")
        warning = (
            f"{first}: warning: header Subject: {subject} from {peer}; from=<{mail.sender}> "
            f"to=<{mail.recipients[0]}> proto=ESMTP helo=<{mail.client_name}>"
        )
        steps = [
            (0, f"postfix/smtpd[{pid}]", f"{first}: client={peer}"),
            (60, f"postfix/cleanup[{pid + 3}]", f"{first}: message-id=<{mail.message_id}>"),
            (70, f"postfix/cleanup[{pid + 3}]", warning),
            (120, "postfix/qmgr[1187]", f"{first}: {envelope} (queue active)"),
        ]
        if mail.outcome == "infected":
            steps += [
                (2100, f"postfix/smtp[{pid + 9}]", text) for text in self._infected(mail, first)
            ]
            steps.append((2180, "postfix/qmgr[1187]", f"{first}: removed"))
        else:
            steps += self._reinjected(mail, first, second, pid)
        for after, program, text in steps:
            yield moment + after, self._line(moment + after, program, text)

    def _infected(self, mail: Mail, queue: str) -> Iterator[str]:
        for recipient in mail.recipients:
            yield (
                f"{queue}: to=<{recipient}>, relay=127.0.0.1[127.0.0.1]:10024, delay=2.1, "
                "delays=0.2/0.01/0.02/1.9, dsn=5.7.0, status=bounced "
                "(host 127.0.0.1[127.0.0.1] said: "
                f"554 5.7.0 Reject, id={mail.time % 90000 + 10000:05d}-01 - INFECTED: "
                "Win.Downloader.Drill-1 (in reply to end of DATA command))"
            )

    def _reinjected(
        self, mail: Mail, first: str, second: str, pid: int
    ) -> list[tuple[int, str, str]]:
        envelope = f"from=<{mail.sender}>, size={mail.size + 611}, nrcpt={len(mail.recipients)}"
        local = "localhost[127.0.0.1]"
        steps = [
            (1400, f"postfix/smtpd[{pid + 5}]", f"connect from {local}"),
            (1420, f"postfix/smtpd[{pid + 5}]", f"{second}: client={local}"),
            (1440, f"postfix/cleanup[{pid + 3}]", f"{second}: message-id=<{mail.message_id}>"),
            (1460, "postfix/qmgr[1187]", f"{second}: {envelope} (queue active)"),
            (1470, f"postfix/smtpd[{pid + 5}]", f"disconnect from {local}"),
        ]
        filtered = (
            "relay=127.0.0.1[127.0.0.1]:10024, delay=1.5, delays=0.2/0.01/0.02/1.3, dsn=2.0.0, "
            "status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: "
            f"queued as {second})"
        )
        steps += [
            (1500, f"postfix/smtp[{pid + 9}]", f"{first}: to=<{to}>, {filtered}")
            for to in mail.recipients
        ]
        steps.append((1510, "postfix/qmgr[1187]", f"{first}: removed"))
        steps += [(1700, *self._final(to, second, pid)) for to in mail.recipients]
        steps.append((1720, "postfix/qmgr[1187]", f"{second}: removed"))
        return steps

    def _final(self, recipient: str, queue: str, pid: int) -> tuple[str, str]:
        delays = "delay=0.3, delays=0.02/0.01/0.02/0.25, dsn=2.0.0"
        if self._relay:
            answer = f"250 2.6.0 <{queue}@{self._relay}> Queued mail for delivery"
            where = f"to=<{recipient}>, relay={self._relay}[192.0.2.25]:25"
            text = f"{queue}: {where}, {delays}, status=sent ({answer})"
            return f"postfix/smtp[{pid + 11}]", text
        text = (
            f"{queue}: to=<{recipient}>, relay=local, {delays}, status=sent (delivered to maildir)"
        )
        return f"postfix/local[{pid + 11}]", text

    def login(self, moment: int, user: str, address: str) -> tuple[int, bytes]:
        """Dovecot: somebody opens a mailbox."""
        session = "".join(_SIGNS[(moment // 7**place) % 16] for place in range(12))
        text = (
            f"imap-login: Login: user=<{user}>, method=PLAIN, rip={address}, lip=192.0.2.24, "
            f"mpid={moment % 30000}, TLS, session=<{session}>"
        )
        return moment, self._line(moment, "dovecot", text)

    def _line(self, moment: int, program: str, text: str) -> bytes:
        return (
            f"{syslog_stamp(self._clock.shows(moment))} {self._host} {program}: {text}\n".encode()
        )
