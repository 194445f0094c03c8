"""Publications of the demonstration: a notice that is public, and statistics that wait for two signatures. All invented, and
marked so, on the public page too.

The people of the demonstration have a role each, and two are needed: who decides in the invented customs authority may sign too.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from tadasu.release import counted, hidden
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of, steward
from tadasu.web.foundation.accounts.demo import organisations
from tadasu.web.foundation.accounts.models import Membership, Organisation, User
from tadasu.web.foundation.accounts.roles import PUBLISHER
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.publication.actions import propose, sign
from tadasu.web.foundation.publication.models import Proposal

_KEY = "customs"
_SIGNS, _SIGNS_TOO = f"{_KEY}-publisher", f"{_KEY}-decider"
_DELAY = timedelta(days=90)
"""Statistics are told so long after their quarter (`release/data/kinds/statistics.yaml`)."""


def publications() -> int:
    """Make them once; how many there are now."""
    place = organisations()[_KEY]
    with acting(steward(place)):
        if not Proposal.objects.filter(organisation=place).exists():
            _both_sign(place)
            _make(place)
        return Proposal.objects.filter(organisation=place).count()


def _both_sign(place: Organisation) -> None:
    """A second person with the role, as an organiser would give it."""
    held = Membership.objects.get(organisation=place, user__login=_SIGNS_TOO, until=None)
    if PUBLISHER not in held.roles:
        held.roles = [*held.roles, PUBLISHER]
        held.save(update_fields=["roles"])
        record(
            steward(place),
            act="publication.demo",
            subject="accounts.place",
            subject_id=held.id,
            organisation=place.id,
        )


def _make(place: Organisation) -> None:
    one, other = (_person(login) for login in (_SIGNS, _SIGNS_TOO))
    with acting(other):
        notice = propose(
            other, organisation=place.id, kind="notice", document=_NOTICE, reason="Invented, for the demo."
        )
        digest = Proposal.objects.get(id=notice).digest
    for signer in (one, other):
        with acting(signer):
            sign(signer, proposal=notice, digest=digest)
    with acting(other):
        document = _statistics(timezone.localdate())
        propose(other, organisation=place.id, kind="statistics", document=document, reason="Invented, for the demo.")


def _person(login: str) -> Actor:
    return replace(actor_of(User.objects.get(login=login), second_factor=True), signed_in_at=_now())


def _now() -> datetime:
    return timezone.now()


def _statistics(today: date) -> dict[str, Any]:
    """Of the last quarter that may be told."""
    day = today - _DELAY
    year, quarter = (day.year, (day.month - 1) // 3) if day.month > 3 else (day.year - 1, 4)
    return {
        "title": {
            "en": "Cases opened by issue and country (invented)",
            "ja": "問題と国の別に見た開始案件（架空）",
        },
        "measure": "cases-opened",
        "period": f"{year}-Q{quarter}",
        "table": {
            "rows": {
                "of": "label",
                "categories": [
                    {"en": "Withheld wages", "ja": "賃金の不払い"},
                    {"en": "Debt bondage", "ja": "債務による拘束"},
                    {"en": "Withheld documents", "ja": "身分証の取上げ"},
                ],
            },
            "columns": {"of": "place", "categories": ["kh", "mm", "th", "vn"]},
            "counts": [list(line) for line in hidden(counted(_CELLS), 10).counts],
        },
        "note": {
            "en": "Every number is invented.",
            "ja": "数字はすべて架空のものです。",
        },
    }


_CELLS = [[14, 31, 22, 47], [4, 26, 38, 19], [11, 18, 27, 52]]

_NOTICE: dict[str, Any] = {
    "title": {
        "en": "How this authority opens a case (invented)",
        "ja": "事案の開始手続について（架空）",
    },
    "about": "policy",
    "text": {
        "en": (
            "This notice belongs to a demonstration. The authority and everything said here is invented.\n"
            "From 1 January 2027 the authority opens a case when a finding reaches a reasonable indication, and tells the "
            "importer which goods are held and by when an answer is due.\n"
            "Who reported is never told to the importer."
        ),
        "ja": (
            "このお知らせはデモの一部です。当局もここに書かれた内容も、すべて架空のものです。\n"
            "2027年1月1日から、当局は、認定が合理的な兆候に達したときに事案を開始し、どの貨物を留保するか、"
            "いつまでに回答するかを輸入者に知らせます。\n"
            "通報者が誰であるかを輸入者に伝えることはありません。"
        ),
    },
    "place": "jp",
}
