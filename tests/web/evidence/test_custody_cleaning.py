"""A picture that was cleaned when it came in: the fingerprint is of what is kept, and page, package and verifier say so."""

from pathlib import Path

import pytest
from django.http import QueryDict
from django.urls import reverse
from tests.web.evidence.test_custody_export import bag, lines, rewritten, verified
from tests.web.evidence.test_custody_pages import SAID, body, browser, text
from tests.web.foundation import pictures
from tests.web.made_custody import LABEL, NAME, Desk

from tadasu.web.evidence.custody import actions
from tadasu.web.evidence.custody.models import Item
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.vault.incoming import arriving
from tadasu.web.foundation.vault.receiving import Received

__all__ = ["bag"]

pytestmark = pytest.mark.usefixtures("database")

SAYS = {
    True: "It is said that what the picture told of device, time and place was taken out before it was kept.",
    False: "It is said to be kept as it was sent.",
}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def sent(desk: Desk, *, clean: bool) -> Item:
    """A picture whose sender was asked."""
    with acting(desk.one.actor), arriving(1 << 20) as incoming:
        incoming.ask(clean=clean)
        incoming.take(pictures.jpeg())
        incoming.end()
        made = actions.receive_file(
            desk.one.actor,
            organisation=desk.place.id,
            kind="picture",
            label=LABEL,
            received=Received(incoming, NAME, "image/jpeg", QueryDict()),
            readers=[desk.one.id],
        )
    return desk.now(made)


@pytest.mark.parametrize("clean", [True, False])
def test_the_fingerprint_is_of_what_is_kept_and_a_package_says_what_was_done_before(
    desk: Desk, tmp_path: Path, clean: bool
) -> None:
    item = sent(desk, clean=clean)
    assert desk.checked(item) == []
    folder = desk.unpacked(item, tmp_path / "out")
    (row,) = lines(folder, "items.jsonl")
    assert row["cleaning"] == ("cleaned" if clean else "as-sent")
    kept = (folder / str(row["file"])).read_bytes()
    assert kept == (pictures.jpeg_cleaned() if clean else pictures.jpeg())
    code, said = verified(folder)
    assert (code, SAYS[clean] in said) == (0, True)
    assert "whether it was cleaned (no digest covers that)" in said


def test_a_file_that_staff_received_is_kept_as_it_was_sent_and_a_text_says_nothing(bag: Path) -> None:
    assert sorted(str(one["cleaning"]) for one in lines(bag, "items.jsonl")) == ["None", "None", "as-sent"]


def test_a_package_from_before_there_was_cleaning_still_verifies(bag: Path) -> None:
    rows = lines(bag, "items.jsonl")
    for row in rows:
        del row["cleaning"]
    rewritten(bag, "items.jsonl", rows)
    code, said = verified(bag)
    assert (code, "It is said" in said) == (0, False)


@pytest.mark.parametrize("wrong", ["\x1b[2J", "cleaned\nNo fault was found", ["cleaned"], 1])
def test_another_word_than_those_is_no_item(bag: Path, wrong: object) -> None:
    first, *rows = lines(bag, "items.jsonl")
    rewritten(bag, "items.jsonl", [first | {"cleaning": wrong}, *rows])
    code, said = verified(bag)
    assert (code, "\x1b" in said) == (2, False)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_of_an_item_says_it_to_a_reader_who_opened_it_and_to_nobody_else(desk: Desk, language: str) -> None:
    says = {"en": "Cleaned when it came in", "ja": "受け取る際に処理済み"}[language]
    item = sent(desk, clean=True)
    page, opens = reverse("custody-one", args=[item.id]), reverse("custody-open", args=[item.id])
    client, other = (browser(one, unlocked=True, language=language) for one in (desk.one, desk.other))
    assert says not in text(client.get(page))
    assert {"en": "Whether it was cleaned", "ja": "取り除いたかどうか"}[language] in text(client.get(opens))
    assert body(client.post(opens, SAID)) == pictures.jpeg_cleaned()
    assert says in text(client.get(page))
    assert says not in text(other.get(page))
