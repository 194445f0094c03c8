"""Redaction: what goes, in which writing, what is left, and that nothing of it is kept anywhere."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.web.made_custody import Desk
from tests.web.made_vault import PHRASE, REASON, Holder
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.library import actions
from tadasu.web.evidence.library._redaction import MARK, left_over, passages, redacted
from tadasu.web.evidence.library.actions import Chosen
from tadasu.web.evidence.library.models import Redaction
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.models import User

TEXT = (
    "Ikumi Tanemoto worked at the gate. She saw two guards.\nThe road to the well is closed. 夜は門に鍵がかかっていた。"
)


def without(text: str, *words: str, taken: dict[int, str] | None = None) -> str:
    return redacted(text, taken=taken or {}, words=words, ground="person").text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ikumi Tanemoto ran", "ikumi tanemoto"),
        ("ＩＫＵＭＩ　ＴＡＮＥＭＯＴＯ ran", "Ikumi Tanemoto"),
        ("Ikumi-Tanemoto ran", "Ikumi Tanemoto"),
        ("Tanemoto, Ikumi ran", "Ikumi Tanemoto"),
        ("IkumiTanemoto ran", "Ikumi Tanemoto"),
        ("Ikumi\u200bTanemoto ran", "Ikumi Tanemoto"),
        ("Íkümi Tanemōto ran", "Ikumi Tanemoto"),
        ("I\u0301kumi Tanemoto ran", "Ikumi Tanemoto"),
        ("種本　郁美 ran", "種本郁美"),
        ("渡邊國男 ran", "渡邊 国男"),
        ("ﾀﾈﾓﾄ ran", "タネモト"),
        ("タネモト ran", "ﾀﾈﾓﾄ"),
        ("Иван Петров ran", "иван петров"),
        ("\u0406kum\u0456 T\u0430nem\u043et\u043e ran", "Ikumi Tanemoto"),
        ("I\u034fk\u115fu\u200bm\u00adi Tane\u2060moto\ufe0f ran", "Ikumi Tanemoto"),
        ("𝐈𝐤𝐮𝐦𝐢 Ⓣⓐⓝⓔⓜⓞⓣⓞ ran", "Ikumi Tanemoto"),
        ("ıkumi ran", "Ikumi"),
        ("種\U000e0100本郁美 ran", "種本郁美"),
        ("たねもといくみ ran", "タネモトイクミ"),
        ("ﾀﾈﾓﾄｲｸﾐ ran", "たねもと いくみ"),
        ("齊藤 ran", "斎藤"),
        ("𠮷田 ran", "吉田"),
        ("مُحَمَّد عَلِي ran", "محمد علي"),
        ("محـــمد على ran", "محمد علي"),
        ("أحمد ran", "احمد"),
        ("Dang ran", "Đặng"),
        ("Ørsted ran", "Orsted"),
        ("Lukasz ran", "Łukasz"),
    ],
)
def test_a_name_goes_in_every_writing(text: str, word: str) -> None:
    assert without(text, word) == f"{MARK} ran"
    assert not left_over(f"{MARK} ran", original=text, taken=(), words=[word])


def test_a_name_in_three_scripts_goes_from_a_report_and_no_piece_of_it_is_left() -> None:
    text = "Rahile (Рахиле, راھىلە) told. Ráhile's phone; РАХИЛЕ; R\u200bahile; راھىلە."
    made = redacted(text, taken={}, words=["Rahile", "Рахиле", "راھىلە"], ground="person")
    assert made.text == f"{MARK} ({MARK}, {MARK}) told. {MARK}'s phone; {MARK}; {MARK}; {MARK}."
    assert made.grounds == ("person",) * 7


def test_each_longer_part_of_a_name_goes_by_itself() -> None:
    assert without("Mr Tanemoto and Ikumi's brother", "Ikumi Tanemoto") == f"Mr {MARK} and {MARK}'s brother"


def test_a_short_word_goes_only_where_it_is_a_word() -> None:
    assert without("Li likes lilies, said LI.", "Li") == f"{MARK} likes lilies, said {MARK}."


def test_neither_length_nor_number_of_what_stood_there_is_told() -> None:
    long = "Aa. " + "Bb cc dd ee ff. " * 9 + "End."
    short = "Aa. Bb. End."
    assert without(long, taken=dict.fromkeys(range(2, 11), "place")) == without(short, taken={2: "place"})
    assert without(long, taken=dict.fromkeys(range(2, 11), "place")) == f"Aa. {MARK} End."


def test_what_is_left_over_is_found() -> None:
    assert left_over("T a n e m o t o", original="", taken=(), words=["Tanemoto"]) == ["tanemoto"]
    assert left_over("She saw two guards", original=TEXT, taken=[2], words=()) == ["She saw two guards."]
    assert not left_over("nothing", original=TEXT, taken=[2], words=["Tanemoto"])


def test_passages_are_sentences_of_any_script() -> None:
    assert [one.text for one in passages(TEXT)] == [
        "Ikumi Tanemoto worked at the gate.",
        "She saw two guards.",
        "The road to the well is closed.",
        "夜は門に鍵がかかっていた。",
    ]


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (Chosen(), "library-nothing-chosen"),
        (Chosen(taken={99: "place"}), "library-ground"),
        (Chosen(taken={1: "because"}), "library-ground"),
        (Chosen(words=("a",), ground="person"), "library-word"),
        (Chosen(words=tuple(f"word {n}" for n in range(61)), ground="person"), "library-word"),
        (Chosen(words=("She",), ground=""), "library-ground"),
    ],
)
def test_what_cannot_be_chosen_is_refused(chosen: Chosen, code: str) -> None:
    with pytest.raises(UsageError) as error:
        actions.preview(TEXT, chosen)
    assert error.value.code == code


def test_a_passage_that_stands_twice_has_to_be_taken_out_twice() -> None:
    with pytest.raises(UsageError) as error:
        actions.preview("She hid here. It rained. She hid here.", Chosen(taken={1: "place"}))
    assert error.value.code == "library-left-over"


@pytest.fixture
def desk(database: object) -> Desk:
    return Desk()


def browser(one: Holder, *, unlocked: bool = True) -> Client:
    User.objects.filter(id=one.user.id).update(language="en")
    with_authenticator(one.user)
    client = signed_in(one.user)
    if unlocked:
        assert client.post(reverse("vault-unlock"), {"passphrase": PHRASE}).status_code == 302
    return client


SENT = {"words": "Ikumi Tanemoto", "ground": "source", "label": "gate 1, redacted", "p3": "place", "p1": "keep"}


def test_from_the_open_question_to_an_item_beside_the_first(desk: Desk) -> None:
    item = desk.text(TEXT)
    client = browser(desk.one)
    address = reverse("library-redact", args=[item.id])
    assert "to redact it?" in client.get(address).content.decode()
    assert client.post(address, {"purpose": "verify", "reason": REASON}).status_code == 302
    assert "Ikumi Tanemoto worked at the gate." in client.get(address).content.decode()
    shown = client.post(address, {**SENT, "do": "preview"})
    assert shown.status_code == 200
    assert f"{MARK} worked at the gate. She saw two guards." in shown.content.decode()
    with acting(desk.one.actor):
        assert Item.objects.filter(parent=item).count() == 0
    answer = client.post(address, {**SENT, "do": "keep"})
    assert answer.status_code == 302, answer.content.decode()
    with acting(desk.one.actor):
        made = Item.objects.get(parent=item)
        assert (made.how, made.label) == ("redaction", "gate 1, redacted")
        kept = Redaction.objects.get(item=made.id)
        assert (kept.of, kept.grounds) == (item.id, ["source", "place"])
    opened = desk.opened(made)
    assert opened.text == f"{MARK} worked at the gate. She saw two guards.\n{MARK} 夜は門に鍵がかかっていた。"
    assert desk.acts(item)[-1] == "redacted"


def test_of_what_was_taken_out_nothing_lies_in_any_row(desk: Desk) -> None:
    item = desk.text(TEXT)
    client = browser(desk.one)
    address = reverse("library-redact", args=[item.id])
    client.post(address, {"purpose": "verify", "reason": REASON})
    client.post(address, {**SENT, "do": "keep"})
    with acting(desk.one.actor), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, 'SELECT')"
        )
        tables = [one for (one,) in cursor.fetchall()]
        assert {"library_redaction", "custody_item", "custody_step"} <= set(tables)
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text ILIKE %s', ["%tanemoto%"])
            assert cursor.fetchone()[0] == 0, table


def test_a_file_is_said_not_to_be_redacted_here(desk: Desk) -> None:
    item = desk.file()
    page = browser(desk.one).get(reverse("library-redact", args=[item.id]))
    assert page.status_code == 400
    assert "Only text can be redacted here" in page.content.decode()


def test_who_cannot_open_an_item_cannot_redact_it(desk: Desk) -> None:
    item = desk.text(TEXT)
    address = reverse("library-redact", args=[item.id])
    assert browser(desk.other).get(address).status_code == 403
    assert browser(desk.stranger).get(address).status_code == 404
    with acting(desk.other.actor), pytest.raises(Refused):
        actions.text_of(desk.other.actor, item=item.id, key=desk.other.key, purpose="verify", reason=REASON)


def test_nothing_is_kept_where_nothing_was_found(desk: Desk) -> None:
    item = desk.text(TEXT)
    with acting(desk.one.actor), pytest.raises(UsageError) as error:
        actions.keep(
            desk.one.actor, item=item.id, text=TEXT, chosen=Chosen(words=("Nobody",), ground="person"), label="x"
        )
    assert error.value.code == "library-nothing-found"
    with acting(desk.one.actor):
        assert not Item.objects.filter(parent=item).exists()


@pytest.mark.parametrize(
    "label", ["Tanemoto, redacted", "ＩＫＵＭＩ 1", "I-k-u-m-i", "The road to the well is closed."]
)
def test_a_label_that_says_what_was_taken_out_is_refused(desk: Desk, label: str) -> None:
    item = desk.text(TEXT)
    chosen = Chosen(taken={3: "place"}, words=("Ikumi Tanemoto",), ground="person")
    with acting(desk.one.actor), pytest.raises(UsageError) as error:
        actions.keep(desk.one.actor, item=item.id, text=TEXT, chosen=chosen, label=label)
    assert error.value.code == "library-label"
    with acting(desk.one.actor):
        assert not Item.objects.filter(parent=item).exists()


def test_a_text_that_is_too_long_is_refused(desk: Desk) -> None:
    item = desk.text("Words. " * 700)
    with acting(desk.one.actor), pytest.raises(UsageError) as error:
        actions.text_of(desk.one.actor, item=item.id, key=desk.one.key, purpose="verify", reason=REASON)
    assert error.value.code == "library-text-long"


def test_the_signs_of_a_text_are_shown_as_signs(desk: Desk) -> None:
    item = desk.text("<b>bold</b> & <script>x</script>.")
    client = browser(desk.one)
    address = reverse("library-redact", args=[item.id])
    client.post(address, {"purpose": "verify", "reason": REASON})
    assert "&lt;script&gt;x&lt;/script&gt;" in client.get(address).content.decode()


def test_a_redaction_goes_with_its_package_and_the_original_does_not(desk: Desk) -> None:
    item = desk.text(TEXT)
    with acting(desk.one.actor):
        made = actions.keep(
            desk.one.actor, item=item.id, text=TEXT, chosen=Chosen(taken={1: "person"}), label="redacted 1"
        )
    package = desk.exported(desk.now(made))
    assert b"Ikumi" not in package
