"""What a plan is kept as, read again."""

import json
from collections.abc import Mapping
from typing import Any

from tadasu import funds
from tadasu.web.funding.need._kept import forced_of, way_in_of
from tadasu.web.funding.need._problem import Chosen, Room, Setting
from tadasu.web.funding.need.models import DONE, FORCED, REPEAT, Plan, Question


def document_of(text: str) -> Mapping[str, Any]:
    """The values of a JSON text."""
    found: Mapping[str, Any] = json.loads(text)
    return found


def read(plan: Plan) -> dict[str, Any]:
    """What it is made from."""
    return dict(document_of(plan.asked))


def setting_of(one: Mapping[str, Any]) -> Setting:
    """As it was set."""
    return Setting(**{**one, "rooms": [Room(**room) for room in one["rooms"]]})


def chosen_of(many: Mapping[str, Any]) -> dict[str, Chosen]:
    """Candidates, by key."""
    return {key: Chosen(**one) for key, one in many.items()}


def answered(question: Question) -> funds.Forced | funds.WayIn | None:
    """What the worker found; None where there is no answer."""
    if question.state != DONE or question.kind == REPEAT:
        return None
    found = document_of(question.result)["found"]
    if found is None:
        return None
    return forced_of(found) if question.kind == FORCED else way_in_of(found)
