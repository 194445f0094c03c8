"""A regime as a page that a lawyer can read: what it is, whom it binds, to what, by when, and the cases it is held to.

A page shows the law of the day on which something was last written down, so that the same data give the same page.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date

from tadasu.law import Example, Procedure, Regime
from tadasu.reports import _regime_tables as tables
from tadasu.reports._law_words import in_words, place_text
from tadasu.reports._markdown import address, table, text
from tadasu.reports._procedure_page import procedure_page
from tadasu.reports._regime_cases import case_rows
from tadasu.reports._regime_words import (
    caution_text,
    last_recorded,
    seen_text,
    standing_on,
    standings_text,
    verified_text,
)
from tadasu.wording import LANGUAGES, Language, date_text, say

OTHER_LANGUAGE: dict[Language, str] = {"en": "日本語", "ja": "English"}
Lines = Iterator[str]


def page_name(regime: str, language: Language, *, ending: str = "md") -> str:
    """The file of a page or picture.

    >>> page_name("eu-flr", "en"), page_name("eu-flr", "ja", ending="svg")
    ('eu-flr.md', 'eu-flr.ja.svg')
    """
    return f"{regime}.{ending}" if language == "en" else f"{regime}.{language}.{ending}"


def regime_markdown(
    regime: Regime,
    procedure: Procedure | None,
    *,
    examples: Sequence[Example] = (),
    data: str = "",
    language: Language = "en",
) -> str:
    """The whole page; its picture and the page in the other language lie beside it under their `page_name`.

    `data` is where the file of the regime is, seen from the page; without it the page does not say from what it was made.
    """
    on = last_recorded(regime)
    picture = page_name(regime.id, language, ending="svg")
    parts: tuple[tuple[str, Lines], ...] = (
        ("about", iter([text(in_words(regime.about, language)), ""])),
        ("status", tables.status(regime, language)),
        ("scope", tables.scope(regime, on, language)),
        ("numbers", tables.numbers(regime, language)),
        ("choices", tables.choices(regime, language)),
        ("days", tables.days(regime, on, language)),
        ("duties", tables.duties(regime, on, language)),
        ("prohibitions", tables.prohibitions(regime, on, language)),
        ("issues", tables.issues(regime, on, language)),
        ("sanctions", tables.sanctions(regime, on, language)),
        ("supervisor", tables.supervisor(regime, on, language)),
        ("petition", tables.petition(regime, on, language)),
        ("procedure", procedure_page(procedure, picture=picture, language=language)),
        ("cases", _cases(regime, examples, language)),
        ("verify", _verify(regime, language)),
        ("sources", _sources(regime, language)),
    )
    lines = [*_head(regime, on, language), *_made(data, language)]
    for part, found in parts:
        if shown := list(found):
            lines += [f"## {say(f'law.part.{part}', {}, language)}", "", *shown]
    return "\n".join(lines).rstrip() + "\n"


def regimes_table(regimes: Iterable[Regime], procedures: Container[str]) -> str:
    """A row a regime, with its pages in both languages and the picture of its procedure if it has one; in English."""
    rows = (
        (
            f"`{one.id}`",
            f"[{text(in_words(one.names, 'en'))}]({page_name(one.id, 'en')})",
            f"[{text(in_words(one.names, 'ja'))}]({page_name(one.id, 'ja')})",
            text(place_text(one.place, "en")),
            say(f"law.family.{one.family.value}", {}, "en"),
            text(standings_text(one, "en")),
            _pictures(one) if one.id in procedures else say("law.none", {}, "en"),
        )
        for one in regimes
    )
    heads = tables.heads("en", "id", "regime", "regime", "place", "kind", "status", "picture")
    heads[2] = say("law.page.regime", {}, "ja")
    return "\n".join(table(heads, rows)).rstrip()


def _pictures(regime: Regime) -> str:
    """Links to the picture of the procedure in each language."""
    names = ((language, page_name(regime.id, language, ending="svg")) for language in LANGUAGES)
    return ", ".join(f"[{say('law.part.procedure', {}, language)}]({file})" for language, file in names)


def _head(regime: Regime, on: date, language: Language) -> Lines:
    """What it is in law before anything else."""
    yield f"# {text(in_words(regime.names, language))}"
    yield ""
    other: Language = "ja" if language == "en" else "en"
    kind = say(f"law.family.{regime.family.value}", {}, language)
    said = [f"`{regime.id}`", text(kind), text(place_text(regime.place, language))]
    yield " · ".join([*said, f"[{OTHER_LANGUAGE[language]}]({page_name(regime.id, other)})"])
    yield ""
    yield f"> **{text(standings_text(regime, language))}**"
    for line in (
        say("law.day.head", {"day": date_text(on, language), "standing": standing_on(regime, on, language)}, language),
        caution_text(regime, on, language),
        verified_text(regime, language),
        say("cli.law.caution", {}, language),
    ):
        if line:
            yield ">"
            yield f"> {text(line)}"
    yield ""


def _made(data: str, language: Language) -> Lines:
    if data:
        yield say("law.page.made", {"file": f"[{'/'.join(data.split('/')[-3:])}]({data})"}, language)
        yield ""


def _cases(regime: Regime, examples: Sequence[Example], language: Language) -> Lines:
    rows = (["<br>".join(map(text, cell)) for cell in row] for row in case_rows(examples, regime, language))
    yield from table(tables.heads(language, "case", "day", "company", "answer"), rows)


def _verify(regime: Regime, language: Language) -> Lines:
    doubts = sorted(regime.doubts, key=lambda each: each.since)
    rows = ((date_text(one.since, language), text(in_words(one.what, language))) for one in doubts)
    yield from table(tables.heads(language, "since", "what"), rows)


def _sources(regime: Regime, language: Language) -> Lines:
    none = say("law.page.unsaid", {}, language)
    rows = (
        (
            f"`{one.id}`",
            text(one.title),
            seen_text(one, language),
            date_text(one.checked, language),
            address(one.url) if one.url else none,
        )
        for one in regime.sources.values()
    )
    yield from table(tables.heads(language, "id", "source", "read", "checked", "url"), rows)
