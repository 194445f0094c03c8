"""How an application of the whole story is reviewed, on the pages of a real browser; all invented."""

from collections.abc import Sequence
from typing import Any

from tests.web.made_funding import (
    Scene,
    did,
    filled,
    ident,
    said,
    sent,
    went,
)
from tests.web.made_vault import REASON

FLOOR = ("violence", "incitement", "listed", "armed-control", "party-campaign")


def takes_up(page: Any, here: Scene) -> tuple[str, str]:
    """The last application is opened with a reason, and its review begins: both ids."""
    went(page, "applications-list", here.place.id)
    page.click("main tbody a >> nth=0")
    application = ident(page)
    filled(page, purpose="check", reason=REASON)
    sent(page)
    page.click("main a:has-text('Begin the review')")
    sent(page)
    return application, ident(page)


def leads(chromium: Any, address: str, here: Scene, review: str) -> None:
    """Whoever leads it declares ties too, and another officer checks them."""
    ours, other = here.at(chromium, address, "officer"), here.at(chromium, address, "second")
    did(ours, "review-declare", here.place.id, employers="Quiet Harbour Works (invented)")
    went(ours, "review-mine")
    ours.click("main ul a >> nth=0")
    sent(ours)
    went(other, "review-one", review)
    other.click(f"main li:has-text('{here.officer.user.login}') a[href$='/check']")
    filled(other, reason=REASON)
    sent(other)


def assesses(page: Any, review: str) -> None:
    """Eligible although forbidden at home, which is tested; and what harm the money may do."""
    floor = {f"floor-{one}": "no" for one in FLOOR}
    did(page, "review-eligibility", review, **floor, evidence=["law", "case"], local="banned", text="Zuvolape orders.")
    test = {"article": "19", "legality": "fails", "aim": "fails", "necessity": "fails"}
    did(page, "review-ground", review, **test, text="The law of Zuvolape names no aim (invented).")
    did(page, "review-harm", review)
    grave = {"scale": "3", "scope": "1", "irremediability": "2", "likelihood": "2", "residual": "low"}
    against = {"mitigations": ["level", "little-paper"], "carrier": "funder"}
    words = "A clerk in Zuvolape could talk (invented)."
    did(page, "review-risk", review, bearer="grantee", risk="exposure", **grave, **against, text=words)
    for one in ("sources", "staff", "families", "intermediary"):
        did(page, "review-risk", review, bearer=one, risk="none")
    did(page, "review-complete", review)


def leads_on(page: Any, review: str, move: str) -> None:
    """The page says that the procedure waits, and how it goes on."""
    assert "The procedure was not led on" in went(page, "review-one", review)
    run = page.get_attribute("main a[href*='/procedure/']", "href")
    page.goto(f"{run}move/{move}")
    filled(page, reason="As it should be (invented).")
    sent(page)


def sits(chromium: Any, address: str, here: Scene, review: str, number: int, employer: str) -> None:
    """Somebody declares ties, is named, says that nothing binds, and is checked against the sealed names."""
    theirs, ours = here.at(chromium, address, f"reviewers {number}"), here.at(chromium, address, "officer")
    did(theirs, "review-declare", here.place.id, employers=employer)
    user = here.reviewers[number].user
    did(ours, "review-seat", review, user=user.id)
    went(theirs, "review-mine")
    theirs.click("main ul a >> nth=0")
    sent(theirs)
    went(ours, "review-one", review)
    ours.click(f"main li:has-text('{user.login}') a[href$='/check']")
    filled(ours, reason=REASON)
    sent(ours)


def copies(page: Any, review: str, names: Sequence[str]) -> None:
    """The text without the names, looked through and sealed."""
    went(page, "review-copy", review)
    filled(page, reason=REASON)
    page.click("main form button.button")
    texts = page.evaluate("[...document.querySelectorAll('main textarea, main input')].map(one => one.value).join(' ')")
    assert [one for one in names if one in texts] == []
    sent(page)


def scores(page: Any, review: str, value: int) -> None:
    went(page, "review-score", review)
    named = page.evaluate("[...new Set([...document.querySelectorAll('[name^=mark-]')].map(one => one.name))]")
    filled(page, **dict.fromkeys(named, value), text="Seen alone, Zuvolape.")
    sent(page)


def signs(page: Any, review: str, minority: str = "") -> str:
    went(page, "review-one", review)
    page.click("main a[href$='/sign']")
    filled(page, agrees="no" if minority else "yes", **({"minority": minority} if minority else {}))
    sent(page)
    return said(page)


def tells(page: Any, review: str) -> None:
    went(page, "review-one", review)
    page.click("main a[href$='/tell']")
    english = "We decided on what you asked for. In plain words: here is why."
    filled(page, en=english, ja="ご申請について決定しました。分かりやすい言葉で理由をお伝えします。")
    sent(page)
