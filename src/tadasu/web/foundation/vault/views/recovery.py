"""The recovery key of an organisation: who holds shares, and recoveries that are under way."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import allow, may_anew
from tadasu.web.foundation.access import asking as actor_of
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.vault import actions, queries
from tadasu.web.foundation.vault.access import (
    BEGIN_RECOVERY,
    COMPLETE_RECOVERY,
    CONFIRM_SHARE,
    CONTRIBUTE,
    SET_UP_RECOVERY,
)
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.foundation.vault.forms import Confirmed, Recover, SeveralPeople
from tadasu.web.foundation.vault.models import Recovery, RecoveryKey, Share
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_safe
def recovery(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Keys, custodians, recoveries."""
    actor = actor_of(request)
    found = get_object_or_404(Organisation.objects.filter(id__in=actor.organisations), id=organisation)
    keys = [
        (key, queries.shares_of(key), queries.running_recoveries(key)) for key in queries.recovery_keys(actor, found)
    ]
    values = {
        "organisation": found,
        "keys": keys,
        "none_in_force": bool(keys) and all(key.ended_at is not None for key, *_others in keys),
        "me": actor.user,
        "unlocked": unlocked_key(request) is not None,
        "sets_up": may_anew(actor, SET_UP_RECOVERY.name, found),
        "begins": may_anew(actor, BEGIN_RECOVERY.name, found),
    }
    return render(request, "vault/recovery.html", values)


@login_required
@require_http_methods(QUESTION)
def set_up(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A new recovery key."""
    actor = actor_of(request)
    found = get_object_or_404(Organisation.objects.filter(id__in=actor.organisations), id=organisation)
    allow(actor, SET_UP_RECOVERY.name, found)

    def form(sent: QueryDict | None) -> SeveralPeople:
        return SeveralPeople(sent, people=queries.could_keep_shares(found.id))

    def do(form: SeveralPeople) -> None:
        people = [UUID(one) for one in form.cleaned_data["people"]]
        actions.set_up_recovery(actor, organisation=found.id, custodians=people, needed=form.cleaned_data["needed"])

    return answer(
        request,
        Question(
            question=_("Set up recovery"),
            act=_("Make the recovery key"),
            form=form(posted(request)),
            do=do,
            back=_back(found.id),
            happens=[
                _("Each custodian gets a share of a new key; as many as you say open together what is sealed to it."),
                _("It is in force when so many custodians have shown that they can open their share."),
                _("Records sealed before come under it when a reader opens them."),
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def confirm(request: HttpRequest, share: UUID) -> HttpResponseBase:
    """A custodian shows that the share opens."""
    actor, found = actor_of(request), get_object_or_404(Share, id=share)
    allow(actor, CONFIRM_SHARE.name, found)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: Confirmed) -> None:
        actions.confirm_share(actor, share=share, key=key)

    return answer(
        request,
        Question(
            question=_("Show that you can open your share"),
            act=_("Open it now"),
            form=Confirmed(posted(request)),
            do=do,
            back=_back(found.organisation_id),
            happens=[_("Your share is opened and compared with the one that was made. Nothing is shown.")],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def begin(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Ask the custodians."""
    actor, found = actor_of(request), get_object_or_404(RecoveryKey, id=key)
    allow(actor, BEGIN_RECOVERY.name, found)

    def form(sent: QueryDict | None) -> Recover:
        people, under = queries.keyed_people(found.organisation_id), queries.records_under(found)
        return Recover(sent, people=people, records=[(str(one.record.id), _told(one)) for one in under])

    def do(form: Recover) -> None:
        people, records = ([UUID(one) for one in form.cleaned_data[name]] for name in ("people", "records"))
        actions.begin_recovery(actor, key=key, readers=people, reason=form.cleaned_data["reason"], records=records)

    return answer(
        request,
        Question(
            question=_("Ask the custodians to recover records"),
            act=_("Ask the custodians"),
            form=form(posted(request)),
            do=do,
            back=_back(found.organisation_id),
            happens=[
                _count(found.boxes.count()),
                _("When enough custodians have given their share, the people you choose can open those you choose."),
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def contribute(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A custodian gives the share."""
    actor, found = actor_of(request), _recovery(id)
    allow(actor, CONTRIBUTE.name, found)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: Confirmed) -> None:
        actions.contribute(actor, recovery=id, key=key)

    return answer(
        request,
        Question(
            question=_("Give your share to the recovery that %(name)s asked for?") % {"name": found.user},
            act=_("Give the share"),
            form=Confirmed(posted(request)),
            do=do,
            back=_back(found.organisation_id),
            happens=[
                _("With enough shares, these people can open the records: %(names)s")
                % {"names": ", ".join(map(str, queries.people(found.readers)))},
                _count(len(found.records) or found.key.boxes.count()),
                queries.reason_of(found.id, key) or _("You cannot read the reason."),
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def complete(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Put the shares together."""
    actor, found = actor_of(request), _recovery(id)
    allow(actor, COMPLETE_RECOVERY.name, found)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: Confirmed) -> None:
        recovered = actions.complete_recovery(actor, recovery=id, key=key)
        said = ngettext("%(count)s record came back.", "%(count)s records came back.", recovered.records)
        messages.success(request, said % {"count": recovered.records})
        if recovered.key is None:
            messages.warning(request, _("Too few custodians have their keys: there is no recovery key any more."))

    return answer(
        request,
        Question(
            question=_("Complete the recovery?"),
            act=_("Complete it"),
            form=Confirmed(posted(request)),
            do=do,
            back=_back(found.organisation_id),
            happens=[
                _("The people who were named can open the records."),
                _(
                    "The recovery key is replaced by a new one among the same custodians, if enough of them have their keys."
                    " If not, there is none until an organiser makes one."
                ),
            ],
        ),
    )


def _told(held: queries.Held) -> str:
    """What a record can be told apart by: the word of the code for its kind, the first letters of its id, month, readers."""
    month = date_format(held.record.month, "YEAR_MONTH_FORMAT")
    return f"{held.record.kind} {str(held.record.id)[:8]}, {month}: {held.readers}"


def _count(records: int) -> str:
    said = ngettext("It is about %(count)s record.", "It is about %(count)s records.", records)
    return said % {"count": records}


def _recovery(id: UUID) -> Recovery:
    found = Recovery.objects.select_related("user", "key").filter(id=id).first()
    if found is None:
        raise Http404
    return found


def _back(organisation: UUID) -> str:
    return reverse("vault-recovery", args=[organisation])
