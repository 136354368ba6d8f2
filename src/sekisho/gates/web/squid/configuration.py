"""The complete ``squid.conf`` of the web gate.

Reference: http://www.squid-cache.org/Doc/config/ (5.x). Nothing is cached: a proxy of a town office
is there to judge and to record. Where Sekisho does not answer, Squid refuses.
"""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.gates.contract import File, NotBuildableError
from sekisho.gates.stages import Stage, Stages
from sekisho.gates.web import hosts
from sekisho.gates.web.answering import ACCEPT, FIELDS
from sekisho.gates.web.lists.compiled import NAME as LISTS
from sekisho.gates.web.policy import NAME as POLICY
from sekisho.gates.web.policy import Policy, policy_of, written
from sekisho.gates.web.squid.pages import FOLDER, file_name, names, pages
from sekisho.gates.web.squid.paths import asking
from sekisho.gates.web.squid.uploads import examining
from sekisho.rulebook import Proxy, Rulebook
from sekisho.rulebook.book import NEVER_OUTSIDE

NAME = "squid.conf"
HOME = "/etc/squid/sekisho"
"""Where policy, lists and pages lie on the proxy's machine."""
STATE = "/var/lib/sekisho/web"
SEEN = f"{STATE}/seen"
"""What the gate itself writes: the sites seen before."""
REMEMBERED = 65536
"""Answers about hosts that Squid keeps at most, of some hundred bytes each."""
LOG = "/var/log/squid/sekisho.log"
LOGFORMAT = (
    '{"ts":%ts.%03tu,"ms":%tr,"src":"%>a","sport":%>p,"user":"%#un","m":"%rm","url":"%>ru",'
    '"host":"%#>rd","port":"%>rP","st":%>Hs,"sq":"%Ss","hier":"%Sh","up":%>st,"down":%<st,'
    '"ct":"%#mt","ua":"%#{User-Agent}>h","ref":"%#{Referer}>h","dst":"%<a",'
    '"rule":"%#note{rule}","stage":"%note{stage}","err":"%err_code"'
)
"""One JSON object a line; every field that others fill is URL-encoded and cannot break it."""
_UPLOAD = (
    ',"upload_rule":"%{X-Sekisho-Rule}adapt::<last_h","upload_stage":"%{X-Sekisho-Stage}adapt::'
    '<last_h","upload_bytes":"%{X-Sekisho-Bytes}adapt::<last_h",'
    '"upload_persons":"%{X-Sekisho-Persons}adapt::<last_h"'
)
"""What the examining service said of a body; all of it is the service's own."""
_SNI = ',"sni":"%#ssl::>sni","bump":"%ssl::bump_mode"'


