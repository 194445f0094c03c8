"""Search over findings, articles, incidents and inquiries: what is found, in which writing, by whom, and how it is counted."""

import logging
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.made_library import GATE, JAPANESE, Desk
from tests.web.made_vault import Holder, holder
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.evidence.library import searching
from tadasu.web.evidence.library._words import around, marked, terms
from tadasu.web.foundation.access import Actor, Refused, acting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def full(desk: Desk) -> Desk:
    """One of each."""
    desk.article()
    desk.finding()
    desk.incidents({"title": "Gate locked", "text": GATE, "issue": "forced-labour", "month": date(2026, 2, 1)})
    desk.opened()
    return desk


def browser(one: Holder, language: str = "en") -> Client:
    type(one.user).objects.filter(id=one.user.id).update(language=language)
    with_authenticator(one.user)
    return signed_in(one.user)


def test_everything_that_may_be_seen_is_found_and_counted(full: Desk) -> None:
    found = full.found()
    assert sorted(one.kind for one in found.hits) == ["article", "finding", "incident", "inquiry"]
    assert found.count == 4
    assert found.facets["kind"] == {"article": 1, "finding": 1, "incident": 1, "inquiry": 1}
    assert found.facets["country"] == {"uz": 3, "cn": 1}
    assert found.facets["sector"] == {"textiles": 3, "other": 1}


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("mill", ["article", "finding", "incident", "inquiry"]),
        ("mills", ["article", "finding", "incident", "inquiry"]),
        ("company", ["article", "incident"]),
        ("ill", []),
        ('"spinning mill"', ["article", "incident", "inquiry"]),
        ('"mill spinning"', []),
        ("MILL -gate", ["finding", "inquiry"]),
        ("ＭＩＬＬ tezgul", ["finding", "inquiry"]),
        ("テズグル", ["finding"]),
        ("ﾃｽﾞｸﾞﾙ", ["finding"]),
        ("工", ["finding"]),
        ("工場", ["finding"]),
        ("工廠", []),
        ("nothing of the kind", []),
    ],
)
def test_words_phrases_and_what_is_left_out(full: Desk, words: str, kinds: list[str]) -> None:
    assert full.kinds(words) == kinds


@pytest.mark.parametrize(
    "words", ["新疆", "疆", "紡績", "纺绩", "门", "門", "夜になる", "運転手", "运転手", '"新疆の 紡績" -gate']
)
def test_one_sign_two_signs_and_the_other_forms_of_a_sign_are_found(desk: Desk, words: str) -> None:
    desk.article(JAPANESE, title="夜の門（架空）")
    assert desk.kinds(words) == (["article"] if " " not in words else [])


def test_filters_narrow_and_counts_follow_them(full: Desk) -> None:
    assert full.kinds(country="uz", sector="textiles") == ["article", "incident"]
    found = full.found(country="uz", sector="textiles")
    assert (found.count, found.facets["country"]) == (2, {"uz": 2})
    assert full.kinds(issue="forced-labour", year="2026", standard="substantiated") == ["finding"]
    assert full.kinds(good="52") == ["inquiry"]
    assert full.kinds(kind="article", outlet=full.found(kind="article").hits[0].outlet) == ["article"]
    assert full.kinds(year="no year") == full.kinds(country="zz") == []


def test_the_better_stands_first_and_pages_go_by_key(desk: Desk) -> None:
    made = desk.incidents(
        *({"title": f"Gate {n}", "text": "gate", "month": date(2026, 1 + n % 9, 1)} for n in range(12)),
        {"title": "No match in the heading", "text": "a gate", "month": date(2026, 11, 1)},
    )
    seen: list[object] = []
    after = ""
    for _ in range(4):
        page = desk.found("gate", most=5, after=after)
        seen += [one.id for one in page.hits]
        if not page.further:
            break
        after = page.hits[-1].after
    assert len(seen) == len(set(seen)) == 13
    assert seen[-1] == made[-1].id
    assert desk.found("gate", order="day", most=1).hits[0].id == made[-1].id
    assert desk.found("gate", after="nonsense").count == 13


