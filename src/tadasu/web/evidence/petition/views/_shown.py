"""What pages of petitions have in common: the petition or 404, its fields with what is there and what helps, names for ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadasu.law import FieldHeld, Held, Need, Part
from tadasu.reports import help_text, in_words, mark_text, need_text, part_text, remark_text, standing_on
from tadasu.web.evidence.custody.words import named as custody_named
from tadasu.web.evidence.petition import queries
from tadasu.web.evidence.petition.laws import law_of
from tadasu.web.evidence.petition.models import Petition
from tadasu.web.evidence.petition.queries import Attached
from tadasu.web.evidence.press.models import Article
from tadasu.web.foundation.access import asking
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Said, State
from tadasu.web.ui.sentences import sentence
from tadasu.wording import say

_STATES: Mapping[Held, State] = {Held.THERE: State.CLEAR, Held.PARTLY: State.ASK, Held.MISSING: State.HOLD}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShown:
    """A field of the law as a page shows it. What nobody asks for and is not there has no state: nothing is wrong with it.
    `again` names parts that stand in a field above already."""

    id: str
    name: str
    need: str
    state: State | None
    word: str
    remarks: Sequence[str]
    helps: Sequence[str]
    basis: str
    parts: Sequence[Part]
    again: str


def petition_or_404(request: HttpRequest, id: UUID, *, ended: bool = False) -> Petition:
    """A petition; what is not theirs is not there, and unless `ended` nor is what has ended. Raises Http404."""
    try:
        found = queries.petition_of(asking(request), id)
    except Petition.DoesNotExist:
        raise Http404 from None
    if found.ended_on is not None and not ended:
        raise Http404
    return found


def fields_shown(petition: Petition, texts: Mapping[Part, str] | None = None) -> Sequence[FieldShown]:
    """Every field, in the order of the law."""
    regime = law_of(petition.regime).regime
    standing = standing_on(regime, petition.sent_on or timezone.localdate(), language()) if regime is not None else ""
    done: set[Part] = set()
    rows = []
    for one in queries.completeness_of(petition, texts).fields:
        rows.append(_field(one, done, standing))
        done |= set(one.field.parts)
    return rows


def _field(one: FieldHeld, done: set[Part], standing: str) -> FieldShown:
    field, speaks = one.field, language()
    again = [part_text(part, speaks) for part in field.parts if part in done]
    needed = field.need is Need.REQUIRED or one.held is not Held.MISSING
    state = _STATES[one.held] if needed else State.ASK if field.need is Need.WHERE_KNOWN else None
    return FieldShown(
        id=field.id,
        name=in_words(field.names, speaks),
        need=need_text(field, speaks),
        state=state,
        word=say(f"law.petition.held.{one.held.value}", {}, speaks),
        remarks=[remark_text(remark, speaks) for remark in one.remarks],
        helps=[help_text(each, speaks) for each in field.helps],
        basis=mark_text(field.basis, standing, speaks, source=field.basis.source.title),
        parts=[part for part in field.parts if part not in done],
        again=say("list.separator", {}, speaks).join(again),
    )


def remarks_of(petition: Petition, texts: Mapping[Part, str] | None = None) -> Sequence[str]:
    """What is to be minded of the petition as a whole."""
    return [remark_text(one, language()) for one in queries.completeness_of(petition, texts).remarks]


def law_name(petition: Petition) -> str:
    """What the law is called."""
    return in_words(law_of(petition.regime).names, language())


def recipient(regime: str) -> str:
    """To whom petitions under it go."""
    return in_words(law_of(regime).to, language())


def attached_name(one: Attached) -> str:
    """What an attachment is called, with its number; of an article whom to credit."""
    if one.article is not None:
        name = article_name(one.article)
    elif one.item is not None:
        name = f"{one.item.label} ({custody_named('kinds', one.item.kind, language())})"
    else:
        name = _("something that is not there any more")
    return f"({one.row.number}) {name}"


def article_name(article: Article) -> str:
    """Whom to credit."""
    published = day_text(article.published_on, language()) if article.published_on else ""
    said = (article.author, f"“{article.title}”" if article.title else "", article.outlet, published)
    return say("list.separator", {}, language()).join(filter(None, said))


def findings_text(petition: Petition) -> Sequence[str]:
    """That something it was filled from does not hold any more; nothing where all of it does."""
    over = queries.over_since(petition)
    said = ngettext(
        "A finding that it was filled from is not in force any more. Look whether the text may still say so.",
        "%(count)s findings that it was filled from are not in force any more. Look whether the text may still say so.",
        over,
    )
    return [said % {"count": over}] if over else ()


def refusal_text(one: Attached) -> Said:
    """Why it may not go to an authority; nothing where it may."""
    return "" if one.refused is None else sentence(one.refused)
