"""A letter into the applicant's box, in the languages they read."""

from collections.abc import Mapping

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.correspondence.actions import staff
from tadasu.web.funding.applications.access import TELL
from tadasu.web.funding.applications.models import OVER, Application

LANGUAGES = ("en", "ja")
"""In which every letter of ours is written."""

BETWEEN = "\n\n· · ·\n\n"


def tell(actor: Actor, application: Application, texts: Mapping[str, str], *, question: bool = False) -> int:
    """The letter's number. `texts` by language; all of them are in the letter, those that the applicant reads first.

    Raises Refused, UsageError `applications-over`, `applications-letter-languages` where English or Japanese is missing, and as
    `correspondence.actions.staff.reply`.
    """
    allow(actor, TELL.name, application)
    if application.state in OVER:
        raise UsageError("applications-over")
    if missing := [one for one in LANGUAGES if not texts.get(one, "").strip()]:
        raise UsageError("applications-letter-languages", missing=", ".join(missing))
    theirs = application.languages
    order = sorted(texts, key=lambda one: (theirs.index(one) if one in theirs else len(theirs), one))
    text = BETWEEN.join(texts[one].strip() for one in order)
    return staff.reply(actor, box=application.box_id, text=text, question=question)
