"""What is kept of people and organisations. No address of a machine, no browser, no e-mail: only what sign-in needs."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tadasu.web.foundation.accounts.roles import kinds

LANGUAGES = (("en", "English"), ("ja", "日本語"))


LONGEST_LOGIN = 80


def normal_login(login: str) -> str:
    """How a login is kept and compared: full-width letters are letters, and spaces around it were not meant."""
    return str(AbstractBaseUser.normalize_username(login)).strip()


class People(BaseUserManager["User"]):
    """How people are made."""

    def create_user(self, login: str, password: str | None = None, **fields: object) -> "User":
        """A person with a password, or with none that fits."""
        user: User = self.model(login=normal_login(login), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """By login, in whatever case."""
        return self.get(login__iexact=normal_login(username or ""))


class User(AbstractBaseUser):
    """A person who signs in. `login` is chosen freely and need not be a name; an e-mail is asked of nobody and kept nowhere.
    `signed_out_at` is when the person last signed out everywhere: sessions from before end with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    login = models.CharField(max_length=LONGEST_LOGIN, unique=True)
    display_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="en")
    is_active = models.BooleanField(default=True)
    invented = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    signed_out_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """A login is one person's, in whatever case it is written."""

        constraints: ClassVar = [models.UniqueConstraint(Lower("login"), name="accounts_login_in_any_case")]

    def __str__(self) -> str:
        return self.display_name or self.login

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What a session must still agree with: the password, and no sign-out everywhere since (Django's own hook)."""
        bound = f"{self.password}|{self.signed_out_at.isoformat() if self.signed_out_at else ''}"
        return salted_hmac("tadasu.accounts.session", bound, secret=secret, algorithm="sha256").hexdigest()


class Organisation(models.Model):
    """A company, an authority, a group, a funder. `names` in both languages."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=[(key, one.names["en"]) for key, one in kinds().items()])
    name = models.CharField(max_length=200)
    name_ja = models.CharField(max_length=200, blank=True)
    invented = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> uuid.UUID:
        """Itself: an organisation is a record of its own."""
        return self.id


class Membership(models.Model):
    """The place of a person in an organisation, from a time to a time. Nobody's place is deleted: it ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="places")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="places")
    roles = ArrayField(models.CharField(max_length=30))
    since = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One place at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=models.Q(until=None), name="accounts_one_place_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organisation_id}"


class Invitation(models.Model):
    """An offer of a place. Only a digest of its code is kept; whoever has the code may take it, once, in time. `made_by` is
    nobody when whoever runs the machine made it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    roles = ArrayField(models.CharField(max_length=30))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ends_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"to {self.organisation_id}"


class Reset(models.Model):
    """An offer to somebody who cannot sign in any more: a new password, and if `factors` also a new second factor. Only a digest
    of its code is kept; it is used once, in time. `organisation` is that of the organiser who vouches; none when whoever runs
    the machine does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    factors = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"for {self.user_id}"
