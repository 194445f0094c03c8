"""Sign-in through an organisation's own provider: what is taken from it, which is one mark, and who may come by it.

The provider vouches for who somebody is, never for a second factor: that is always shown to us. Of what it says about a person
nothing is kept but a mark that is always the same for the same person, and the name if the provider was asked for it.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect

from tadasu.store import data_folder
from tadasu.web.foundation.accounts._seal import mark
from tadasu.web.foundation.accounts.actions import join_through
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.accounts.providers import Provider, in_force
from tadasu.web.foundation.accounts.queries import held_invitation
from tadasu.web.ui.days import language

INVITED = "tadasu.invitation"
"""Where a session keeps the digest of an invitation's code between the page that took it and the place itself."""

_PURPOSE = "through"
_LONGEST_NAME = 120


class Through(DefaultSocialAccountAdapter):
    """Set as `SOCIALACCOUNT_ADAPTER`."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Those of the file; allauth's table of them stays empty."""
        return [
            app
            for app in map(_app, in_force(data_folder()).values())
            if provider in (None, app.provider, app.provider_id) and client_id in (None, app.client_id)
        ]

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """The first we hear of somebody: keep the mark, and what was said only for as long as this request."""
        account = sociallogin.account
        sociallogin.said = _said(account.extra_data)
        account.extra_data = {}
        account.uid = mark(f"{account.provider} {account.uid}", secret=settings.SECRET_KEY, purpose=_PURPOSE)
        sociallogin.email_addresses = []
        user: User = sociallogin.user
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Only signing in: nobody ties an account that is there already to a provider."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(redirect("account_login"))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """With an open invitation of the same organisation, or when the file gives a place to people like this one."""
        provider = _provider_of(sociallogin)
        return bool(_invitation(request, provider) or provider.roles_for(sociallogin.said))

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: object = None) -> User:
        """The account, its tie to the provider, and its place."""
        provider = _provider_of(sociallogin)
        user = join_through(
            organisation=provider.organisation,
            provider=provider.id,
            roles=provider.roles_for(sociallogin.said),
            digest=_invitation(request, provider),
            display_name=_name(sociallogin.said),
            language=language(),
        )
        request.session.pop(INVITED, None)
        sociallogin.user = user
        sociallogin.account.user = user
        sociallogin.account.save()
        return user

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """An e-mail proves nothing here."""
        return False


def _app(provider: Provider) -> SocialApp:
    """As allauth knows it; nothing of it is saved."""
    said = provider.settings
    name = provider.names.get(language()) or next(iter(provider.names.values()))
    if provider.protocol == "oidc":
        return SocialApp(
            provider="openid_connect",
            provider_id=provider.id,
            name=name,
            client_id=said["client"],
            secret=said["secret"],
            settings={
                "server_url": said["server"],
                "oauth_pkce_enabled": True,
                "fetch_userinfo": False,
                "scope": ["openid", *said.get("scopes", ())],
            },
        )
    return SocialApp(
        provider="saml",
        provider_id=provider.id,
        name=name,
        client_id=provider.id,
        settings={
            "idp": {"entity_id": said["entity"], "sso_url": said["sign_on"], "x509cert": said["certificate"]},
            "advanced": {
                "want_assertion_signed": True,
                "want_name_id": True,
                "want_attribute_statement": False,
                "reject_idp_initiated_sso": True,
                "allow_single_label_domains": True,
            },
            "attribute_mapping": {},
        },
    )


def _provider_of(sociallogin: SocialLogin) -> Provider:
    return in_force(data_folder())[sociallogin.account.provider]


def _invitation(request: HttpRequest, provider: Provider) -> str:
    """The digest in the session, if it is open and of the provider's own organisation; empty otherwise."""
    digest: str = request.session.get(INVITED, "")
    found = held_invitation(digest) if digest else None
    return digest if found is not None and found.organisation_id == provider.organisation else ""


def _said(extra: dict[str, Any]) -> dict[str, Any]:
    """Claims of OpenID Connect, or attributes of SAML."""
    claims: dict[str, Any] = extra.get("id_token", extra)
    return claims


def _name(said: dict[str, Any]) -> str:
    told = said.get("name", "")
    name = told[0] if isinstance(told, list) and told else told
    return name[:_LONGEST_NAME] if isinstance(name, str) else ""