def test_words_of_a_confidential_file_are_not_found_but_its_codes_are(desk: Desk) -> None:
    desk.incidents({"issue": "child-labour", "month": date(2026, 2, 1)}, public=False)
    assert desk.kinds("gate") == []
    assert desk.kinds(issue="child-labour", state="confidential") == ["incident"]


def test_another_organisation_sees_nothing_not_even_in_counts(full: Desk) -> None:
    with pytest.raises(Refused):
        full.found(by=full.stranger.actor)
    other = full.found(by=full.stranger.actor, place=full.elsewhere.id)
    assert (other.count, [*other.hits]) == (0, [])
    assert all(not values for values in other.facets.values())


def test_each_role_finds_and_counts_only_what_it_may_see(full: Desk) -> None:
    everything = ["article", "finding", "incident", "inquiry"]
    for actor in (full.verifier.actor, full.documenter.actor, full.editor, full.auditor):
        assert full.kinds(by=actor) == everything
    found = full.found(by=full.organiser)
    assert (found.count, found.facets["kind"], found.facets["country"]) == (1, {"finding": 1}, {"uz": 1})
    assert full.found("gate", by=full.organiser).count == 0
    assert full.found("gate", by=full.organiser).facets == full.found("no such word", by=full.organiser).facets


def test_an_answer_about_what_may_not_be_seen_is_the_same_as_about_nothing(full: Desk) -> None:
    reader = holder(full.place, "organiser")
    client = browser(reader)
    pages = [
        client.post(reverse("library-search", args=[full.place.id]), {"words": words})
        .content.decode()
        .replace(words, "")
        for words in ("locked", "absent")
    ]
    assert [_bare(one) for one in pages] == [_bare(pages[0])] * 2
    assert "Nothing that you may see fits" in pages[0]


def _bare(page: str) -> str:
    """Without the token of the form."""
    return "".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_a_search_that_takes_too_long_says_so_and_the_transaction_goes_on(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "LONGEST_MS", 1)
    full.incidents(*({"title": "x" * 400, "text": f"{n} " + "gate yarn " * 400} for n in range(120)))
    with pytest.raises(UsageError) as slow:
        full.found('"gate yarn gate yarn gate zzz" yarn gate mill locked')
    assert slow.value.code == "library-query-slow"
    monkeypatch.setattr(searching, "LONGEST_MS", 5000)
    assert full.kinds("tezgul") == ["finding", "inquiry"]


def test_nothing_of_what_is_looked_for_is_logged(full: Desk, caplog: pytest.LogCaptureFixture) -> None:
    client = browser(full.verifier)
    with caplog.at_level(logging.DEBUG):
        answer = client.post(reverse("library-search", args=[full.place.id]), {"words": "zanzibarium"})
    assert answer.status_code == 200
    assert "zanzibarium" in answer.content.decode()
    assert not [one for one in caplog.records if "zanzibarium" in repr(one.__dict__)]


@pytest.mark.parametrize("words", ["x" * 201, "a b c d e f g h i"])
def test_a_search_has_its_limits(desk: Desk, words: str) -> None:
    with pytest.raises(UsageError) as error:
        desk.found(words)
    assert error.value.code == "library-query-long"


@pytest.mark.parametrize(
    "words", ["'); DROP TABLE x", "[", "\\", "(", "*", "^$", "%", '"', "- -", "a\\d+", "(?i)x", "\x00gate"]
)
def test_signs_of_patterns_are_signs_and_nothing_else(full: Desk, words: str) -> None:
    assert full.found(words).count >= 0


@pytest.mark.parametrize(
    ("words", "found"),
    [("100%", 1), ("%", 1), ("_", 1), ("🧵", 1), ("Café", 1), ("CAFE\u0301", 1), ("a_b", 1), ("axb", 0), ("1000", 0), ("綿布", 1),
     ("ﾒﾝﾌﾟ", 1), ("メンプ", 1), ("-100%", 0), ("-absent", 1), ("\\", 0), (".*", 0), ("김", 1), ("🧶", 0), ("メンフ", 0)],
)  # fmt: skip
def test_signs_are_found_as_signs_in_articles_and_in_incidents(desk: Desk, words: str, found: int) -> None:
    said = "Was 100% of it 🧵 at the Cafe\u0301, file a_b? 綿布 ﾒﾝﾌﾟ 김 " + "Words of the mill. " * 3
    desk.article(said, title="One (invented)")
    desk.incidents({"title": "Two (invented)", "text": said})
    assert desk.kinds(words) == ["article", "incident"][: 2 * found]


