"""What is asked about notices. The browser keeps nothing of it."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.hearing.actions.answering import KINDS
from tadasu.web.evidence.hearing.actions.preparing import MOST_FROM, Prepared
from tadasu.web.evidence.hearing.models import MOST_WORDS
from tadasu.web.evidence.hearing.words import words
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day, Reason, Unremembered
from tadasu.weighing import INDICATOR
from tadasu.wording import element_text


def _lines(label: Any, hint: Any, rows: int = 6) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=MOST_WORDS, widget=widget)


class Checked(Unremembered):
    """What each of the two confirms by themselves."""

    confirmed = forms.MultipleChoiceField(
        label=_("What you confirm"),
        help_text=_("All of it: what you cannot confirm must not be told. It is kept under your name."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "confirmed", _names("checklist"))


class Prepare(Checked):
    """What is told to the named company."""

    field_order = ("elements", "people", "people_from", "words_en", "words_ja", "time", "confirmed")

    elements = forms.MultipleChoiceField(
        label=_("What of the claim is told"),
        help_text=_("The abuse itself is always told. Whatever you choose has to stand without what must not be told."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = forms.IntegerField(
        label=_("How many people could have told it"),
        help_text=_(
            "People at the site who could know what is told, not all who work there. Leave it empty if nobody knows: then it "
            "is told as coarsely as for few."
        ),
        required=False,
        min_value=0,
        max_value=10_000_000,
    )
    people_from = forms.CharField(
        label=_("Where that number is from"),
        help_text=_("A register, a report, an estimate and whose. No name of a source."),
        required=False,
        max_length=MOST_FROM,
    )
    words_en = _lines(
        _("Words of yours for the letter, in English"),
        _(
            "For example which papers would help. Both languages or none. Nothing that a source said, no day, "
            "no number of people."
        ),
    )
    words_ja = _lines(_("The same in Japanese"), _("What the English says, no more and no less."))
    time = forms.ChoiceField(label=_("Whose time runs"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, elements: Sequence[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        order = sorted(elements, key=lambda one: (one.startswith(INDICATOR), one))
        _choose(self, "elements", [(one, element_text(one, language())) for one in order])
        _choose(self, "time", _names("times"))

    def prepared(self) -> Prepared:
        """What was composed."""
        said = self.cleaned_data
        return Prepared(
            elements=frozenset(said["elements"]),
            people=said["people"],
            people_from=said["people_from"],
            time=said["time"],
            words={"en": said["words_en"], "ja": said["words_ja"]},
            confirmed=frozenset(said["confirmed"]),
        )


class Send(Unremembered):
    """Nothing is asked; which letter was lost when the page was opened: none at first."""

    instead_of = forms.UUIDField(required=False, widget=forms.HiddenInput)


class NotTold(Reason):
    """Why nothing is told."""

    field_order = ("code", "reason", "review_on")

    code = forms.ChoiceField(label=_("Why nothing is told"), widget=forms.RadioSelect)
    review_on = forms.DateField(label=_("When it is looked at again"), widget=Day)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "code", _names("reasons"))


class Say(Unremembered):
    """What the company sends beside letters and files."""

    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your words"), required=False, widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}), strip=False
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "kind", [one for one in _names("kinds") if one[0] in KINDS])


def _names(what: str) -> list[tuple[str, str]]:
    return [(code, names[language()]) for code, names in words(what).items()]


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    cast(Any, form.fields[name]).choices = list(choices)
