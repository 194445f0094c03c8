"""What the report tests share: an invented screening of four matches in five scripts, one of them hostile; an invented
simulation."""

import math
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from tests.reports.simulations import MODEL, ON, reported

from tadasu.assessment import cost_assumptions, costs
from tadasu.demo import population, population_figures
from tadasu.law import Asked, Sample, regime_of, sample_of, simulate
from tadasu.reports import ListNote, ResultRow, Results, SimulationReport
from tadasu.schema import (
    AlignedToken,
    Entity,
    EntityId,
    Explanation,
    Identifier,
    ListId,
    Match,
    Origin,
    Term,
    TokenClass,
    TokenRelation,
)
from tadasu.wording import Language

HOSTILE = '<script>alert("x")</script>'
WATCH, MINISTRY = ListId("watch-list"), ListId("ministry-list")


def token(query: str, listed: str, kind: TokenClass, relation: TokenRelation, rarity: int) -> AlignedToken:
    return AlignedToken(query=query, listed=listed, token_class=kind, relation=relation, similarity=900, rarity=rarity)


def row(
    query: Entity, entity: Entity, matched_name: str, tokens: tuple[AlignedToken, ...], terms: tuple[Term, ...]
) -> ResultRow:
    log_odds = sum(term.value for term in terms)
    probability = round(1 / (1 + math.exp(-log_odds / 1000)), 6)
    match = Match(
        query_id=query.id,
        entity_id=entity.id,
        list_id=entity.origin.list_id,
        query_name=query.name,
        matched_name=matched_name,
        log_odds=log_odds,
        probability=probability,
    )
    why = Explanation(
        query_name=query.name,
        matched_name=matched_name,
        tokens=tokens,
        terms=terms,
        log_odds=log_odds,
        probability=probability,
    )
    return ResultRow(query=query, match=match, entity=entity, explanation=why)


def supplier(key: str, name: str, country: str, address: str = "") -> Entity:
    return Entity(
        id=EntityId(key),
        schema="Company",
        name=name,
        origin=Origin(list_id=ListId("suppliers.csv"), row=int(key) + 1),
        countries=(country,),
        addresses=(address,) if address else (),
    )


HAIR = Entity(
    id=EntityId("watch-17"),
    schema="Company",
    name="Hotan Lanmiqu Hair Accessories Co., Ltd.",
    aliases=("和田蓝米曲发饰有限公司", "Hetian Lanmiqu Hair Accessories"),
    origin=Origin(list_id=WATCH, row=17, list_date=date(2026, 8, 9), digest="ab" * 32),
    countries=("cn",),
    addresses=("No. 12, Invented Road, Luopu, Hotan",),
    identifiers=(Identifier(scheme="uscc", value="91650000INVENTED01"),),
    topics=("forced.labour",),
    programme="UFLPA section 2(d)(2)(B)(i)",
    listed_on=date(2026, 6, 15),
    source_url="https://example.org/list?entry=17&part=2",
)
CLOTH = Entity(
    id=EntityId("watch-3"),
    schema="Company",
    name="綾野紡織株式会社",
    aliases=("Ayano Boshoku KK",),
    origin=Origin(list_id=MINISTRY, row=3, list_date=None, digest="cd" * 32),
    countries=("jp",),
    topics=("export.control",),
    source_url="https://example.org/ministry/3",
)
SEVER = Entity(
    id=EntityId("watch-8"),
    schema="Company",
    name="ООО Северлен Торг",
    origin=Origin(list_id=WATCH, row=8, list_date=date(2026, 8, 9), digest="ab" * 32),
    countries=("ru",),
    topics=("sanction",),
    source_url="javascript:alert(1)",
)
EVIL = Entity(
    id=EntityId("watch-9"),
    schema="Company",
    name=f"{HOSTILE} Trading" + "\x1b[31m\0",
    origin=Origin(list_id=WATCH, row=9, list_date=date(2026, 8, 9), digest="ab" * 32),
    remarks="x" * 5000,
)

