"""The report of the demonstration: an invented woman tells an invented group of an invented mill (step 1 of the story)."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from tadasu.web.evidence.intake.actions.drafting import save
from tadasu.web.evidence.intake.actions.sending import send
from tadasu.web.evidence.intake.queries import PURPOSE
from tadasu.web.evidence.intake.questions import form
from tadasu.web.foundation.access import ANONYMOUS, acting, holding
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence.actions.counters import set_up_counter
from tadasu.web.foundation.correspondence.actions.entering import entered, leave, open_box
from tadasu.web.foundation.correspondence.demo import DemoBox, demo_box
from tadasu.web.foundation.correspondence.models import Counter
from tadasu.web.foundation.guided.questions import Value

LANGUAGE = "ja"

TOLD: Mapping[str, Value] = {
    "issues": ("forced-labour", "wages-below-legal"),
    "own-words": "（架空の報告です）役所の割り当てで、この紡績工場に送られました。断ると家族の手当が止まると言われました。",
    "known": ("lived",),
    "restriction-of-movement": "yes",
    "isolation": "unsure",
    "retention-of-documents": "yes",
    "leaving-words": "門に見張りがいて、旅券は事務所が預かっていました。",
    "withholding-of-wages": "yes",
    "debt-bondage": "no",
    "excessive-overtime": "yes",
    "intimidation": "yes",
    "involuntary": "yes",
    "menace": "yes",
    "state-imposed": "yes",
    "country": "架空の国",
    "region": "川沿いの町",
    "since": "3月",
    "still": "yes",
    "employer": "和田セプムルン綿紡（架空）",
    "goods": "綿糸",
    "proof": ("pictures", "people"),
    "risk": "yes",
    "risk-words": "家族がまだそこにいます。",
    "wishes": ("remedy", "safety"),
    "permissions": ("investigators", "authority"),
}
"""What she answered."""


def demo_report() -> Sequence[str]:
    """Make it, with its counter, if it is not there yet: where such reports are made, who reads them. Nothing where there is no
    such invented organisation."""
    box = demo_box()
    if box is None:
        return ()
    with transaction.atomic():  # a start that was killed left no counter without its report
        counter = _counter(box)
    return () if counter is None else (str(counter.id), ", ".join(box.readers))


def _counter(box: DemoBox) -> Counter | None:
    keeper = steward(box.counter.organisation)
    readers = list(User.objects.filter(login__in=box.readers, invented=True).values_list("id", flat=True))
    with acting(keeper):
        if (
            there := Counter.objects.filter(organisation=box.counter.organisation, purpose=PURPOSE).first()
        ) is not None:
            return there
        made = set_up_counter(
            keeper, organisation=box.counter.organisation, purpose=PURPOSE, readers=readers, open=True
        )
        counter = Counter.objects.get(id=made)
    with acting(ANONYMOUS):
        _tell(counter)
    return counter


def _tell(counter: Counter) -> None:
    token = open_box(counter).token
    visit = entered(token)
    if visit is None:
        return
    with holding(str(visit.box.digest)):
        for page in form().pages:
            save(visit, page=page, answers={one.id: TOLD[one.id] for one in page.questions if one.id in TOLD})
        send(visit, language=LANGUAGE)
    leave(token)
