"""What the library says beside a finding wherever it is shown here: whose published work it rests on, and where it is told on."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tadasu.web.evidence.library.resting import articles_of_finding, conclusion_of_basis
from tadasu.web.evidence.press.access import SEE as SEE_ARTICLES
from tadasu.web.evidence.press.crediting import attribution
from tadasu.web.foundation.access import Actor, may
from tadasu.web.foundation.findings.access import SEE
from tadasu.web.foundation.findings.beside import Beside
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Way


def beside_of(actor: Actor, basis: str) -> Sequence[Beside]:
    """Of a finding of ours that rests on an inquiry: credits of its articles, and the way to where it is published."""
    found = _finding_of(actor, basis)
    if found is None:
        return ()
    articles = articles_of_finding(actor, found) if may(actor, SEE_ARTICLES.name, found) else ()
    return (
        Beside(
            title=gettext_lazy("Credits and publication"),
            lines=[attribution(one, language()) for one in articles],
            ways=[
                Way(label=_("Credits, and where it is published"), address=reverse("library-finding", args=[found.id]))
            ],
        ),
    )


def _finding_of(actor: Actor, basis: str) -> FindingVersion | None:
    for organisation in actor.organisations:
        conclusion = conclusion_of_basis(basis, UUID(str(organisation)))
        if conclusion is not None and conclusion.finding is not None:
            found = FindingVersion.objects.filter(id=conclusion.finding).first()
            return found if found is not None and may(actor, SEE.name, found) else None
    return None
