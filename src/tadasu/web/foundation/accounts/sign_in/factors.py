"""Second factors: kept closed, never the last one removed; a code of an authenticator serves once."""

from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tadasu.schema import StoreError
from tadasu.web.foundation.accounts._seal import seal, unseal
from tadasu.web.foundation.accounts.models import User

STEP = "step"
"""In an authenticator's data: the last time step whose code was used (RFC 6238, 5.2: none is taken twice)."""

_PURPOSE = "factors"


class Factors(DefaultMFAAdapter):
    """Set as `MFA_ADAPTER`."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code does not fit, or was used before."),
        "cannot_delete_authenticator": gettext_lazy("This is your only second factor. Add another one first."),
    }

    def encrypt(self, text: str) -> str:
        """Closed before it lies in the database."""
        return seal(text.encode(), secret=settings.SECRET_KEY, purpose=_PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """Opened. Raises StoreError when the secret key is another than when it was closed."""
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        plain = unseal(encrypted_text, secrets=keys, purpose=_PURPOSE)
        if plain is None:
            raise StoreError("web-key-changed")
        return plain.decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """One that signs in without it must stay."""
        return own_factors(authenticator.user).exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """Of a passkey that got no name."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1}


def own_factors(user: User) -> QuerySet[Any]:
    """Those that can be shown by themselves: authenticators and passkeys. Recovery codes only stand in for them."""
    found: QuerySet[Any] = Authenticator.objects.filter(user=user)
    return found.exclude(type=Authenticator.Type.RECOVERY_CODES)


def fitting(user: User, code: str) -> Authenticator | None:
    """The authenticator, or the recovery codes, of which this is a code that was not used yet; it is used by this."""
    for one in Authenticator.objects.select_for_update().filter(user=user).order_by("-type"):
        if one.type == Authenticator.Type.TOTP and use_step(one, code):
            return one
        if one.type == Authenticator.Type.RECOVERY_CODES and one.wrap().validate_code(code):
            return one
    return None


def use_step(authenticator: Authenticator, code: str) -> bool:
    """Whether this is a code of an authenticator that was not used yet, nor a later one; it is used by this."""
    step = step_of(Factors().decrypt(authenticator.data["secret"]), code, after=authenticator.data.get(STEP, -1))
    if step is None:
        return False
    authenticator.data[STEP] = step
    authenticator.save(update_fields=["data"])
    return True


def step_of(secret: str, code: str, *, after: int = -1) -> int | None:
    """The time step whose code this is: that of now, or the half minute before or after, later than a given one."""
    for step in yield_hotp_counters_from_time():
        if step > after and compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return int(step)
    return None
