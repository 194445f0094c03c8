"""What is asked about a release."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from tadasu.web.funding.publishing._theirs import GIVING, IATI, LIST
from tadasu.web.funding.publishing.actions import PublisherSaid, Theirs, Wish
from tadasu.web.funding.publishing.models import Publisher
from tadasu.web.funding.publishing.words import words
from tadasu.web.ui.days import language

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()


def choices(what: str) -> list[tuple[str, str]]:
    """Codes of `data/words.yaml` in the language of the page."""
    return [(code, names[language()]) for code, names in words(what).items()]


def no_year_again(told: str) -> forms.BooleanField:
    """Whether these years, told before, are told no more."""
    return forms.BooleanField(
        label=_("Tell no year again that was told before"),
        help_text=_(
            "For when a release is refused because something that came out since gives away what was told before. Earlier "
            "releases stay where they are. No later release tells these: %(years)s."
        )
        % {"years": told},
        required=False,
    )


class PublisherForm(forms.Form):
    """As what the organisation publishes."""

    reference = forms.CharField(
        label=_("Identifier of this organisation in IATI"),
        help_text=_(
            "As it is registered, for example XM-DAC-701-0. It is the beginning of the identifier of every activity."
        ),
        max_length=60,
    )
    kind = forms.ChoiceField(label=_("Kind of organisation"))
    policy_url = forms.CharField(
        label=_("Address of the exclusion policy"),
        help_text=_("It begins with https://. The public page of the last release has the policy on it."),
        max_length=300,
    )
    licence = forms.CharField(
        label=_("Address of the licence"),
        help_text=_("Under which others may use the files."),
        max_length=300,
    )

    def __init__(self, sent: QueryDict | None, *, found: Publisher | None) -> None:
        first = {name: getattr(found, name) for name in ("reference", "kind", "policy_url", "licence")} if found else {}
        super().__init__(sent, initial={"licence": "https://creativecommons.org/licenses/by/4.0/"} | first)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = choices("organisations")

    @property
    def said(self) -> PublisherSaid:
        """What was typed."""
        return PublisherSaid(**{name: one.strip() for name, one in self.cleaned_data.items()})


class PrepareForm(forms.Form):
    """What is to be released, and what intermediaries have published themselves: a file each, by pseudonym."""

    kinds = forms.MultipleChoiceField(label=_("Files for others"), widget=forms.CheckboxSelectMultiple)
    first = forms.IntegerField(label=_("First year"), min_value=2000, max_value=2199)
    last = forms.IntegerField(label=_("Last year"), min_value=2000, max_value=2199)

    def __init__(
        self,
        sent: QueryDict | None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None",
        *,
        intermediaries: Sequence[str],
        last: int,
        told: Sequence[str],
    ) -> None:
        super().__init__(sent, files, initial={"kinds": list(words("kinds")), "first": last, "last": last})
        kinds = self.fields["kinds"]
        assert isinstance(kinds, forms.MultipleChoiceField)
        kinds.choices = choices("kinds")
        self.fields["last"].help_text = _(
            "A year may be told when 12 months have passed since its end: until %(last)s today."
        ) % {"last": last}
        if told:
            self.fields["anew"] = no_year_again(", ".join(told))
        self.intermediaries = intermediaries
        for number, pseudonym in enumerate(intermediaries):
            self.fields[f"file_{number}"] = forms.FileField(
                label=_("What %(pseudonym)s has published itself") % {"pseudonym": pseudonym},
                help_text=_(
                    "Its IATI activity file, its 360Giving file, or a list of sub-grants as CSV. Of it a digest is kept."
                ),
                required=False,
            )
            self.fields[f"complete_{number}"] = forms.BooleanField(
                label=_("This file tells everything that went through %(pseudonym)s") % {"pseudonym": pseudonym},
                required=False,
            )

    @property
    def wish(self) -> Wish:
        """What was asked for; what kind a file is, its first sign says."""
        said: dict[str, Any] = self.cleaned_data
        theirs = []
        for number, pseudonym in enumerate(self.intermediaries):
            file: UploadedFile[bytes] | None = said[f"file_{number}"]
            if file is not None:
                raw = file.read()
                complete = said[f"complete_{number}"]
                theirs.append(Theirs(intermediary=pseudonym, kind=kind_of(raw), complete=complete, content=raw))
        return Wish(
            kinds=tuple(said["kinds"]),
            first=said["first"],
            last=said["last"],
            theirs=tuple(theirs),
            anew=said.get("anew", False),
        )


def kind_of(raw: bytes) -> str:
    """By the first sign of a file.

    >>> kind_of(b"<?xml"), kind_of(b" {"), kind_of(b"line,amount")
    ('iati', 'giving', 'list')
    """
    begins = raw.removeprefix(_MARK).lstrip()[:1]
    return {b"<": IATI, b"{": GIVING}.get(begins, LIST)
