"""What is said of parties on pages, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from tadasu.goods import HsCode, describe
from tadasu.lists import sources
from tadasu.release import place_name
from tadasu.schema import UsageError
from tadasu.screening import probability
from tadasu.store import DataFolderError
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.parties import queries
from tadasu.web.foundation.parties._history import Happened, What
from tadasu.web.foundation.parties._reasons import explanation_from
from tadasu.web.foundation.parties.lists import datasets
from tadasu.web.foundation.parties.models import DIFFERENT, SAME, Decision, Hit, Judgement, Party, Statement
from tadasu.web.foundation.parties.properties import confidence_name, kinds, properties, schemes
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Coded, Event, Said, State
from tadasu.web.ui.sentences import sentence
from tadasu.wording import likelihood_text, reasons, topic_text

MOST_REASONS = 6

STANDINGS: Mapping[str, Said] = {
    queries.WAITING: gettext_lazy("possible hits wait for a decision"),
    queries.LISTED: gettext_lazy("named in a list"),
    queries.NOT_SCREENED: gettext_lazy("not screened yet"),
    queries.NONE_FOUND: gettext_lazy("no hit in the lists in force"),
    queries.NOT_COMPARED: gettext_lazy("not screened: lists do not name such things"),
}

_FIELDS: Mapping[str, Said] = {"source": gettext_lazy("Source"), "source_url": gettext_lazy("Address of the source")}
"""What errors name beside properties."""

_STATES = {
    queries.WAITING: State.ASK,
    queries.LISTED: State.HOLD,
    queries.NOT_SCREENED: State.NOT_TRACEABLE,
    queries.NOT_COMPARED: State.NOT_TRACEABLE,
}


def standing(party: Party) -> Coded:
    """How a party stands to the lists, as the code and the words."""
    code = queries.standing_of(party)
    return Coded(code, str(STANDINGS[code]))


def standing_state(code: str) -> State | None:
    """The shape of it; none where nothing was found, which is no clearance."""
    return _STATES.get(code)


def kind_text(kind: str) -> str:
    """Company, facility, ..."""
    return kinds()[kind].names[language()]


def property_text(property: str) -> str:
    """What is stated."""
    found = properties().get(property)
    return found.names[language()] if found else property


def scheme_text(scheme: str) -> str:
    """The register of a number; its code where the data does not have it."""
    return schemes().get(scheme, {}).get(language(), scheme)


def wrong(error: UsageError) -> str:
    """An error in a sentence: properties, fields and registers by their names."""
    return sentence(in_words(error))


def in_words(error: UsageError) -> UsageError:
    """The same error with properties, fields and registers by their names."""
    told = dict(error.params)
    if property := told.get("property"):
        name = str(_FIELDS.get(property) or property_text(property))
        told["property"] = name[:1].upper() + name[1:]
    if scheme := told.get("scheme"):
        told["scheme"] = scheme_text(scheme)
    return UsageError(error.code, **told)


def value_text(statement: Statement) -> str:
    """The value, with what a code means."""
    match properties()[statement.property].type:
        case "country" | "place":
            return f"{place_text(statement.value)} ({statement.value})"
        case "number":
            return f"{statement.value} ({scheme_text(statement.scheme)})"
        case "hs":
            return f"{statement.value} {_good(statement.value)}".strip()
    return statement.value


def confidence_text(weight: int) -> str:
    """Verified, reported, inferred."""
    return confidence_name(weight, language())


def place_text(place: str) -> str:
    """The name of a place; its id where we do not know it any more."""
    return place_name(place, language())


def person_text(user: User | None) -> str:
    """Who did something."""
    return str(user) if user is not None else _("the system")


def verdict_text(verdict: str) -> str:
    """What was judged or decided."""
    if verdict == SAME:
        return pgettext("parties", "the same")
    return pgettext("parties", "not the same") if verdict == DIFFERENT else pgettext("parties", "open again")


def list_text(list_id: str) -> str:
    """The title of a list, in force or not; its id where it has none."""
    try:
        found = datasets().get(list_id)
    except DataFolderError:
        found = None
    if found is not None:
        return found.title_ja if language() == "ja" else found.title
    source = sources().get(list_id)
    if source is None:
        return list_id
    return source.title_ja if language() == "ja" else source.title_en


def likely_text(hit: Hit) -> str:
    """How likely it is the same, as a word."""
    return likelihood_text(probability(hit.log_odds), language())


def reason_texts(data: Mapping[str, Any], *, limit: int = MOST_REASONS, of_two: bool = False) -> tuple[str, ...]:
    """Why two are alike, the strongest first; `of_two` of ours, of which neither is a list."""
    return reasons(explanation_from(data), language(), limit=limit, of_two=of_two) if data else ()


def topic_texts(hit: Hit) -> str:
    """Why the party is listed."""
    return ", ".join(topic_text(one, language()) for one in hit.listed.get("topics", ()))


def event(happened: Happened) -> Event:
    """Something that happened, for the timeline."""
    return Event(at=happened.at, what=_what(happened), who=person_text(happened.user), text=happened.reason)


def _what(happened: Happened) -> str:
    record = happened.record
    if isinstance(record, Statement):
        said = (
            _("Stated: %(property)s %(value)s")
            if happened.what is What.STATED
            else _("Withdrawn: %(property)s %(value)s")
        )
        return said % {"property": property_text(record.property), "value": value_text(record)}
    if isinstance(record, Judgement):
        return _judged(record, taken_back=happened.what is What.TAKEN_BACK)
    return _decided(record)


def _judged(judgement: Judgement, *, taken_back: bool) -> str:
    names = {"one": judgement.one.title, "other": judgement.other.title}
    if taken_back:
        return _("Taken back: what was judged of %(one)s and %(other)s") % names
    if judgement.verdict == SAME:
        return _("Judged the same: %(one)s and %(other)s") % names
    return _("Judged different: %(one)s and %(other)s") % names


def _decided(decision: Decision) -> str:
    return _("Decided about “%(name)s” in a list: %(verdict)s") % {
        "name": decision.hit.matched_name,
        "verdict": verdict_text(decision.verdict),
    }


def _good(code: str) -> str:
    try:
        return describe(HsCode(code), language()) or ""
    except UsageError:
        return ""
