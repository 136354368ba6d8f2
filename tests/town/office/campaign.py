"""The mass mail: one family, every copy with another sender, number and hash.

What is in its archive is a script that does nothing. Two bursts; a part of the clients stands on
the list that the mail server turns away.
"""

from __future__ import annotations

import io
import zipfile
from ipaddress import ip_address, ip_network
from random import Random

from sekisho.drill import names
from tests.town.office import places
from tests.town.office.letters import Letter, Writer, address, whole, word

SUBJECT = "支払確認"
BLOCKED = "198.19.66.0/24"
STRANGER = "198.19.250.77"
"""Where the script would call: in the town of namespaces a server of ours."""
_TEXT = "お世話になっております。\r\n添付ファイルをご確認ください。\r\n"


def wave(town: places.Town, dice: Random, copies: int) -> list[Letter]:
    """So many mails, the first half of them the first burst."""
    writer = Writer(town, dice)
    boxes = [address(one) for one in town.people]
    for number in range(copies):
        listed = number % 5 == 4
        client = f"198.19.{66 if listed else 60}.{2 + number}"
        sender = f"{dice.choice(names.SURNAMES)[2]}{number}@mail.example.net"
        name = f"{SUBJECT}_{20161123000 + dice.randrange(1000)}{number:03}"
        # a few are written to several, in the heading or out of everybody's sight
        to = dice.sample(boxes, dice.choice((1, 1, 1, 2, 3)))
        shown = "undisclosed-recipients:;" if number % 7 == 6 else ", ".join(to)
        data = whole(
            f"{word(names.full_name(dice)[0], 'iso-2022-jp')} <{sender}>", shown, SUBJECT,
            writer.id("mail.example.net"), dice.choice(("iso-2022-jp", "utf-8", "mislabelled")),
            _TEXT, (f"{name}.zip", archive(f"{name}.js", dice)),
        )  # fmt: skip
        writer.put("campaign", sender, to, data, client=client)
    return writer.written


def listed(letter: Letter) -> bool:
    """Whether it comes from a client on the list."""
    return ip_address(letter.client) in ip_network(BLOCKED)


def archive(name: str, dice: Random) -> bytes:
    """A script that only says that it does nothing, with other bytes in each copy."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        told = "// This is an exercise. Nothing is executed.\r\n"
        file.writestr(name, told + f"// {dice.randrange(16**12):x}\r\n" * 40)
    return out.getvalue()
