"""The model: what the rulebook says of a body that is sent out. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sekisho.gates.web.judgement import Judge, Judgement, Page, Who
from sekisho.gates.web.policy import Policy
from sekisho.gates.web.request import host_of, suffixes
from sekisho.gates.web.uploads.examining import Examined
from sekisho.rulebook import Uploads

PERSONAL = "web.upload_personal"
LARGE = "web.upload_large"
UNREAD = "web.upload_unread"
CLEAN = "web.upload_clean"
PERMITTED = "web.upload_permitted"
NOT_ASKED = "web.upload_not_asked"
METHODS = ("POST", "PUT", "PATCH")
_MB = 1 << 20


@dataclass(frozen=True)
class Sending:
    """A request with a body, before its body. ``length``: what it says of its size; None: it
    does not say. ``at``: aware."""

    at: datetime
    address: str
    user: str
    method: str
    host: str
    path: str
    kind: str = ""
    packed: str = ""
    length: int | None = None


class UploadJudge:
    """The ``web.uploads`` of a policy. Without them nothing is asked."""

    def __init__(self, policy: Policy, judge: Judge) -> None:
        self._uploads = policy.rulebook.web.uploads or Uploads(personal="allowed")
        self._never = frozenset(policy.rulebook.never_refused.domains)
        self._permitted = frozenset(self._uploads.permitted)
        self._judge = judge
        self.most = self._uploads.size_mb * _MB
        """Bytes of a body that is opened."""
        self.digest = policy.rulebook.digest

    def who(self, sending: Sending) -> Who:
        """Who sends."""
        return self._judge.who(sending.address, sending.user)

    def before(self, sending: Sending) -> Judgement | None:
        """The judgement that needs no look into the body; None: it does."""
        who = self.who(sending)
        host = host_of(sending.host)
        domains = frozenset(suffixes(host)) if host else frozenset()
        if who.spared or domains & (self._never | self._permitted):
            return Judgement(PERMITTED, refused=False, stage=who.stage)
        if sending.method not in METHODS or self._uploads.personal == "allowed":
            return Judgement(NOT_ASKED, refused=False, stage=who.stage)
        if self._uploads.categories and host is not None:
            category = self._judge.place(host, sending.path).category
            if category is None or category.name not in self._uploads.categories:
                return Judgement(NOT_ASKED, refused=False, stage=who.stage)
        if sending.length is not None and sending.length > self.most:
            return self.large(who)
        return None

    def large(self, who: Who) -> Judgement:
        """The judgement of what is larger than ``most``."""
        return self._unexamined(LARGE, who)

    def after(self, who: Who, found: Examined) -> Judgement:
        """The judgement of an examined body. Persons that were found count whatever else in it
        could not be read."""
        if found.persons >= self._uploads.persons:
            refused = self._uploads.personal == "refuse"
            return _judgement(PERSONAL, who, "upload_personal", refused=refused)
        if found.unread:
            return self._unexamined(UNREAD, who)
        return Judgement(CLEAN, refused=False, stage=who.stage)

    def _unexamined(self, code: str, who: Who) -> Judgement:
        refused = self._uploads.unexamined in ("", "refuse")
        return _judgement(code, who, "upload_unexamined", refused=refused)


def _judgement(code: str, who: Who, page: Page, *, refused: bool) -> Judgement:
    return Judgement(code, refused, who.stage, page if refused else "")
