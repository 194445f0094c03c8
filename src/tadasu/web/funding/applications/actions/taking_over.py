"""Take over from an earlier application by its code, so that nothing is asked twice: a sponsor's facts, names, how to be
reached."""

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, allow, holding
from tadasu.web.foundation.correspondence.actions.entering import leave
from tadasu.web.foundation.correspondence.pages import Visit, enter, entered
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications._drafts import Content
from tadasu.web.funding.applications._sent import last_sent
from tadasu.web.funding.applications.access import APPLY
from tadasu.web.funding.applications.actions.drafting import asking_of, draft_of, take_in


def take_over(visit: Visit, *, code: str) -> Content:
    """What stands in the last application of another box, where nothing stands here. Nothing is kept of which box it was.

    Raises Refused, UsageError `applications-nothing-there`, `applications-no-draft`, `box-code-…`, `box-unknown`.
    """
    allow(ANONYMOUS, APPLY.name, visit)
    token = enter(code)
    other = entered(token)
    leave(token)
    if other is None or other.box.purpose != queries.PURPOSE:
        raise UsageError("applications-nothing-there")
    with holding(str(other.box.digest)):
        found = last_sent(other)
    draft = draft_of(visit)
    if draft is None:
        raise UsageError("applications-no-draft")
    if found is None:
        raise UsageError("applications-nothing-there")
    _, asking = asking_of(draft)
    return take_in(visit, asking.again(found.answers))