ROWS = (
    row(
        supplier("4", "Hetian Lanmiqu Hair Export Co Ltd", "cn", "12 Invented Rd, Lop County, Hetian"),
        HAIR,
        "Hotan Lanmiqu Hair Accessories Co., Ltd.",
        (
            token("hetian", "hotan", TokenClass.PLACE, TokenRelation.MEANING, 5200),
            token("lanmiqu", "lanmiqu", TokenClass.BRAND, TokenRelation.SAME, 9100),
            token("hair", "hair", TokenClass.INDUSTRY, TokenRelation.SAME, 4300),
            token("export", "", TokenClass.INDUSTRY, TokenRelation.QUERY_ONLY, 2600),
            token("", "accessories", TokenClass.INDUSTRY, TokenRelation.LISTED_ONLY, 3900),
            token("co", "co", TokenClass.LEGAL_FORM, TokenRelation.SAME, 300),
            token("ltd", "ltd", TokenClass.LEGAL_FORM, TokenRelation.SAME, 300),
        ),
        (
            Term(code="base-rate", value=-6000),
            Term(code="agreement", value=9100, detail="lanmiqu"),
            Term(code="agreement", value=3100, detail="hotan"),
            Term(code="listed-industry-missing", value=-1900, detail="accessories"),
            Term(code="country-same", value=650, detail="CN"),
        ),
    ),
    row(
        supplier("7", "Ayano Spinning & Weaving", "jp"),
        CLOTH,
        "綾野紡織株式会社",
        (
            token("ayano", "綾野", TokenClass.BRAND, TokenRelation.SOUND, 8800),
            token("spinning", "紡", TokenClass.INDUSTRY, TokenRelation.MEANING, 4100),
            token("weaving", "織", TokenClass.INDUSTRY, TokenRelation.MEANING, 4000),
            token("", "株式会社", TokenClass.LEGAL_FORM, TokenRelation.LISTED_ONLY, 200),
        ),
        (Term(code="base-rate", value=-6000), Term(code="agreement", value=7800, detail="ayano")),
    ),
    row(
        supplier("9", "Severlenn Torg", "kz"),
        SEVER,
        "ООО Северлен Торг",
        (
            token("severlenn", "северлен", TokenClass.BRAND, TokenRelation.SPELLING, 9500),
            token("torg", "торг", TokenClass.INDUSTRY, TokenRelation.SOUND, 3000),
        ),
        (Term(code="base-rate", value=-6000), Term(code="agreement", value=6900, detail="severlenn")),
    ),
    row(
        supplier("12", f"=HYPERLINK({HOSTILE})", "xx"),
        EVIL,
        EVIL.name,
        (token(HOSTILE, HOSTILE, TokenClass.NOISE, TokenRelation.SAME, 10),),
        (Term(code="base-rate", value=-500, detail=HOSTILE),),
    ),
)


@pytest.fixture
def rows() -> tuple[ResultRow, ...]:
    """Four invented matches, the likeliest first; the last is hostile."""
    return ROWS


@pytest.fixture
def results() -> Callable[..., Results]:
    """Makes the invented screening: `results(language, rows=..., threshold=...)`."""
    return make_results


@pytest.fixture(scope="session")
def sample() -> Sample:
    """Invented companies."""
    return sample_of(population(2_000, 2), file="population", year=2025)


@pytest.fixture(scope="session")
def report(sample: Sample) -> SimulationReport:
    """The model act beside a stricter one and the German act, with costs."""
    first = simulate(regime_of(MODEL), sample, Asked(on=ON), by="size")
    stricter = Asked(on=ON, chosen={"employees_min": Decimal(1000)})
    return reported(
        first,
        simulate(regime_of(MODEL), sample, stricter, by="size"),
        simulate(regime_of("de-lksg"), sample, Asked(on=ON), by="size"),
        costs=costs(first),
        assumptions=cost_assumptions(),
        euro_rate=(163.85, 2024),
        figures=population_figures(),
        versions={"tadasu": "0"},
        invented=True,
    )


def make_results(language: Language = "en", *, rows: tuple[ResultRow, ...] = ROWS, threshold: float = 0.3) -> Results:
    return Results(
        rows=rows,
        queries_total=120,
        listed_total=15204,
        lists=(
            ListNote(
                id=WATCH,
                title="Invented Watch List",
                list_date=date(2026, 8, 9),
                entities=15000,
                digest="ab" * 32,
            ),
            ListNote(id=MINISTRY, title="発明省リスト", list_date=None, entities=204, digest="cd" * 32),
        ),
        threshold=threshold,
        versions={"normaliser": "1", "scorer": "1"},
        language=language,
        invented=True,
    )
