"""Pages of awards, of intermediaries and of the grantee in a real browser: on a phone, in Japanese, without scripts, no
barrier."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from tests.web.browser import BROWSER, at_work, barriers, opened
from tests.web.funding.test_intermediaries_chain import Chain
from tests.web.made_awards import PAYEE, Desk
from tests.web.made_box import front
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.actions import Asked, Part

pytestmark = [*BROWSER, pytest.mark.usefixtures("committed")]


@pytest.fixture
def address(committed: None) -> Iterator[str]:
    forget_tries()
    FLOODS.forget()
    with served() as found:
        yield found
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


def looked(page: Any, name: str, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert barriers(page) == [], name


@pytest.mark.parametrize(("width", "language"), [(320, "ja"), (1280, "en")])
def test_pages_of_awards_and_intermediaries_have_no_barrier(
    chromium: Any, address: str, width: int, language: str
) -> None:
    chain = Chain()
    desk: Desk = chain.desk
    desk.paid(chain.award)
    award = desk.signed(desk.write(desk.begin(), conditions=(Asked(code="security-plan", before=2),)))
    payment = desk.prepared(award)
    desk.does(desk.officer, actions.propose_amount, award=award.id, amount=2_500_000, reason="need")
    sub = desk.signed(desk.write(chain.sub(700_000), parts=(Part(amount=700_000, due_on=desk.today),)))
    desk.prepared(sub)
    chain.attested()
    draft = desk.begin()
    User.objects.filter(id__in=[desk.officer.id, desk.payer.id]).update(language=language)
    looks: dict[str, Any] = {"viewport": {"width": width, "height": 800}, "locale": language, "color_scheme": "dark"}
    page = at_work(chromium, address, desk.officer.user, **looks)
    for name, arguments in (
        ("awards-list", [desk.place.id]),
        ("awards-one", [award.id]),
        ("awards-begin", [desk.place.id]),
        ("awards-agree", [draft.id]),
        ("awards-prepare", [award.id, 1]),
        ("awards-close", [award.id]),
        ("intermediaries-chains", [desk.place.id]),
        ("intermediaries-one", [chain.terms.id]),
        ("intermediaries-attest", [chain.terms.id]),
        ("intermediaries-grants", [desk.place.id]),
    ):
        page.goto(reverse(name, args=arguments))
        looked(page, name, width)
    page.goto(reverse("awards-open", args=[award.id]))
    page.fill("textarea[name=reason]", "To make the transfer that waits.")
    page.click("main form button >> nth=0")
    page.wait_for_url("**/sealed")
    assert "Tanemaki" in page.content()
    looked(page, "awards-sealed", width)
    page = at_work(chromium, address, desk.payer.user, **looks)
    page.goto(reverse("awards-to-release", args=[desk.place.id]))
    looked(page, "awards-to-release", width)
    page.goto(reverse("awards-release", args=[payment.id]))
    looked(page, "awards-release", width)
    page.fill("textarea[name=reason]", "To see where it goes.")
    page.click("main form button >> nth=0")
    page.wait_for_selector("main h3")
    assert PAYEE in page.content()
    looked(page, "awards-release", width)
    page.click("main form button >> nth=0")
    assert page.locator("h2").count() == 2


@pytest.mark.parametrize(("width", "language"), [(320, "ja"), (1280, "en")])
def test_a_grantee_reports_without_scripts(chromium: Any, address: str, width: int, language: str) -> None:
    desk = Desk()
    desk.counter()
    award = desk.signed()
    code = desk.does(desk.officer, actions.hand_out_box, award=award.id).code
    looks: dict[str, Any] = {"viewport": {"width": width, "height": 800}, "locale": language}
    page = opened(chromium, address, java_script_enabled=True, **looks)
    page.goto(front())
    page.fill("input[name=code]", code)
    page.click("main form button >> nth=0")
    page.goto(reverse("awards-mine"))
    looked(page, "awards-mine", width)
    page.fill("textarea[name=text]", "We went on. 放送を続けた。")
    page.click("#report button")
    page.goto(reverse("awards-mine"))
    assert page.locator("#report").count() == 0
