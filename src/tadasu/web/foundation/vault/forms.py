"""What is typed on the pages of the vault. The browser keeps nothing of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.vault import purposes
from tadasu.web.foundation.vault._passphrase import LEAST_LETTERS, MOST_LETTERS
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Unremembered


def _secret(label: Any) -> forms.CharField:
    return forms.CharField(label=label, strip=False, max_length=MOST_LETTERS, widget=forms.PasswordInput)


class Passphrase(Unremembered):
    """The passphrase of one's keys."""

    passphrase = _secret(_("Passphrase of your keys"))


class NewPassphrase(Unremembered):
    """One that is set, twice."""

    passphrase = _secret(_("New passphrase"))
    again = _secret(_("The same passphrase again"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        said = gettext(
            "At least %(least)s letters, or %(half)s Japanese signs. Not your password. Nobody can set it anew for you."
        )
        self.fields["passphrase"].help_text = said % {"least": LEAST_LETTERS, "half": LEAST_LETTERS // 2}

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        found = super().clean() or {}
        if found.get("passphrase") != found.get("again"):
            self.add_error("again", _("The two are not the same."))
        return found


class ChangedPassphrase(NewPassphrase):
    """The old one and the new."""

    old = _secret(_("Passphrase until now"))
    field_order = ("old", "passphrase", "again")


class Purpose(Unremembered):
    """For what a record is opened, and why."""

    purpose = forms.ChoiceField(label=_("Purpose"), help_text=_("It stands in the log in plain."))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is sealed: readers of this record can read it, nobody else."),
        max_length=purposes.MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self.fields["purpose"], [(key, names[language()]) for key, names in purposes.opening().items()])


class Ground(Unremembered):
    """Why a record is erased."""

    ground = forms.ChoiceField(label=_("Ground for erasing"), help_text=_("It stands in the log in plain."))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self.fields["ground"], [(key, names[language()]) for key, names in purposes.erasing().items()])


class Confirmed(Unremembered):
    """Nothing is asked: the page says what will happen."""


class OnePerson(Unremembered):
    """A person out of some."""

    user = forms.ChoiceField(label=_("Person to add"))

    def __init__(self, *arguments: Any, people: Sequence[User] = (), **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self.fields["user"], [(str(one.id), str(one)) for one in people])


class SeveralPeople(Unremembered):
    """Custodians, and how many of them are needed."""

    people = forms.MultipleChoiceField(label=_("Custodians"), widget=forms.CheckboxSelectMultiple)
    needed = forms.IntegerField(
        label=_("How many of them are needed"),
        help_text=_("At least two. One or two more custodians than are needed, so that one may lose their keys."),
        min_value=2,
        max_value=255,
    )

    def __init__(self, *arguments: Any, people: Sequence[User] = (), **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self.fields["people"], [(str(one.id), str(one)) for one in people])


class Recover(Unremembered):
    """Who shall read again, which records, and why."""

    people = forms.MultipleChoiceField(label=_("Who shall be able to open"), widget=forms.CheckboxSelectMultiple)
    records = forms.MultipleChoiceField(
        label=_("Only these records"),
        help_text=_("If you choose none, it is about all of them. Ask for no more than is needed."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is sealed: the custodians can read it, nobody else."),
        max_length=purposes.MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *arguments: Any, people: Sequence[User] = (), records: Sequence[tuple[str, str]] = (), **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        _choose(self.fields["people"], [(str(one.id), str(one)) for one in people])
        _choose(self.fields["records"], records)


def _choose(field: forms.Field, choices: Sequence[tuple[str, str]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
