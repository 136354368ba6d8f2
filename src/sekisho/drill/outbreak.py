"""The mass mail of the Takatsuki exercise, and the ordinary mail around it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from random import Random

from sekisho.drill import names
from sekisho.drill.clock import HOUR, MINUTE, SECOND, local
from sekisho.drill.post import Attachment, Charset, Mail

SUBJECTS = (
    "年休申請",
    "請負契約書",
    "状況一覧表",
    "支払確認",
    "算定届出書",
    "宅急便お届けのお知らせ",
)
_ORDINARY = (
    "会議開催のお知らせ",
    "資料の送付について",
    "研修会のご案内",
    "照会について(依頼)",
    "Re: 日程調整",
    "入札公告のお知らせ",
    "メールマガジン 6月号",
    "見積書の送付",
)
_FROM_CITIZENS = ("道路の穴について", "保育所の申込みについて", "ごみの収集について")
_FREE = ("example.com", "example.net", "example.org")
_CHARSETS: tuple[Charset, ...] = ("iso-2022-jp", "shift_jis", "utf-8", "iso-2022-jp", "mislabelled")


@dataclass(frozen=True, slots=True)
class Wave:
    """The mass mail: how it came and what the gate did with it."""

    mails: list[Mail]

    @property
    def delivered(self) -> list[tuple[Mail, str]]:
        """Each mail with each of its recipients whose box it reached."""
        return [
            (mail, to)
            for mail in self.mails
            if mail.outcome == "delivered"
            for to in mail.recipients
        ]

    @property
    def refused(self) -> int:
        """How many recipients the gate spared."""
        return sum(len(mail.recipients) for mail in self.mails if mail.outcome != "delivered")


def wave(dice: Random, boxes: list[str], start: int) -> Wave:
    """Bursts from the first evening on; from the second afternoon the filter knows the malware."""
    mails = []
    for burst, size in (
        (start, 46),
        (start + 95 * MINUTE, 38),
        (start + 17 * HOUR, 41),
        (start + 22 * HOUR, 24),
    ):
        subject = dice.choice(SUBJECTS)
        for _ in range(size):
            moment = burst + dice.randrange(6 * 60) * SECOND + dice.randrange(1000)
            late = burst >= start + 22 * HOUR
            refused = dice.random() < 0.22
            mails.append(_bad(dice, boxes, subject, moment, late=late, refused=refused))
    return Wave(sorted(mails, key=lambda mail: mail.time))


def _bad(
    dice: Random, boxes: list[str], subject: str, moment: int, *, late: bool, refused: bool
) -> Mail:
    name = f"{subject}_{local(moment):%Y%m%d}{dice.randrange(1000):03d}"
    client = f"198.51.100.{dice.randrange(1, 255)}"
    sender = f"{dice.choice(names.SURNAMES)[2]}{dice.randrange(100)}@{dice.choice(_FREE)}"
    return Mail(
        time=moment,
        sender=sender,
        sender_name=names.full_name(dice)[0].replace("\u3000", " "),
        recipients=tuple(dice.sample(boxes, dice.choice((1, 1, 1, 2, 3)))),
        subject=subject,
        body="お世話になっております。\n添付ファイルをご確認ください。\n",
        size=dice.randrange(6100, 6900),
        message_id=f"{moment:x}.{dice.randrange(16**6):06x}@{sender.split('@')[1]}",
        client=client,
        client_name="unknown",
        outcome="infected" if late else "rejected" if refused else "delivered",
        charset=dice.choice(_CHARSETS),
        attachment=Attachment(
            f"{name}.zip",
            zipped(f"{name}.js", moment),
            naming=dice.choice(("rfc2231", "encoded-word")),
        ),
        bad=True,
    )


def zipped(name: str, moment: int) -> bytes:
    """An archive with a script that does nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo(name, local(moment).timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        archive.writestr(
            entry, "// This is an exercise. Nothing is executed.\r\n" + "// padding\r\n" * 90
        )
    return out.getvalue()


def ordinary(dice: Random, boxes: list[str], day_start: int, count: int) -> list[Mail]:
    """The mail of one working day; a part of it from citizens, with their names and addresses."""
    mails = []
    for _ in range(count):
        moment = day_start + 8 * HOUR + dice.randrange(10 * 60 * 60) * SECOND
        citizen = dice.random() < 0.2
        sender_name, _ = names.full_name(dice)
        maildomain = f"mail.{dice.choice(_FREE)}"
        subject = dice.choice(_FROM_CITIZENS if citizen else _ORDINARY)
        place = f"{dice.choice(names.HAMLETS)}{dice.randrange(1, 30)}-{dice.randrange(1, 20)}"
        phone = names.telephone(dice, mobile=True)
        body = f"{subject}\n\n詳細は別途ご連絡します。\n"
        if citizen:
            who = f"{place}に住む{sender_name}と申します。\n電話は{phone}です。\n"
            body = f"{who}{subject}お尋ねします。\n"
        mails.append(
            Mail(
                time=moment,
                sender=f"{dice.choice(names.SURNAMES)[2]}{dice.randrange(1000)}@{maildomain}",
                sender_name=sender_name.replace("\u3000", " "),
                recipients=(dice.choice(boxes),),
                subject=subject,
                body=body,
                size=dice.randrange(1500, 60_000),
                message_id=f"{moment:x}.{dice.randrange(16**6):06x}@{maildomain}",
                client=f"203.0.113.{dice.randrange(1, 255)}",
                client_name=f"mx{dice.randrange(1, 9)}.{maildomain}",
                charset=dice.choice(_CHARSETS[:4]),
            )
        )
    return mails
