"""A person's own keys."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tadasu.schema import UsageError
from tadasu.web.foundation.access import allow
from tadasu.web.foundation.access import asking as actor_of
from tadasu.web.foundation.vault import actions, cookie
from tadasu.web.foundation.vault._passphrase import made_passphrase
from tadasu.web.foundation.vault.access import KEEP_KEYS, START_ANEW
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.foundation.vault.forms import ChangedPassphrase, NewPassphrase, Passphrase
from tadasu.web.foundation.vault.queries import keys_exchanged, my_keys, releases_for
from tadasu.web.foundation.vault.views.asking import MINUTE, key_or_unlock
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """What one's keys are, whether they are unlocked, and what waits for them."""
    actor = actor_of(request)
    allow(actor, KEEP_KEYS.name)
    unlocked = unlocked_key(request)
    values = {
        "keys": my_keys(actor),
        "alarm": sentence(UsageError("vault-key-exchanged")) if keys_exchanged(actor) else "",
        "unlocked": unlocked is not None,
        "waiting": len(releases_for(actor, None)),
        "minutes": actions.UNUSED // MINUTE,
    }
    return render(request, "vault/keys.html", values)


@login_required
@require_http_methods(QUESTION)
def make(request: HttpRequest) -> HttpResponseBase:
    """The first keys."""
    actor = actor_of(request)
    allow(actor, KEEP_KEYS.name)

    def do(form: NewPassphrase) -> None:
        actions.make_keys(actor, passphrase=form.cleaned_data["passphrase"])

    return answer(
        request,
        Question(
            question=_("Make your keys"),
            act=_("Make the keys"),
            form=NewPassphrase(posted(request)),
            do=do,
            back=reverse("vault-keys"),
            happens=[
                _("Others can seal records to you; only this passphrase opens them."),
                _(
                    "Write it down and keep it apart from this machine. If you lose it, other readers must add you again."
                ),
                *_proposed(request),
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def passphrase(request: HttpRequest) -> HttpResponseBase:
    """Another passphrase for the same keys."""
    actor = actor_of(request)
    allow(actor, KEEP_KEYS.name)

    def do(form: ChangedPassphrase) -> None:
        actions.change_passphrase(actor, old=form.cleaned_data["old"], new=form.cleaned_data["passphrase"])

    return answer(
        request,
        Question(
            question=_("Change your passphrase"),
            act=_("Change the passphrase"),
            form=ChangedPassphrase(posted(request)),
            do=do,
            back=reverse("vault-keys"),
            happens=[
                _("The same keys open with the new passphrase."),
                _("The old one still opens old backups. If somebody knows it, renew your keys instead."),
                *_proposed(request),
            ],
            counted=True,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def renew(request: HttpRequest) -> HttpResponseBase:
    """New keys in place of those that are unlocked."""
    actor = actor_of(request)
    allow(actor, KEEP_KEYS.name)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: NewPassphrase) -> HttpResponseBase:
        actions.renew_keys(actor, passphrase=form.cleaned_data["passphrase"], key=key)
        return _locked(request)

    return answer(
        request,
        Question(
            question=_("Renew your keys"),
            act=_("Renew the keys"),
            form=NewPassphrase(posted(request)),
            do=do,
            back=reverse("vault-keys"),
            happens=[
                _("Every record you can open moves to new keys; the old private key is destroyed here."),
                _("Backups made until now still open with the old passphrase."),
                *_proposed(request),
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def anew(request: HttpRequest) -> HttpResponseBase:
    """New keys for one who lost the passphrase."""
    actor = actor_of(request)
    allow(actor, START_ANEW.name)

    def do(form: NewPassphrase) -> HttpResponseBase:
        actions.start_anew(actor, passphrase=form.cleaned_data["passphrase"])
        return _locked(request)

    return answer(
        request,
        Question(
            question=_("Start anew without the old passphrase"),
            act=_("Start anew"),
            form=NewPassphrase(posted(request)),
            do=do,
            back=reverse("vault-keys"),
            happens=[
                _("The old private key is destroyed. You can open nothing that was sealed to it."),
                _("Other readers can add you again, record by record; custodians can recover the rest."),
                *_proposed(request),
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def unlock(request: HttpRequest) -> HttpResponseBase:
    """Unlock one's keys for this session, and go on to where they are needed."""
    actor = actor_of(request)
    allow(actor, KEEP_KEYS.name)
    onwards = _onwards(request)

    def do(form: Passphrase) -> HttpResponseBase:
        token = actions.unlock(
            actor, passphrase=form.cleaned_data["passphrase"], session=request.session.session_key or ""
        )
        response = redirect(onwards)
        cookie.keep(response, token)
        return response

    return answer(
        request,
        Question(
            question=_("Unlock your keys"),
            act=_("Unlock"),
            form=Passphrase(posted(request)),
            do=do,
            back=onwards,
            happens=[
                _(
                    "You can open what is sealed to you, until you sign out or leave them unused for %(minutes)s minutes."
                )
                % {"minutes": actions.UNUSED // MINUTE},
                _("While a page with a sealed record is made, the running server knows what it says."),
            ],
            counted=True,
        ),
    )


@login_required
@require_POST
def lock(request: HttpRequest) -> HttpResponseBase:
    """Lock them again, in every session."""
    actor = actor_of(request)
    allow(actor, KEEP_KEYS.name)
    actions.lock(actor)
    return _locked(request)


def _proposed(request: HttpRequest) -> list[str]:
    """A passphrase for those who would rather not think of one, when the page is first shown: whoever has written it down and
    then mistyped it is not offered another."""
    if request.method == "POST":
        return []
    return [_("If you would rather not think of one, take this: %(made)s") % {"made": made_passphrase()}]


def _locked(request: HttpRequest) -> HttpResponseBase:
    response = redirect("vault-keys")
    cookie.forget(request, response)
    return response


def _onwards(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is here."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("vault-keys")
