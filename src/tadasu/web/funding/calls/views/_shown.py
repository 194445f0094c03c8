"""What pages of calls have in common: the call or 404, and how it is said in the language of the page."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from tadasu.reports import mark_text, standing_on
from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.funding.calls.access import SEE
from tadasu.web.funding.calls.models import Call, FormVersion, Invitation
from tadasu.web.funding.calls.promises import Promise
from tadasu.web.funding.programmes.money import shown
from tadasu.web.funding.programmes.policy import policy_of
from tadasu.web.ui.days import language

ASK = "calls/ask.html"
"""The page of a question whose answer destroys nothing."""


def place_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Organisation, Actor]:
    """The organisation, and who asks, who may. Raises Http404, Refused."""
    place, actor = organisation_or_404(request, id), asking(request)
    allow(actor, act.name, place)
    return place, actor


def call_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Call, Actor]:
    """The call, and who asks, who may; an open call of another organisation is not theirs to work on. Raises Http404, Refused."""
    actor = asking(request)
    found = (
        Call.objects.select_related("organisation", "form").filter(id=id, organisation__in=actor.organisations).first()
    )
    if found is None:
        raise Http404
    allow(actor, act.name, found)
    return found, actor


def form_or_404(request: HttpRequest, id: UUID) -> FormVersion:
    """A version of a form. Raises Http404, Refused."""
    actor = asking(request)
    found = FormVersion.objects.select_related("made_by").filter(id=id, organisation__in=actor.organisations).first()
    if found is None:
        raise Http404
    allow(actor, SEE.name, found)
    return found


def invitation_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Invitation, Actor]:
    """The invitation, and who asks, who may. Raises Http404, Refused."""
    actor = asking(request)
    found = Invitation.objects.select_related("call").filter(id=id).first()
    if found is None:
        raise Http404
    allow(actor, act.name, found)
    return found, actor


def title(call: Call) -> str:
    """In the language of the page."""
    return call.title_ja if language() == "ja" else call.title


def language_name(code: str) -> str:
    """A language in itself; its code where nobody has told us its name."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return _LANGUAGES.get(code, code)


def amounts(call: Call) -> str:
    """From the least to the highest."""
    least, most = shown(call.least, call.currency), shown(call.most, call.currency)
    if call.least == call.most:
        return f"{most} {call.currency}"
    return _("%(least)s to %(most)s %(currency)s") % {"least": least, "most": most, "currency": call.currency}


def paragraphs(text: str) -> list[str]:
    """As they are set apart by blank lines."""
    return [one for one in (part.strip() for part in text.split("\n\n")) if one]


def written(call: Call, promise: Promise) -> str:
    """Where a promise is written, what that text is, and how sure."""
    value = promise.bound.value
    if value is None:
        return ""
    standing = standing_on(policy_of(call.regime), timezone.localdate(), language())
    return mark_text(value.basis, standing, language(), source=value.basis.source.title)


_LANGUAGES = {"bo": "བོད་སྐད་", "ug": "ئۇيغۇرچە", "zh": "中文"}
"""Names of languages in themselves that Django does not have."""
