"""What is asked in a review. The browser keeps nothing of it."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tadasu.funds import parse_amount
from tadasu.schema import UsageError
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.review._eligible import FLOOR
from tadasu.web.funding.review._writing import MOST_WORDS
from tadasu.web.funding.review.actions import Danger, Proposed
from tadasu.web.funding.review.models import MOST_SCORE
from tadasu.web.funding.review.words import criteria, publishers, why_taken_over, words
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day, Unremembered


def names(what: str) -> list[tuple[str, str]]:
    """Choices of a code, in the reader's language."""
    return [(code, one[language()]) for code, one in words(what).items()]


def _text(label: Any, hint: Any = "", rows: int = 5, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=MOST_WORDS, widget=widget)


def _chosen(what: str, label: Any, *, hint: Any = "", required: bool = True) -> forms.ChoiceField:
    blank = [("", "—")]  # nothing is chosen before somebody chooses it
    return forms.ChoiceField(
        label=label, help_text=hint, required=required, choices=lambda: [*blank, *names(what)], widget=forms.Select
    )


def _several(what: str, label: Any, *, hint: Any = "", required: bool = False) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=hint, required=required, choices=lambda: names(what), widget=forms.CheckboxSelectMultiple
    )


def plain(text: str) -> str:
    """Wide letters and digits as narrow ones.

    >>> plain("９００，０００ ＥＵＲ")
    '900,000 EUR'
    """
    return unicodedata.normalize("NFKC", text).strip()


class Nothing(Unremembered):
    """Only the question itself."""


class Why(Unremembered):
    """Why something sealed is opened."""

    reason = _text(
        _("Why you open it"), _("It is sealed to the readers; that you opened it, and for what, stays in the log."), 3
    )


class Ties(Unremembered):
    """What binds a person anywhere."""

    employers = _text(
        _("For whom you work or worked in the last five years"), _("One name a line, as it is written there."), 4, False
    )
    relatives = _text(
        _("Relatives and partners who work for media or rights groups"),
        _("One name a line: theirs, and of the group."),
        4,
        False,
    )
    grants = _text(_("To whom you gave money, or who gave you money"), _("One name a line."), 4, False)

    def names(self) -> Mapping[str, Sequence[str]]:
        """By kind."""
        return {key: str(self.cleaned_data.get(key, "")).splitlines() for key in ("employers", "relatives", "grants")}


class Answered(Unremembered):
    """What binds a person to this application."""

    ties = _several(
        "ties",
        _("What binds you to it"),
        hint=_("Choose nothing if nothing does. Whatever you choose takes you out of this review."),
    )


class TakenOver(Unremembered):
    """Why a colleague leads on."""

    why = forms.ChoiceField(
        label=_("Why you take it over"),
        help_text=_("Whoever led it sees that you took it over. The reason is kept in the record of acts."),
        choices=lambda: [("", "—"), *((code, one[language()]) for code, one in why_taken_over().items())],
    )
    of = forms.UUIDField(required=False, widget=forms.HiddenInput)


class Seated(Unremembered):
    """Who is named."""

    user = forms.ChoiceField(label=_("Reviewer"))
    outside = forms.BooleanField(label=_("An expert from outside"), required=False)

    def __init__(self, *arguments: Any, people: Iterable[User], **named: Any) -> None:
        super().__init__(*arguments, **named)
        cast("forms.ChoiceField", self.fields["user"]).choices = [(str(one.id), str(one)) for one in people]