def test_a_year_that_there_is_not_finds_nothing(full: Desk) -> None:
    assert full.kinds(year="0000") == full.kinds(year="²²²²") == full.kinds(year="-202") == []
    assert full.kinds(year="２０２６") == full.kinds(year="2026")


def test_an_index_leaves_out_nothing_that_fits(desk: Desk) -> None:
    said = [
        "The factories paid late.",
        "Boxes of it",
        "ＦＡＣＴＯＲＹ",
        "國棉廠の門",
        "ﾃｽﾄ",
        "A棉B 新疆",
        "(gate)",
        "gate\u200bway",
        "新\n疆",
    ]
    made = desk.incidents(*({"title": f"t {n}", "text": text} for n, text in enumerate(said)))
    wanted = {"factory": [0, 2], "box": [1],
              "国棉厂": [3], "テスト": [4], "A棉": [5], "新疆": [5], '"新疆"': [5], "gates": [6, 7],
              '"paid late"': [0], "paid factory": [0], "ate": []}  # fmt: skip
    numbers = {one.id: number for number, one in enumerate(made)}
    assert {words: sorted(numbers[one.id] for one in desk.found(words).hits) for words in wanted} == wanted


def test_what_is_marked_is_text_and_no_html(desk: Desk) -> None:
    desk.article("<b>gate</b> & <script>alert(1)</script> gate of the mill " * 3, title="A <i>gate</i> (invented)")
    page = (
        browser(desk.verifier).post(reverse("library-search", args=[desk.place.id]), {"words": "gate"}).content.decode()
    )
    assert "<mark>gate</mark>" in page
    assert "<script>alert" not in page
    assert "A &lt;i&gt;<mark>gate</mark>&lt;/i&gt;" in page


def test_the_part_that_is_shown_is_the_one_in_which_the_match_stands() -> None:
    looked_for = terms("yarn")
    text = f"{'first words ' * 60}then yarn{' last words' * 60}"
    part = around(text, looked_for)
    assert "yarn" in part
    assert part.startswith("…")
    assert part.endswith("…")
    assert ("yarn", True) in marked(part, looked_for)


def test_the_page_is_in_japanese_and_saves_its_rows_with_codes(full: Desk) -> None:
    client = browser(full.verifier, "ja")
    address = reverse("library-search", args=[full.place.id])
    page = client.post(address, {"words": "mill", "country": "uz"}).content.decode()
    assert "ウズベキスタン" in page
    assert "公表された記事" in page
    saved = client.post(address, {"words": "mill", "as": "csv"})
    lines = saved.content.decode().splitlines()
    assert lines[0].endswith("kind,title,day,issue,country,sector,good,standard,outlet,state")
    assert len(lines) == 5
    assert "Locked at night (invented)" in saved.content.decode()


def test_a_cell_of_the_file_is_run_as_no_formula(desk: Desk) -> None:
    desk.article(title="=1+1 (invented)")
    saved = browser(desk.verifier).post(reverse("library-search", args=[desk.place.id]), {"as": "csv"}).content.decode()
    assert ",=1+1" not in saved


def test_an_empty_library_says_how_it_fills(desk: Desk) -> None:
    page = browser(desk.verifier).get(reverse("library-search", args=[desk.place.id])).content.decode()
    assert "Nothing is here yet" in page
    assert "articles when somebody adds them" in page


def test_an_older_version_of_an_article_is_not_found_beside_the_newer(desk: Desk) -> None:
    desk.article("The gate of the old mill was open.", url="https://example.com/a")
    desk.article("The gate of the old mill was locked, says the paper now.", url="https://example.com/a")
    assert desk.found("gate").count == 1


def actor_of(one: Holder | Actor) -> Actor:
    return one.actor if isinstance(one, Holder) else one


def test_who_has_no_second_factor_searches_nothing(full: Desk) -> None:
    from dataclasses import replace

    bare = replace(full.verifier.actor, second_factor=False)
    with acting(bare), pytest.raises(Refused):
        searching.search(bare, full.place.id, searching.Asked())
