"""One's own account: name, language, ways to sign in, places."""

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.accounts.access import CHANGE_SETTINGS
from tadasu.web.foundation.accounts.actions import change_settings, sign_out_everywhere
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.forms import SettingsForm
from tadasu.web.foundation.accounts.models import LANGUAGES, User
from tadasu.web.foundation.accounts.queries import places_of
from tadasu.web.foundation.accounts.words import name_of, role_names

_YEAR = 365 * 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """See and change it."""
    actor = asking(request)
    allow(actor, CHANGE_SETTINGS.name)
    user = User.objects.get(pk=person(actor))
    form = SettingsForm(request.POST or None, initial={"display_name": user.display_name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        change_settings(actor, **form.cleaned_data)
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Your settings are saved."))
        return redirect("accounts-settings")
    places = [(one, name_of(one.organisation), role_names(one.organisation.kind, one.roles)) for one in places_of(user)]
    return render(request, "accounts/settings.html", {"form": form, "person": user, "places": places})


@require_POST
def leave_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session, this one too."""
    sign_out_everywhere(asking(request))
    request.session.flush()
    return redirect("account_login")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on: to this browser, and to whoever is signed in."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next", "")
    hosts = {request.get_host()}
    answer = HttpResponseRedirect(back if url_has_allowed_host_and_scheme(back, hosts, request.is_secure()) else "/")
    if wanted not in dict(LANGUAGES):
        return answer
    answer.set_cookie(
        django_settings.LANGUAGE_COOKIE_NAME,
        wanted,
        max_age=_YEAR,
        secure=django_settings.LANGUAGE_COOKIE_SECURE,
        httponly=django_settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(language=wanted)
    return answer