class Copied(Unremembered):
    """The texts as the officer leaves them."""

    reason = forms.CharField(widget=forms.HiddenInput, max_length=2000)

    def __init__(self, *arguments: Any, texts: Mapping[str, str], asked: Mapping[str, str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        for question, text in texts.items():
            self.fields[f"text-{question}"] = forms.CharField(
                label=asked[question],
                required=False,
                max_length=100_000,
                initial=text,
                widget=forms.Textarea(
                    attrs={"rows": 6 if len(text) > 120 else 2, "dir": "auto", "autocomplete": "off"}
                ),
            )

    def texts(self) -> dict[str, str]:
        """Question -> what is left."""
        return {
            name.removeprefix("text-"): text for name, text in self.cleaned_data.items() if name.startswith("text-")
        }


class EligibilitySaid(Unremembered):
    """The floor, evidence, the status at home."""

    evidence = _several(
        "evidence",
        _("Evidence of persecution"),
        hint=_("Codes only. Two pieces are needed; none of them has to be public."),
    )
    local = _chosen(
        "local",
        _("Status at home"),
        hint=_("A sign of risk. It is never scored; where it is forbidden, the prohibition is tested."),
        required=False,
    )
    text = _text(_("What you rest it on"), _("Sealed to who reviews it."), 6, False)
    field_order = (*(f"floor-{one}" for one in FLOOR), "evidence", "local", "text")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for one in FLOOR:
            self.fields[f"floor-{one}"] = _chosen("floor_answers", words("floor")[one][language()])
        self.order_fields(self.field_order)

    def values(self) -> dict[str, Any]:
        """For the act."""
        said = self.cleaned_data
        floor = {one: said[f"floor-{one}"] for one in FLOOR}
        return {"floor": floor, "evidence": said["evidence"], "local": said["local"], "text": said["text"]}


class GroundSaid(Unremembered):
    """The test of a local prohibition."""

    article = _chosen("articles", _("Under which article"))
    legality = _chosen("test_answers", _("Legality: is it a clear, public law?"))
    aim = _chosen("test_answers", _("Legitimate aim: one that the Covenant names?"))
    necessity = _chosen("test_answers", _("Necessity: the mildest means, in proportion?"))
    text = _text(
        _("Reasoning"), _("Which law, what it forbids, and why it holds or does not. Sealed to who reviews it."), 8
    )


class RiskSaid(Unremembered):
    """A danger."""

    bearer = _chosen("bearers", _("Who bears it"))
    risk = _chosen(
        "risks", _("Which danger"), hint=_("“No risk seen” says so of this bearer; then leave the rest empty.")
    )
    scale = _chosen("scale", _("How grave"), required=False)
    scope = _chosen("scope", _("How many"), required=False)
    irremediability = _chosen("irremediability", _("Can it be made good"), required=False)
    likelihood = _chosen(
        "likelihood", _("How likely"), hint=_("Only orders dangers that are equally severe."), required=False
    )
    mitigations = _several("mitigations", _("What is done against it"))
    carrier = _chosen("carriers", _("Who carries that"), required=False)
    residual = _chosen("residuals", _("What is left"), required=False)
    text = _text(_("Words"), _("Sealed to who reviews it."), 4, False)

    def danger(self) -> Danger:
        """For the act."""
        said = self.cleaned_data
        whole = {
            one: int(said[one]) if said[one] else None for one in ("scale", "scope", "irremediability", "likelihood")
        }
        return Danger(
            risk=said["risk"],
            bearer=said["bearer"],
            mitigations=tuple(said["mitigations"]),
            carrier=said["carrier"],
            residual=said["residual"],
            **whole,
        )


class Scored(Unremembered):
    """A number for each criterion, with what it means."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        tongue = language()
        for key, one in criteria().items():
            self.fields[f"mark-{key}"] = forms.TypedChoiceField(
                label=one.name[tongue],
                help_text=one.about[tongue],
                coerce=int,
                choices=[(value, f"{value}: {one.anchors[value][tongue]}") for value in range(MOST_SCORE + 1)],
                widget=forms.RadioSelect,
            )
        self.fields["text"] = _text(_("Why"), _("Sealed to who sits here. Others read it when all have scored."))

    def marks(self) -> dict[str, int]:
        """Criterion -> number."""
        return {key: self.cleaned_data[f"mark-{key}"] for key in criteria()}


class Words(Unremembered):
    """Something said in the discussion."""

    text = _text(
        _("What you say"),
        _("It stands under your letter, not under your name. Write so that nobody knows you by it."),
        8,
    )


class ProposedSaid(Unremembered):
    """A decision."""

    outcome = forms.ChoiceField(label=_("Decision"))
    grounds = _several("grounds", _("Grounds"), required=True)
    level = _chosen("levels", _("Level of protection"), hint=_("Not below the one asked for."))
    amount = forms.CharField(
        label=_("Amount"), help_text=_("With an award only, in the currency beside."), required=False, max_length=30
    )
    currency = forms.CharField(label=_("Currency"), help_text=_("Three letters, as EUR."), required=False, max_length=3)
    expires_on = forms.DateField(label=_("To be taken up until"), required=False, widget=Day)
    conditions = _several("conditions", _("Conditions"))
    reasons = _text(_("Reasons"), _("Sealed to who sits here. The applicant gets a letter in plain words."), 10)

    def __init__(self, *arguments: Any, outcomes: Sequence[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        cast("forms.ChoiceField", self.fields["outcome"]).choices = [
            one for one in names("outcomes") if one[0] in outcomes
        ]

    def clean(self) -> dict[str, Any]:
        """The amount as whole minor units."""
        said = super().clean() or {}
        said["minor"] = None
        if said.get("amount"):
            try:
                said["currency"] = plain(said.get("currency", "")).upper()
                said["minor"] = parse_amount(plain(said["amount"]).replace(",", ""), said["currency"]).minor
            except UsageError:
                self.add_error("amount", _("Write the amount in digits, with a currency."))
        return said

    def proposed(self) -> Proposed:
        """For the act."""
        said = self.cleaned_data
        return Proposed(
            outcome=said["outcome"],
            grounds=said["grounds"],
            level=int(said["level"]),
            amount=said["minor"],
            currency=said["currency"],
            expires_on=said["expires_on"],
            conditions=said["conditions"],
        )


class Signed(Unremembered):
    """Agree or not."""

    agrees = forms.ChoiceField(
        label=_("Your signature"),
        choices=[("yes", _("I agree")), ("no", _("I do not agree"))],
        widget=forms.RadioSelect,
    )
    minority = _text(
        _("Your own view, if you do not agree"), _("Kept with the decision, sealed to who sits here."), 6, False
    )
    named = forms.BooleanField(
        label=_("My name may stand beside it"), help_text=_("Else it stands under your letter."), required=False
    )


class Told(Unremembered):
    """The letter."""

    en = _text(_("The letter in English"), _("Plain words. The reasons, without what others said in the panel."), 8)
    ja = _text(_("The letter in Japanese"), _("What the English says, no more and no less."), 8)


class Checked(Why):
    """Lists that were looked through by hand."""

    list_jp = forms.DateField(
        label=_("Japan's list under the foreign exchange act: date of the list you looked through"),
        help_text=_("It has no reader here. Leave it empty if you did not look: then no payment goes."),
        required=False,
        widget=Day,
    )


class Noted(Unremembered):
    """Something found by hand."""

    publisher = forms.ChoiceField(label=_("Who listed"))
    list_day = forms.DateField(label=_("Date of the list"), widget=Day)
    text = _text(_("What you found"), _("Who, which entry, on what ground. Sealed to the readers of the application."))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        cast("forms.ChoiceField", self.fields["publisher"]).choices = publisher_names()


class Judged(Unremembered):
    """A verdict on a hit."""

    publisher = forms.ChoiceField(label=_("Who listed"))
    verdict = _chosen("verdicts", _("What you find"))
    reasons = _several("hit_reasons", _("On what grounds"), required=True)
    text = _text(_("Why"), _("Who listed, on what ground, and what you find yourself. Sealed to the readers."), 6)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        cast("forms.ChoiceField", self.fields["publisher"]).choices = publisher_names()


def publisher_names() -> list[tuple[str, str]]:
    """Who lists."""
    return [(one.id, one.name[language()]) for one in publishers().values()]
