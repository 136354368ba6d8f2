"""Writes the mail of an exercise: the gate's log, the inner server's, mailboxes, what was held."""

from __future__ import annotations

from sekisho.drill.clock import HOUR, MINUTE
from sekisho.drill.post import Mail
from sekisho.drill.scene import Scene
from sekisho.drill.write import message
from sekisho.drill.write.exchange import TrackingLog
from sekisho.drill.write.postfix import PostfixLog

INNER = "ex01"


def write_mail(scene: Scene, mails: list[Mail], boxes: list[str]) -> None:
    """The logs of all mails, the mailboxes named in `boxes`, the mails that the filter held."""
    behind = scene.options.seed % 2 == 0
    mails = sorted(mails, key=lambda mail: mail.time)
    clock = scene.clocks[scene.town.mail_server]
    relay = f"{INNER}.{scene.town.windows_domain}" if behind else ""
    log = PostfixLog(clock, scene.town.mail_server, relay)
    lines = [pair for mail in mails for pair in log.mail(mail)]
    if not behind:
        lines += _logins(scene, log)
    kept = sorted(pair for pair in lines if not scene.lost("mail", pair[0]))
    scene.folder.lines("mail/maillog", (line for _, line in kept), scene.whole.end - 1)
    delivered = [mail for mail in mails if mail.outcome == "delivered"]
    if behind:
        _write_tracking(scene, delivered)
    _write_boxes(scene, delivered, boxes)
    for mail in [mail for mail in mails if mail.outcome == "infected"][:4]:
        content = message.as_bytes(mail, mail.recipients[0], log.queue_id(), scene.town.mail_server)
        name = f"mail/quarantine/virus-{mail.time:x}.eml"
        scene.folder.put(name, content.replace(b"\n", b"\r\n"), mail.time)


def _logins(scene: Scene, log: PostfixLog) -> list[tuple[int, bytes]]:
    found = []
    for held in scene.holdings:
        moment = held.span.start + 6 * MINUTE
        user = scene.town.pc(held.host).share
        while moment < held.span.end and moment < held.span.start + 10 * HOUR:
            found.append(log.login(moment, user, held.address))
            moment += 117 * MINUTE
    return found


def _write_tracking(scene: Scene, delivered: list[Mail]) -> None:
    clock = scene.clocks[scene.town.mail_server]
    tracking = TrackingLog(clock, INNER)
    rows = sorted(pair for mail in delivered for pair in tracking.mail(mail))
    head = tracking.header(rows[0][0])
    path = f"exchange/MSGTRK{scene.days[-2]:%Y%m%d}-1.LOG"
    scene.folder.lines(path, [head, *(row for _, row in rows)], scene.whole.end - 1)


def _write_boxes(scene: Scene, delivered: list[Mail], boxes: list[str]) -> None:
    shown: list[dict[str, object]] = []
    for box in boxes:
        mails = [mail for mail in delivered if box in mail.recipients]
        content = [
            (mail, message.as_bytes(mail, box, f"{number:010X}", scene.town.mail_server))
            for number, mail in enumerate(mails, 0xA10)
        ]
        path = scene.folder.put(
            f"mail/boxes/{box.split('@')[0]}.mbox", message.mbox(content), scene.whole.end - 1
        )
        citizens = {mail.sender_name for mail in mails if "に住む" in mail.body}
        bad = sum(mail.bad for mail in mails)
        shown.append({"path": path, "mails": len(mails), "bad": bad, "citizens": len(citizens)})
    scene.truth.facts["mailboxes"] = shown
