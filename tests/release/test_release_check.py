"""A document is closed: what a kind does not name, or names otherwise, is refused with a reason that repeats nothing of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tadasu.release import CODES, Problem, check, comparable, counted, hidden, hidden_like, kinds, rules_digest
from tadasu.release._kinds import kind_from
from tadasu.wording import codes, placeholders

TODAY = date(2026, 11, 25)
NOTICE, STATISTICS = kinds()["notice"], kinds()["statistics"]


def both(english: str, japanese: str) -> dict[str, str]:
    return {"en": english, "ja": japanese}


def notice(**other: Any) -> dict[str, Any]:
    """An invented notice."""
    said = {
        "title": both("A call for proposals", "募集のお知らせ"),
        "about": "call",
        "text": both(
            "The programme takes proposals.\nHow to apply is said below.",
            "申請を受け付けます。\n方法は次のとおりです。",
        ),
    }
    return {**said, **other}


CELLS = [[12, 3, 40], [25, 60, 18], [33, 21, 47]]
ROWS = {"of": "label", "categories": [both("Wages", "賃金"), both("Housing", "住居"), both("Health", "健康")]}
COLUMNS = {"of": "place", "categories": ["jp", "th", "vn"]}


def table(counts: Any = None, **other: Any) -> dict[str, Any]:
    shown = hidden(counted(CELLS), 10).counts if counts is None else counts
    return {"rows": ROWS, "columns": COLUMNS, "counts": [list(line) for line in shown], **other}


def statistics(**other: Any) -> dict[str, Any]:
    """Invented statistics."""
    said = {
        "title": both("Reports received", "受け付けた通報"),
        "measure": "reports-received",
        "period": "2026-Q1",
        "table": table(),
    }
    return {**said, **other}


def found(document: Mapping[str, Any], *earlier: Mapping[str, Any]) -> list[str]:
    kind = STATISTICS if "table" in document else NOTICE
    return [f"{one.code} {one.at}".strip() for one in check(kind, document, earlier, today=TODAY)]


def test_nothing_speaks_against_what_is_as_it_should_be() -> None:
    assert found(notice()) == []
    assert found(notice(named="Kumanezawa Garments (invented)", place="jp-13", period="2026-Q3", persons=120)) == []
    assert found(notice(amount=10_000_000, link="https://www.example.go.jp/notice/5", persons=None)) == []
    assert found(statistics()) == []
    assert found(statistics(period="2025", place="jp", note=both("Invented.", "架空です。"))) == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"record": "4e0c"}, "field-unknown"),
        ({"title": None}, "field-missing title"),
        ({"title": "only one"}, "wrong-type title"),
        ({"title": {"en": "A", "ja": "あ", "zh": "阿"}}, "wrong-type title"),
        ({"title": {"en": "A call"}}, "language-missing title"),
        ({"title": {"en": "A call", "ja": " \n"}}, "language-missing title"),
        ({"title": {"en": "A call", "ja": 5}}, "wrong-type title.ja"),
        ({"title": both("A call", "A call")}, "language-other title.ja"),
        ({"title": both("募集", "募集")}, "language-other title.en"),
        ({"title": both("A call\nfor all", "募集")}, "text-lines title.en"),
        ({"title": both("a" * 201, "募集")}, "text-too-long title.en"),
        ({"text": both("First.\nAsk someone@example.org", "本文")}, "text-email text.en:2"),
        ({"text": both("Text", "本文\n電話０３－１２３４－５６７８")}, "text-phone text.ja:2"),
        ({"text": both("Text", "場所は３５．６８９５，１３９．６９１７です")}, "text-coordinates text.ja:1"),
        ({"about": "gossip"}, "code-unknown about"),
        ({"about": ["call"]}, "code-unknown about"),
        ({"named": "Kumanezawa, someone@example.org"}, "text-email named:1"),
        ({"named": ""}, "wrong-type named"),
        ({"named": "A\nB"}, "text-lines named"),
        ({"place": "nowhere"}, "place-unknown place"),
        ({"place": 5}, "place-unknown place"),
        ({"place": "cn-653200"}, "place-too-fine place"),
        ({"place": "jp-01100"}, "place-too-fine place"),
        ({"period": "2026-05-03"}, "period-too-fine period"),
        ({"period": "2026-05"}, "period-too-fine period"),
        ({"period": "soon"}, "wrong-type period"),
        ({"period": 2026}, "wrong-type period"),
        ({"period": "2026-Q4"}, "period-too-soon period"),
        ({"period": "2026"}, "period-too-soon period"),
        ({"persons": 9}, "count-too-small persons"),
        ({"persons": 12.0}, "wrong-type persons"),
        ({"persons": True}, "wrong-type persons"),
        ({"amount": 1_234_567}, "code-unknown amount"),
        ({"amount": False}, "code-unknown amount"),
        ({"link": 5}, "wrong-type link"),
    ],
)  # fmt: skip
def test_what_is_otherwise_is_told_with_its_place(changed: dict[str, Any], problem: str) -> None:
    assert found(notice(**changed)) == [problem]


@pytest.mark.parametrize(
    "link",
    [
        "http://www.example.go.jp/", "https://someone:x@www.example.go.jp/", "https://192.0.2.7/", "https://localhost/",
        "https://www.example.go.jp:8443/", f"https://{'a' * 56}.onion/", "javascript:alert(1)", "https://www.example.go.jp/a b",
        "https://www.example.go.jp/\u202egpj", "https://[", "//www.example.go.jp", "https://www.example.go.jp\\@example.org/",
        "https://www.example.go.jp/" + "a" * 300, "https://www.exämple.org/", "https://printer.local/",
    ],
)  # fmt: skip
def test_a_link_leads_to_a_public_server_over_https_and_nowhere_else(link: str) -> None:
    assert found(notice(link=link)) == ["link-unsafe link"]


def test_a_period_may_be_told_on_the_day_its_delay_ends_and_not_before() -> None:
    def on(day: date) -> tuple[Problem, ...]:
        return check(STATISTICS, statistics(), today=day)

    assert on(date(2026, 6, 30)) == ()
    assert on(date(2026, 6, 29)) == (Problem(code="period-too-soon", at="period", params=(("day", "2026-06-30"),)),)


def test_a_day_stands_in_no_statistics() -> None:
    assert found(statistics(note=both("As of 3 May 2026.", "5月3日現在。"))) == [
        "text-day note.en:1",
        "text-day note.ja:1",
    ]
    assert found(notice(text=both("In force on 1 May 2027.", "2027年5月1日に施行します。"))) == []


@pytest.mark.parametrize(
    "changed",
    [
        "text", None, {"counts": [[12, 12]]}, table(counts=[[12, 12, 24]]), table(counts=[]), table(cells=[[1]]),
        table(columns={"of": "label", "categories": []}), table(columns={"of": "person", "categories": ["a", "b", "c"]}),
        table(columns={"of": "place", "categories": ["jp", "jp", "vn"]}), table(counts=[["12"] * 4] * 4),
        table(counts=[[12.0] * 4] * 4), table(counts=[[True] * 4] * 4), table(columns=["jp", "th", "vn"]),
        table(columns={"of": "place", "categories": ["jp"] * 31}),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told(changed: Any) -> None:
    assert found(statistics(table=changed)) in (["table-shape table"], ["field-missing table"])


def test_labels_keep_the_rules_of_texts_places_and_periods() -> None:
    telling = {
        "of": "label",
        "categories": [both("Wages", "賃金"), both("Call 03-1234-5678", "電話"), both("Rest", "他")],
    }
    assert found(statistics(table=table(rows=telling))) == ["text-phone table.rows.2.en:1"]
    fine = {"of": "place", "categories": ["jp", "cn-653200", "vn"]}
    assert found(statistics(table=table(columns=fine))) == ["place-too-fine table.columns.2"]
    early = {"of": "period", "categories": ["2025", "2026-Q1", "2026-Q4"]}
    assert found(statistics(table=table(columns=early))) == ["period-too-soon table.columns.3"]


def test_small_counts_and_what_can_be_worked_out_are_told() -> None:
    assert found(statistics(table=table(counts=counted(CELLS).counts))) == ["table-small-count table:1,2"]
    one = counted(CELLS).with_hidden(frozenset({(0, 1)})).counts
    assert found(statistics(table=table(counts=one))) == ["table-unprotected table:1,2"]
    wrong = [[50, 50, 50, 151], [50, 50, 50, 150], [50, 50, 50, 150], [150, 150, 150, 450]]
    assert found(statistics(table=table(counts=wrong))) == ["table-does-not-add-up table"]


def test_a_later_version_is_looked_at_beside_every_earlier_one() -> None:
    first = statistics()
    assert found(statistics(title=both("Reports", "通報")), first) == []
    more = [[12, 3, 40], [25, 60, 18], [33, 21, 49]]
    shown = hidden_like(counted(more), hidden(counted(CELLS), 10)).counts
    told = found(statistics(table=table(counts=shown)), first)
    assert told
    assert {one.split()[0] for one in told} == {"table-small-change"}
    other = [[33, 3, 40], [25, 60, 18], [33, 21, 47]]
    away = counted(other).with_hidden(frozenset({(0, 1), (0, 2), (1, 1), (1, 2)})).counts
    assert found(statistics(table=table(counts=away)), first) == ["table-pattern-changed table"]


def test_a_change_of_hidden_counts_is_told_although_each_version_hides_them() -> None:
    def shown(*line: int | None) -> dict[str, Any]:
        return statistics(table={"columns": COLUMNS, "counts": [[*line]]})

    first = shown(None, None, 40, 70)
    assert found(first) == found(shown(None, None, 55, 88)) == []
    assert found(shown(None, None, 55, 88), first) == [
        "table-unprotected-change table:1,1", "table-unprotected-change table:1,2",
    ]  # fmt: skip
    assert found(shown(None, None, 55, 85), first) == []
    assert found(shown(None, None, 55, 85), shown(None, None, 55, 85), first) == []


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({"period": "2025"}, ["table-overlaps table"]),  # the year of the quarter
        ({"place": "jp"}, ["table-overlaps table"]),  # a part of all places
        ({"table": table(rows={**ROWS, "categories": ROWS["categories"][::-1]})}, ["table-overlaps table"]),
        ({"measure": "cases-opened"}, []),
        ({"period": "2025-Q4"}, []),
    ],
)
def test_another_table_that_counts_the_same_is_refused(changed: dict[str, Any], problems: list[str]) -> None:
    earlier = statistics(period="2025-Q3") if changed.get("period") else statistics()
    assert found(statistics(**changed), earlier) == problems


def test_places_within_one_another_and_periods_that_overlap_are_comparable() -> None:
    one = {"measure": "cases-opened", "period": "2025-Q4", "place": "cn"}
    assert comparable(STATISTICS, one, {**one, "place": "cn-xj"})
    assert not comparable(STATISTICS, one, {**one, "place": "jp"})
    assert comparable(STATISTICS, one, {**one, "period": "2025"})
    assert not comparable(STATISTICS, one, {**one, "period": "2026"})
    assert not comparable(STATISTICS, one, {**one, "period": "2024"})
    assert not comparable(NOTICE, notice(), notice())


def test_a_reason_repeats_nothing_of_what_was_found() -> None:
    telling = notice(text=both("Ask 03-1234-5678 or someone@example.org", "〒100-0001"), place="cn-653200", secret="x")
    told = [check(NOTICE, telling, today=TODAY)]
    del telling["secret"]
    told.append(check(NOTICE, telling, today=TODAY))
    assert all(told)
    for part in ("1234", "someone", "100", "653200", "secret"):
        assert part not in repr(told)


def test_every_reason_has_words_that_its_parameters_fill() -> None:
    for code, params in CODES.items():
        assert f"release-{code}" in codes()
        assert placeholders(f"release-{code}", "ja") <= {*params, "at"}


BARE = "version: 1\nname: {en: A, ja: あ}\npublic_subject: false\nfields:\n  a: {type: %s, name: {en: A, ja: あ}%s}\n"


@pytest.mark.parametrize(
    ("type_", "more"),
    [
        ("name", ", most: 9"),  # nobody is public
        ("count", ", least: 4"),
        ("table", ", least: 10, most: 5, finest_place: country"),  # counts nothing that is named
        ("vault", ""),
        ("text", ", most: 9, secret: 1"),
        ("text", ""),
        ("place", ", finest: street"),
        ("period", ", finest: day"),
        ("band", ", bands: [10, 0]"),
    ],
)
def test_what_may_be_no_kind_is_refused(type_: str, more: str) -> None:
    with pytest.raises(ValueError, match=r"a: "):
        kind_from("a", (BARE % (type_, more)).encode())


def test_every_kind_names_itself_and_its_fields_in_both_languages() -> None:
    for kind in kinds().values():
        for names in (kind.names, *(one.names for one in kind.fields.values())):
            assert set(names) == {"en", "ja"}
            assert all(names.values())
        for one in kind.fields.values():
            assert all(set(names) == {"en", "ja"} for names in one.of.values())


def test_another_rule_is_another_digest() -> None:
    text = (BARE % ("text", ", most: 9")).encode()
    one, other = kind_from("a", text), kind_from("a", text.replace(b"9", b"8"))
    assert rules_digest(one) != rules_digest(other) != rules_digest(NOTICE)