def configuration(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """``squid.conf``, the policy, and the pages. Raises NotBuildableError for a path that a
    configuration cannot carry."""
    policy = policy_of(rulebook, stages)
    head = f"関所 段階: {stages.everybody}   規程: {rulebook.digest}"
    text = "\n".join(_lines(policy, rulebook, head)) + "\n"
    return (File(NAME, text.encode()), File(POLICY, written(policy)), *pages(policy, head))


def _lines(policy: Policy, rulebook: Rulebook, head: str) -> Iterator[str]:
    proxy = rulebook.web.proxy or Proxy()
    python, ca = _word(proxy.python), _word(proxy.ca) if proxy.ca else ""
    yield f"# {head}"
    yield "# 規程の「閲覧」から作られたもの。直接には直さず、規程を直して作り直す。"
    yield f"# 置き場所: /etc/squid/{NAME} と {HOME}    検査: squid -k parse"
    yield from _listening(proxy.port, ca)
    yield from _asking(policy, python, proxy)
    yield from _access(policy, rulebook, ca)
    yield from _tls(policy, ca)
    yield "# 記録（一行に一件。関所の sekisho investigate がそのまま読む）"
    uploads = policy.rulebook.web.uploads
    if uploads is not None:
        yield from examining(uploads, own_networks(rulebook), told(policy.stages))
    yield f"logformat sekisho {LOGFORMAT}{_UPLOAD if uploads else ''}{_SNI if ca else ''}}}"
    yield f"access_log stdio:{LOG} logformat=sekisho"
    yield "cache_log /var/log/squid/cache.log"
    yield "cache deny all"
    yield "pinger_enable off"
    yield "netdb_filename none"
    yield "shutdown_lifetime 3 seconds"
    yield "forwarded_for delete"
    yield "via off"
    yield f"error_directory {HOME}/{FOLDER}"
    yield "error_default_language ja"


def told(stages: Stages) -> set[Stage]:
    """Every stage that somebody is in."""
    return {stages.everybody, *stages.departments.values(), *stages.assets.values()}


def _listening(port: int, ca: str) -> Iterator[str]:
    if not ca:
        yield f"http_port {port}"
        return
    yield (
        f"http_port {port} ssl-bump tls-cert={ca} generate-host-certificates=on "
        "dynamic_cert_mem_cache_size=4MB"
    )
    # 証明書の置き場は一度だけ作る: security_file_certgen -c -s /var/lib/squid/ssl_db -M 4MB
    yield ("sslcrtd_program /usr/lib/squid/security_file_certgen -s /var/lib/squid/ssl_db -M 4MB")


def _asking(policy: Policy, python: str, proxy: Proxy) -> Iterator[str]:
    # A Squid without OpenSSL does not know the code for the name; nobody ever sets a tag.
    fields = FIELDS if proxy.ca else FIELDS.replace("%ssl::>sni", "%et")
    if "warn" in told(policy.stages) or policy.rulebook.web.new_sites == "notice":
        fields = f"{fields} {ACCEPT}"
    # Squid gives a program another name than its path, by which Python would look for its
    # packages in vain; env gives it the right one again.
    # Started with the first request: one started beforehand that dies young takes Squid along.
    yield "# 関所に聞く。答えがなければ通さない。"
    yield "# 通してよい宛先か（ファイル名やアドレスの型にかかわらないもの）: 答えをしばらく覚える"
    known = hosts.FIELDS if proxy.ca else hosts.FIELDS.replace("%ssl::>sni", "%et")
    yield _external("sekisho_host", hosts.KEPT_S, known, python, f"--hosts {hosts.KEPT_S}")
    yield "# それ以外は一件ずつ"
    is_open = "--open" if told(policy.stages) == {"observe"} else ""
    yield _external("sekisho_path", 0, fields, python, is_open)
    yield "acl sekisho_known external sekisho_host"
    yield "acl sekisho_asked external sekisho_path"
    telling = asking(policy.rulebook.web)
    yield from (f"acl {name} {kind} -i {fitting}" for name, kind, fitting in telling)


def _external(name: str, kept: int, fields: str, python: str, more: str) -> str:
    return (
        f"external_acl_type {name} ttl={kept} negative_ttl={kept} cache={REMEMBERED} "
        "children-max=1 children-startup=0 concurrency=1000 queue-size=10000 "
        f"{fields} /usr/bin/env {python} -I -m sekisho.gates.web.helper {HOME}/{POLICY} "
        f"--lists {HOME}/{LISTS} --seen {SEEN} {more}"
    ).rstrip()


def _access(policy: Policy, rulebook: Rulebook, ca: str) -> Iterator[str]:
    yield from (f"acl clients src {network}" for network in own_networks(rulebook))
    yield "acl tls_ports port 443 8443"
    yield "acl tunnel method CONNECT"
    for page in names(policy):
        yield f"acl page_{page} note page {page}"
        yield f"deny_info {file_name(page)} page_{page}"
    yield "http_access deny !clients"
    yield "http_access deny tunnel !tls_ports"
    yield "http_access deny to_localhost"
    yield "# ここで聞く。通すものはここで終わる。"
    yield f"http_access allow {_settled(policy)}"
    yield "http_access allow sekisho_asked"
    yield "# 残るのは通さないもの。理由は答えの印（note）にあり、それが画面を選ぶ。"
    if ca:
        yield "http_access allow clients tunnel"
    yield from (f"http_access deny page_{page}" for page in names(policy))
    if told(policy.stages) == {"observe"}:
        yield "http_access allow clients"
    yield "http_access deny all"


def _settled(policy: Policy) -> str:
    """The ACLs that together say: nothing about the path, and everything there passes."""
    telling = dict.fromkeys(name for name, _, _ in asking(policy.rulebook.web))
    return " ".join((*(f"!{name}" for name in telling), "sekisho_known"))


def own_networks(rulebook: Rulebook) -> list[str]:
    """The office's own networks; without zones everything that is never outside."""
    own = [str(n) for z in rulebook.zones if z.kind != "outside" for n in z.networks]
    return own or [str(network) for network in NEVER_OUTSIDE]


def _tls(policy: Policy, ca: str) -> Iterator[str]:
    uploads = policy.rulebook.web.uploads
    opens = uploads is not None and uploads.open_tls
    if opens and not ca:
        raise NotBuildableError("gates.web.open_tls")
    if not ca:
        return
    yield "# 名前だけを確かめ、通すものは開かない。断るものには画面を見せる。"
    yield f"acl sekisho_settled all-of {_settled(policy)}"
    yield "acl sekisho any-of sekisho_settled sekisho_asked"
    yield "acl step1 at_step SslBump1"
    yield "acl step2 at_step SslBump2"
    yield "ssl_bump bump step1 !sekisho"
    yield "ssl_bump peek step1"
    if uploads is not None and uploads.open_tls:
        yield "# 送る中身を確かめるため開く（規程の open_tls）。次の相手だけは開かない。"
        closed = sorted({*uploads.permitted, *policy.rulebook.never_refused.domains})
        yield from (f"acl closed ssl::server_name .{domain}" for domain in closed)
        if closed:
            yield "ssl_bump splice step2 sekisho closed"
    else:
        yield "ssl_bump splice step2 sekisho"
    yield "ssl_bump bump step2 all"


def _word(text: str) -> str:
    """A path of the rulebook that stands in a line of settings."""
    if not text.startswith("/") or any(sign.isspace() or sign in "\"'#\\%" for sign in text):
        raise NotBuildableError("gates.web.path", path=text)
    return text
