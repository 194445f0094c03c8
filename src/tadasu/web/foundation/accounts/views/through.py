"""To sign in through an organisation's own provider: which one, off to it, and back.

No page lists the providers: who works here is nobody's business. Off to it goes a link, not a form, because a form may only
lead to ourselves (Content-Security-Policy), and not from another site.
"""

from collections.abc import Callable

import requests
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.socialaccount.providers.saml import views as saml
from allauth.socialaccount.providers.saml.utils import build_saml_config
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from lxml.etree import LxmlError
from onelogin.saml2.errors import OneLogin_Saml2_Error
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from tadasu.schema import UsageError
from tadasu.store import data_folder
from tadasu.web.foundation.accounts.forms import ThroughForm
from tadasu.web.foundation.accounts.providers import Provider, in_force
from tadasu.web.foundation.accounts.sign_in.waits import floods
from tadasu.web.foundation.accounts.views._shown import too_fast
from tadasu.web.ui.days import language
from tadasu.web.ui.sentences import sentence

_OURS = (None, "same-origin", "none")
"""What a browser says of where a request began, if it says it at all: here, or the address line."""

_UNREADABLE = (LookupError, ValueError, LxmlError, OneLogin_Saml2_Error, PermissionDenied)
"""What comes of an answer that may be anything, from anybody; or that nobody here asked for."""

_CARRIED = ("PATH_INFO", "SCRIPT_NAME", "SERVER_NAME", "SERVER_PORT")
"""All that is needed of a request to judge an answer in SAML. Its address and its browser are not."""


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Type the short name that the organisation told."""
    if floods(request, "through"):
        return too_fast(request)
    form = ThroughForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        slug = form.cleaned_data["organisation"].lower()
        if slug in in_force(data_folder()):
            return redirect("accounts-through-one", slug=slug)
        form.add_error("organisation", form.unknown)
    return render(request, "accounts/through.html", {"form": form})


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """Where it goes and what we are told; organisations may link to this page."""
    found = _provider(slug)
    name = found.names.get(language()) or next(iter(found.names.values()))
    shown = {"provider": found, "name": name, "next": get_next_redirect_url(request) or ""}
    return render(request, "accounts/through_one.html", shown)


@require_GET
def start(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Off to it. From another site nobody is sent."""
    _provider(slug)
    if request.headers.get("Sec-Fetch-Site") not in _OURS:
        return redirect("accounts-through-one", slug=slug)
    if floods(request, "through", asking=True):  # each of these makes us ask the provider
        return too_fast(request)
    provider = get_adapter().get_provider(request, slug)
    try:
        gone: HttpResponseBase = provider.redirect(
            request, process=AuthProcess.LOGIN, next_url=get_next_redirect_url(request)
        )
    except (requests.RequestException, KeyError, OneLogin_Saml2_Error) as error:
        return _failed(request, slug, error)
    return gone


class _Checked(OpenIDConnectOAuth2Adapter):
    """The signature of what the provider says is checked too, not only the connection it came by."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **named: object) -> object:
        """As allauth does it for a token from elsewhere."""
        self.did_fetch_access_token = False
        return super().complete_login(request, app, token, **named)


@require_GET
def back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from a provider of OpenID Connect."""
    if _provider(provider_id).protocol != "oidc":
        raise Http404
    view = OAuth2CallbackView.adapter_view(_Checked(request, provider_id))
    return _judged(request, provider_id, lambda: view(request))


@csrf_exempt
@require_POST
def arrive(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """Back from a provider of SAML, whose site posts the answer; a session of its own carries it to the next page."""
    _saml(organization_slug)
    if floods(request, "through"):
        return too_fast(request)
    arrived: HttpResponseBase = saml.acs(_carried(request), organization_slug=organization_slug)
    return arrived


@require_GET
def finish(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """That answer judged: signed by the provider, for us, asked for by this browser, once."""
    _saml(organization_slug)
    return _judged(request, organization_slug, lambda: saml.finish_acs(request, organization_slug=organization_slug))


@require_safe
def metadata(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """What an organisation gives its provider of SAML. Single sign-out is not offered."""
    _saml(organization_slug)
    app = get_adapter().get_app(request, provider=organization_slug)
    config = build_saml_config(request, app.settings, organization_slug)
    del config["sp"]["singleLogoutService"]
    told = OneLogin_Saml2_Settings(settings=config, sp_validation_only=True).get_sp_metadata()
    return HttpResponse(told, content_type="application/samlmetadata+xml")


def no_page(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """An address that allauth wants to name and we do not serve. Raises Http404."""
    raise Http404


def _provider(slug: str) -> Provider:
    found = in_force(data_folder()).get(slug)
    if found is None:
        raise Http404
    return found


def _saml(slug: str) -> None:
    if _provider(slug).protocol != "saml":
        raise Http404


def _judged(request: HttpRequest, slug: str, judge: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Signed in, or a page that says why not."""
    try:
        return judge()
    except _UNREADABLE as error:
        return _failed(request, slug, error)
    except UsageError as error:
        messages.error(request, sentence(error))
        return redirect("accounts-through-one", slug=slug)


def _carried(request: HttpRequest) -> HttpRequest:
    """A request with nothing of the first but that: it is kept until the browser has come back."""
    bare = HttpRequest()
    bare.method, bare.path, bare.path_info = "POST", request.path, request.path_info
    bare.META = {key: value for key, value in request.META.items() if key in _CARRIED} | {
        "HTTP_HOST": request.get_host()
    }
    bare.COOKIES = request.COOKIES
    told = QueryDict(mutable=True)
    for field in ("SAMLResponse", "RelayState"):
        if field in request.POST:
            told[field] = request.POST[field]
    bare.POST = told  # type: ignore[assignment]
    bare._get_scheme = lambda: request.scheme  # type: ignore[attr-defined]
    return bare


def _failed(request: HttpRequest, slug: str, error: Exception) -> HttpResponseBase:
    answer: HttpResponseBase = render_authentication_error(
        request, get_adapter().get_provider(request, slug), exception=error
    )
    return answer
