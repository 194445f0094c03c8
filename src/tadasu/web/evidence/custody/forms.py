"""What is asked about items. The browser keeps nothing of it."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.custody.models import LONGEST_LABEL, Item
from tadasu.web.evidence.custody.words import kept_months, words
from tadasu.web.foundation.accounts.models import User
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Unremembered

_LANGUAGE = RegexValidator(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", _("Write it as en, ja, my or zh-Hans."))
MOST_NOTE = 2000


def _label() -> forms.CharField:
    return forms.CharField(
        label=_("What to call it"),
        help_text=_("Your own words, as “picture of a gate 1”. They stand in lists in plain: no names, no places."),
        max_length=LONGEST_LABEL,
    )


def _language() -> forms.CharField:
    return forms.CharField(
        label=_("Language it is in"),
        help_text=_("A code, as en, ja, my or zh-Hans."),
        max_length=20,
        required=False,
        validators=[_LANGUAGE],
    )


def _text() -> forms.CharField:
    return forms.CharField(
        label=_("Text"),
        help_text=_("It is sealed as you type it, and not changed any more."),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        strip=False,
    )


class Receive(Unremembered):
    """What is received, and who shall be able to open it."""

    kind = forms.ChoiceField(label=_("What it is"))
    label = _label()
    language = _language()
    public = forms.BooleanField(
        label=_("It was published"),
        help_text=_("It is sealed all the same: whoever sees it here was a reader."),
        required=False,
    )
    readers = forms.MultipleChoiceField(
        label=_("Who else can open it"),
        help_text=_("You can, and those whom you choose. Others can be added later."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, people: Sequence[User] = (), **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "kind", "kinds")
        if people:
            cast(Any, self.fields["readers"]).choices = [(str(one.id), str(one)) for one in people]
        else:
            del self.fields["readers"]


class ReceiveText(Receive):
    """A text."""

    text = _text()


class Derive(Unremembered):
    """What was made of an item."""

    how = forms.ChoiceField(label=_("What was made of it"), widget=forms.RadioSelect)
    label = _label()
    language = _language()

    def __init__(self, *arguments: Any, item: Item, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "how", "how")
        self.fields["language"].initial = item.language


class DeriveText(Derive):
    """As a text."""

    text = _text()


class Disclose(Unremembered):
    """To whom an item was shown or given."""

    to = forms.ChoiceField(label=_("To whom"), help_text=_("It stands in the log in plain."), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note: to whom exactly, how, under what promise"),
        help_text=_("It is sealed: readers of this item can read it, nobody else."),
        required=False,
        max_length=MOST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "to", "recipients")


class Hold(Unremembered):
    """Why nothing of it may be erased."""

    ground = forms.ChoiceField(
        label=_("Ground of the hold"), help_text=_("It stands in the log in plain."), widget=forms.RadioSelect
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "ground", "holds")


class Status(Unremembered):
    """What an item is to us, by which it is kept."""

    status = forms.ChoiceField(label=_("Status"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, item: Item, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "status", "statuses", without=item.status)
        field = cast(forms.ChoiceField, self.fields["status"])
        field.choices = [(code, _kept(code, name)) for code, name in cast(list[tuple[str, str]], field.choices)]


def _kept(status: str, name: str) -> str:
    """A status with how long an item is kept in it."""
    return gettext("%(status)s: %(months)s months") % {"status": name, "months": kept_months(status)}


def _choose(form: forms.Form, field: str, what: str, *, without: str = "") -> None:
    choices = [(code, names[language()]) for code, names in words(what).items() if code != without]
    cast(forms.ChoiceField, form.fields[field]).choices = choices
