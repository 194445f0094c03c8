"""Addresses of people and organisations. Of allauth only what is used: there is no page to sign up and none about e-mail."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import include, path

from tadasu.web.foundation.accounts.views import codes, factors, people, settings, sign_in, through

_FACTORS = [
    path("", factors.Overview.as_view(), name="mfa_index"),
    path("code", mfa.authenticate, name="mfa_authenticate"),
    path("again", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("app", factors.AddAuthenticator.as_view(), name="mfa_activate_totp"),
    path("app/remove", factors.RemoveAuthenticator.as_view(), name="mfa_deactivate_totp"),
    path("recovery", factors.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("recovery/new", factors.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("passkey", factors.AddKey.as_view(), name="mfa_add_webauthn"),
    path("passkey/again", factors.KeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("passkey/<int:pk>/remove", factors.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("passkey/sign-in", webauthn.login_webauthn, name="mfa_login_webauthn"),
]

_THROUGH = [
    path("", through.choose, name="accounts-through"),
    path("cancelled", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("<slug:slug>", through.one, name="accounts-through-one"),
    path("<slug:slug>/start", through.start, name="accounts-through-start"),
    path("<slug:provider_id>/oidc", through.back, name="openid_connect_callback"),
    path("<slug:organization_slug>/saml", through.arrive, name="saml_acs"),
    path("<slug:organization_slug>/saml/finish", through.finish, name="saml_finish_acs"),
    path("<slug:organization_slug>/saml/metadata", through.metadata, name="saml_metadata"),
    path("<slug:organization_slug>/saml/sign-out", through.no_page, name="saml_sls"),
]

_ACCOUNT = [
    path("sign-in", account.login, name="account_login"),
    path("sign-out", account.logout, name="account_logout"),
    path("closed", account.account_inactive, name="account_inactive"),
    path("again", account.reauthenticate, name="account_reauthenticate"),
    path("password", sign_in.ChangePassword.as_view(), name="account_change_password"),
    path("second-factor/", include(_FACTORS)),
    path("through/", include(_THROUGH)),
    path("settings", settings.settings, name="accounts-settings"),
    path("sign-out-everywhere", settings.leave_everywhere, name="accounts-sign-out-everywhere"),
    path("invitation", codes.invitation, name="accounts-invitation"),
    path("invitation/join", codes.place, name="accounts-join"),
    path("invitation/accept", codes.accept, name="accounts-take"),
    path("reset", codes.reset, name="accounts-reset"),
    path("reset/renew", codes.renew, name="accounts-renew"),
]

_PEOPLE = [
    path("", people.people, name="accounts-people"),
    path("invite", people.offer, name="accounts-invite"),
    path("invitation/<uuid:invitation>/withdraw", people.close, name="accounts-withdraw"),
    path("<uuid:place>/roles", people.roles, name="accounts-roles"),
    path("<uuid:place>/end", people.end, name="accounts-end"),
    path("<uuid:place>/reset", people.reset, name="accounts-offer-reset"),
]

urlpatterns = [
    path("account/", include(_ACCOUNT)),
    path("organisation/<uuid:organisation>/people/", include(_PEOPLE)),
]
