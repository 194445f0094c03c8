"""Who may do what with petitions. A role opens no text: that is sealed to its authors."""

from tadasu.web.evidence.custody.access import HANDLES, reads_item
from tadasu.web.foundation.access import Actor, Predicate, act, both, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR

DRAFTS = HANDLES
"""Who drafts, hands in and notes what became of it."""

RELEASES = ("decider", "editor", "verifier")


def _did_not_offer(actor: Actor, record: object | None) -> bool:
    return actor.user is not None and getattr(record, "offered_by_id", None) != actor.user


not_who_offered = Predicate("not who said that it is ready", _did_not_offer)
author = reads_item
"""Whoever can open its text."""

_drafts = both(has_role(*DRAFTS), with_second_factor)
_author = both(_drafts, author)
_lately = both(_author, lately_signed_in)

SEE = act("petition.see", both(has_role(*DRAFTS, *RELEASES, AUDITOR), with_second_factor))
BEGIN = act("petition.begin", _drafts)
OPEN = act("petition.open", both(has_role(*DRAFTS, *RELEASES), author, with_second_factor))
WRITE = act("petition.write", _author)
ATTACH = act("petition.attach", _author)
SHARE = act("petition.share", _lately)
OFFER = act("petition.offer", _author)
RELEASE = act(
    "petition.release", both(has_role(*RELEASES), author, not_who_offered, with_second_factor, lately_signed_in)
)
REOPEN = act("petition.reopen", _author)
PACK = act("petition.pack", _lately)
SEND = act("petition.send", _lately)
ACKNOWLEDGE = act("petition.acknowledge", _drafts)
CLOSE = act("petition.close", _drafts)
WITHDRAW = act("petition.withdraw", _drafts)
COPY = act("petition.copy", _author)
