"""From an evidence desk's package to a plan, in a real browser: on a phone without scripts, in Japanese, no barrier."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from tests.web.browser import BROWSER, at_work, barriers, pictured
from tests.web.made_need import CRS, MAST, PRESS, REED, Desk
from tests.web.made_parties import as_worker
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.need import actions
from tadasu.web.funding.need._asked import document_of
from tadasu.web.funding.need.models import Plan, Question

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]


@pytest.fixture
def desk(committed: None) -> Desk:
    made = Desk()
    made.note(MAST, months="0-3", lost="all", funders="1", reach="large")
    made.load("crs", CRS.encode(), year=2017)
    made.load("press", PRESS.encode())
    return made


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


def test_the_worker_works_out_what_waits_once_and_a_killed_one_leaves_it_waiting(desk: Desk) -> None:
    plan = desk.asked(desk.begun(budget=4_000_000))
    with pytest.MonkeyPatch.context() as patched:

        def killed(asked: str) -> str:
            raise KeyboardInterrupt

        patched.setattr(actions.working_out, "result_of", killed)
        with as_worker(), pytest.raises(KeyboardInterrupt):
            actions.work_out(plan.id)
    with acting(desk.actor):
        assert Plan.objects.get(id=plan.id).state == "waiting"
    with as_worker():
        assert actions.work_out(plan.id) is not None
        assert actions.work_out(plan.id) is None
    with acting(desk.actor):
        done = Plan.objects.get(id=plan.id)
        asked = actions.ask_more(desk.actor, plan=plan.id, kind="repeat")
    with as_worker():
        actions.answer(asked.id)
        assert actions.answer(asked.id) is None
    with acting(desk.actor):
        assert document_of(Question.objects.get(id=asked.id).result)["same"]
    assert (done.state, bool(done.result_digest)) == ("done", True)


def test_a_plan_that_cannot_be_worked_out_says_so(desk: Desk) -> None:
    plan = desk.asked(desk.begun())
    with pytest.MonkeyPatch.context() as patched:

        def broken(asked: str) -> str:
            raise ArithmeticError

        patched.setattr(actions.working_out, "result_of", broken)
        with as_worker():
            actions.work_out(plan.id)
    with acting(desk.actor):
        held = Plan.objects.get(id=plan.id)
    assert (held.state, held.fault, held.result) == ("failed", "need-plan-failed", "")


@pytest.mark.parametrize(
    "looks",
    [
        {"viewport": {"width": 320, "height": 800}, "java_script_enabled": False, "locale": "ja"},
        {"viewport": {"width": 375, "height": 800}, "color_scheme": "dark", "locale": "ja"},
        {"viewport": {"width": 1280, "height": 900}, "locale": "en"},
    ],
)
def test_pages_have_no_barrier(chromium: Any, address: str, desk: Desk, looks: dict[str, Any]) -> None:
    user = desk.officer
    User.objects.filter(id=user.id).update(language=looks["locale"])
    plan = desk.by_worker(desk.begun(budget=4_000_000))
    page = at_work(chromium, address, user, unlocked=False, **looks)
    width = looks["viewport"]["width"]

    def fits(name: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if looks.get("java_script_enabled", True):
            assert barriers(page) == [], name
        else:
            pictured(page)

    def goes_on(button: str) -> None:
        with page.expect_navigation():
            page.click(button)

    place = desk.place.id
    pages: dict[str, list[Any]] = {
        "need-map": [place],
        "need-country": [place, "uz"],
        "need-sources": [place],
        "need-source": [place, REED],
        "need-note": [place, REED],
        "need-files": [place],
        "need-load": [place],
        "need-past": [place],
        "need-plans": [place],
        "need-plan": [plan.id],
        "need-plan-more": [plan.id],
    }
    for name, arguments in pages.items():
        page.goto(reverse(name, args=arguments))
        fits(name)
        if name == "need-map":  # the parts stand on the page of each country
            assert page.locator("td.spare >> nth=0").is_visible() == (width > 700)
            assert page.locator("p.narrow-only").is_visible() == (width < 700)
    page.goto(reverse("need-sources", args=[place]))
    page.check("input[name=chosen] >> nth=0")
    goes_on("#dark button")
    fits("need-dark")
    page.goto(reverse("need-plan-begin", args=[place, desk.fund.id]))
    page.check("input[name=lines] >> nth=0")
    page.fill("input[name=bridge]", "4,000,000")
    page.fill("input[name=lot]", "決定第7号（架空）")
    fits("need-plan-begin")
    goes_on("main form button >> nth=0")
    fits("need-plan-candidates")
    goes_on("main form button >> nth=0")
    fits("need-plan-draft")
    goes_on("main form button >> nth=0")
    fits("need-plan-waiting")
    with acting(desk.actor):
        assert Plan.objects.filter(state="waiting").count() == 1
