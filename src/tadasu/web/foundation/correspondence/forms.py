"""What is typed. The browser keeps nothing of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._code import DIGITS, MOST_TYPED
from tadasu.web.foundation.correspondence.purposes import Purpose, text
from tadasu.web.foundation.vault.purposes import MOST_LETTERS, opening
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Unremembered


class Code(Unremembered):
    """The code of a box."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=MOST_TYPED,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        said = gettext("%(digits)s digits. Spaces and hyphens do not matter.")
        self.fields["code"].help_text = said % {"digits": DIGITS}


class NotSent(Code):
    """The code, once more, and a letter that was typed and could not be sent. Nothing of it is kept with us meanwhile."""

    text = forms.CharField(
        label=_("Your letter"), required=False, widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}), strip=False
    )


class Letter(Unremembered):
    """A letter of somebody without an account. It may be left out where a file is sent."""

    text = forms.CharField(
        label=_("Your letter"), required=False, widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}), strip=False
    )
    answers = forms.ChoiceField(label=_("What it is about"), required=False, widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, questions: Sequence[int] = (), most: int = 0, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["text"].help_text = gettext("At most %(most)s signs.") % {"most": most} if most else ""
        if not questions:
            del self.fields["answers"]
            return
        choices = [(str(one), gettext("It answers question %(number)s") % {"number": one}) for one in questions]
        _choose(self.fields["answers"], [*choices, ("", gettext("Something else"))])
        self.fields["answers"].initial = ""


class Reply(Unremembered):
    """A letter to somebody without an account."""

    text = forms.CharField(
        label=_("Your letter"),
        help_text=_("It is sealed to the key of whoever has the code, and to the readers of this box."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    question = forms.BooleanField(label=_("It is a question that waits for an answer"), required=False)


class Purposed(Unremembered):
    """For what the letters are opened, and why."""

    purpose = forms.ChoiceField(label=_("Purpose"), help_text=_("It stands in the log in plain."))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is sealed: readers of this record can read it, nobody else."),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self.fields["purpose"], [(key, names[language()]) for key, names in opening().items()])


class State(Unremembered):
    """How far a box has come."""

    state = forms.ChoiceField(label=_("What its holder is told"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, purpose: Purpose | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        states = purpose.states if purpose else {}
        _choose(self.fields["state"], [(key, text(names)) for key, names in states.items()])


class Confirmed(Unremembered):
    """Nothing is asked: the page says what will happen."""


class Colleague(Unremembered):
    """Somebody of the organisation."""

    user = forms.ChoiceField(label=_("Colleague who is to read this box"))

    def __init__(self, *arguments: Any, people: Sequence[User] = (), **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self.fields["user"], [(str(one.id), str(one)) for one in people])


class CounterSet(Unremembered):
    """Whether boxes can be opened, and who reads them."""

    readers = forms.MultipleChoiceField(
        label=_("Who reads what comes in from now on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    open = forms.BooleanField(label=_("New boxes can be opened"), required=False)

    def __init__(self, *arguments: Any, people: Sequence[User] = (), **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self.fields["readers"], [(str(one.id), str(one)) for one in people])


def _choose(field: forms.Field, choices: Sequence[tuple[str, str]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
