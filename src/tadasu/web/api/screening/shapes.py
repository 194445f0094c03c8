"""What is asked and answered. Names of fields are those of yente; `tadasu` holds what only we say."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from tadasu.web.api.pages import FURTHEST, MOST, Total

MOST_QUERIES = 100
"""In one request, as in yente."""
MOST_VALUES = 100
"""Texts of one property."""
MOST_PROPERTIES = 60

FacetName = Literal["countries", "topics", "datasets", "schema", "identifiers", "genders"]
FACETS: tuple[FacetName, ...] = ("countries", "topics", "datasets")
"""Counted if nothing else is asked for, as in yente."""

Text = Annotated[str, StringConstraints(max_length=1000)]
Name = Annotated[str, StringConstraints(max_length=200)]
Value = Text | int | float | bool
Some = Annotated[list[Name], Field(max_length=50)]


class Example(Schema):
    """A party as FollowTheMoney describes it: what is looked for."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    id: Name | None = None
    schema_: Name = Field(alias="schema", examples=["Company"])
    properties: Annotated[
        dict[Name, Value | Annotated[list[Value | None], Field(max_length=MOST_VALUES)]],
        Field(max_length=MOST_PROPERTIES, examples=[{"name": ["Hyohon Spinning Co., Ltd."], "country": ["cn"]}]),
    ]


class Queries(Schema):
    """Several at once, each under a name that the caller chooses. `weights` and `config` tune other algorithms than ours."""

    model_config = ConfigDict(extra="ignore")

    queries: dict[Name, Example | None]
    weights: dict[str, float] = Field(default_factory=dict, json_schema_extra={"maxProperties": 0})
    config: dict[str, Any] = Field(default_factory=dict, json_schema_extra={"maxProperties": 0})


class Filters(Schema):
    """Which entities of the dataset count."""

    include_dataset: Some = Field(default_factory=list, description="Only entities of one of these datasets.")
    exclude_dataset: Some = Field(default_factory=list)
    exclude_schema: Some = Field(default_factory=list)
    topics: Some = Field(default_factory=list, description="Only entities with one of these topics.")
    changed_since: str | None = Field(None, description="Refused: our lists do not say when an entity changed.")


class MatchOptions(Filters):
    """Parameters of `/match`."""

    limit: int = Field(5, ge=1, le=MOST)
    threshold: float = Field(0.7, ge=0, le=1, description="From this score on a result is a `match`.")
    cutoff: float = Field(0.7, ge=0, le=1, description="Results below are left out; never above `threshold`.")
    algorithm: str = Field(
        "best",
        max_length=100,
        description="`best` is ours, the only one here.",
        json_schema_extra={"enum": ["best", "tadasu"]},
    )
    exclude_entity_ids: Some = Field(default_factory=list)


class SearchOptions(Filters):
    """Parameters of `/search`."""

    q: Text = Field("", description="A name or a part of one, in any script. Empty: everything.")
    schema_: Name = Field("Thing", alias="schema")
    countries: Some = Field(default_factory=list)
    datasets: Some = Field(default_factory=list)
    filter_op: Literal["OR", "AND"] = "OR"
    facets: Annotated[list[FacetName], Field(max_length=6)] = Field(default_factory=lambda: list(FACETS))
    limit: int = Field(10, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=FURTHEST)
    fuzzy: bool = Field(False, description="Spelling variants are found in any case; there is no query syntax.")
    simple: bool = Field(False, description="There is no other syntax than the simple one.")
    filter: Some = Field(default_factory=list, description="Refused.")
    sort: Some = Field(default_factory=list, description="Refused: the best come first.")
    target: bool | None = Field(None, description="`false` is refused: whoever is listed is a target.")


class Party(Schema):
    """What is told of a listed party in every answer; beside it stands what only we say."""

    id: str
    caption: str
    schema_: str = Field(alias="schema")
    properties: dict[str, list[str]]
    datasets: list[str]
    referents: list[str]
    target: bool
    first_seen: str | None
    last_seen: str | None
    last_change: str | None


class Listed(Party):
    """A listed party."""

    tadasu: dict[str, Any] = Field(
        description="Where it comes from, goods, days of listing, identifiers with their schemes."
    )


class Feature(Schema):
    """An addend of the log-odds of a match, in nats: all together are ln(score / (1 - score))."""

    score: float
    detail: str | None
    query: str | None
    candidate: str | None
    weight: float | None


class Word(Schema):
    """A word of the name that was asked for beside a word of the listed one. `similarity` and `rarity` in thousandths."""

    query: str
    listed: str
    kind: str
    relation: str
    similarity: int
    rarity: int


class Why(Schema):
    """Our reasons."""

    reasons: list[str]
    query_name: str
    matched_name: str
    log_odds: int = Field(description="Thousandths of a nat; the exact number behind `score`.")
    words: list[Word]
    list_id: str
    list_version: str
    source: dict[str, Any] = Field(description="As in an entity.")


class Scored(Party):
    """A listed party and how likely it is the one that was asked for."""

    score: float = Field(ge=0, le=1)
    match: bool
    features: dict[str, float]
    explanations: dict[str, Feature]
    tadasu: Why


class Run(Schema):
    """What is needed to get the same answer again: the same `run` is the same question to the same lists and weights."""

    run: str
    lists: dict[str, str] = Field(description="List -> version.")
    versions: dict[str, str] = Field(description="Name data, places, weights, program.")
    ignored: list[str] = Field(description="Properties of the query that were not compared.")
    composed_name: bool = Field(description="Whether the name was put together from its parts.")


class Found(Schema):
    """The answer to one query."""

    status: int
    results: list[Scored]
    total: Total
    query: dict[str, Any]
    tadasu: Run


class Matches(Schema):
    """The answers to all."""

    responses: dict[str, Found]
    limit: int


class FacetValue(Schema):
    """How many have it."""

    name: str
    label: str
    count: int


class Facet(Schema):
    """The values of a field."""

    label: str
    values: list[FacetValue]


class SearchAnswer(Schema):
    """A part of what was found."""

    results: list[Listed]
    facets: dict[str, Facet]
    total: Total
    limit: int
    offset: int


class Publisher(Schema):
    """Who publishes a list."""

    name: str
    url: str | None
    official: bool | None


class DatasetShape(Schema):
    """A list in force, or all of them."""

    name: str
    title: str
    summary: str | None
    url: str | None
    version: str | None
    entity_count: int
    thing_count: int
    updated_at: str | None
    publisher: Publisher | None
    load: bool
    index_current: bool
    index_version: str | None
    children: list[str]
    tadasu: dict[str, Any]


class Catalog(Schema):
    """The lists in force."""

    datasets: list[DatasetShape]
    current: list[str]
    outdated: list[str]
    index_stale: bool


class Algorithm(Schema):
    """A way to compare."""

    name: str
    description: str
    features: dict[str, Any]
    docs: dict[str, Any]


class Algorithms(Schema):
    """Ours is the only one."""

    algorithms: list[Algorithm]
    default: str
    best: str


class Status(Schema):
    """All is well."""

    status: str
