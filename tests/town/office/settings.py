"""What stands in the files of each machine of the office, before any gate.

The parts that Sekisho recommends a town (``sekisho collect``) are its own files, word for word
but for addresses: what they make the programs write is what is investigated.
"""

from __future__ import annotations

from sekisho.collect.settings import contents
from tests.town.office import places

PORT = 3128
REALM = "seki"
RSYSLOG = """\
module(load="imuxsock")
$WorkDirectory /var/spool/rsyslog
$IncludeConfig /etc/rsyslog.d/60-sekisho-forward.conf
"""
COLLECTOR = """\
module(load="imtcp")
template(name="alone" type="string" string="%msg%\\n")
template(name="place" type="string" string="/var/log/received/%HOSTNAME%/%PROGRAMNAME%.log")
input(type="imtcp" port="514")
if $programname == "squid" then {
    action(type="omfile" dynaFile="place" template="alone" asyncWriting="off")
} else {
    action(type="omfile" dynaFile="place" asyncWriting="off"
           template="RSYSLOG_SyslogProtocol23Format")
}
"""
"""The collector keeps each machine's and program's lines apart, Squid's as it wrote them, all
others as RFC 5424 has them (with rsyslog's own format for files the colon behind the program
would be lost on the way)."""
SQUID = f"""\
http_port {PORT}
visible_hostname proxy01.town.example
auth_param basic program /usr/lib/squid/basic_ncsa_auth /etc/squid/passwd
auth_param basic realm {REALM}
acl inside src 198.18.0.0/16
acl staff proxy_auth REQUIRED
http_access deny !inside
http_access allow staff
http_access deny all
cache deny all
pinger_enable off
netdb_filename none
shutdown_lifetime 1 seconds
pid_filename /run/squid.pid
coredump_dir /var/log/squid
cache_log /var/log/squid/cache.log
"""
ROUTER = """\
table inet town
delete table inet town
table inet town {
    chain forward {
        type filter hook forward priority filter; policy accept;
        ct state new log prefix "new " group 5 snaplen 128
    }
}
"""
"""Nothing is separated; every connection is written down."""


def recommended(name: str) -> str:
    """A file that Sekisho gives a town, without its commented head."""
    return contents([name])[name].decode()


def squid() -> str:
    """squid.conf; the log is Sekisho's."""
    return SQUID + recommended("squid/sekisho-log.conf")


def forwarding() -> str:
    """rsyslog's forwarding to the collector; a second after an outage is soon enough here."""
    text = recommended("rsyslog/60-sekisho-forward.conf")
    text = text.replace("192.0.2.10", places.LOGS.address)
    return text.replace('action.resumeInterval="10"', 'action.resumeInterval="1"')


def samba() -> str:
    """smb.conf: a share for each department, audited as Sekisho recommends."""
    lines = recommended("samba/full-audit.conf").splitlines()
    audit = [line for line in lines if line.startswith("    ") and "path =" not in line]
    text = (
        "[global]\n    workgroup = TOWN\n    server role = standalone server\n"
        "    disable netbios = yes\n    smb ports = 445\n    unix charset = UTF-8\n"
        "    load printers = no\n    store dos attributes = no\n    log file = /var/log/smbd.log\n"
        "    map to guest = Never\n"
    )
    for department, share in places.SHARES:
        own = [f"[{share}]", f"    comment = {department}", f"    path = /srv/samba/{share}"]
        own += [f"    valid users = @{share}", "    read only = no", *audit]
        text += "\n" + "\n".join(own) + "\n"
    return text
