"""Which entities count: by dataset, schema and topic. What we cannot do is refused, never left out in silence."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from django.http import HttpRequest
from pydantic import BaseModel

from tadasu.schema import Entity, ListId
from tadasu.web.api.problems import Wrong
from tadasu.web.api.screening.shapes import Filters
from tadasu.web.foundation.parties import lists

ORGANISATIONS = frozenset({"Company", "LegalEntity", "Organization", "PublicBody"})

ALIKE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "Airplane": frozenset({"Airplane"}),
        "Company": ORGANISATIONS,
        "LegalEntity": ORGANISATIONS | {"Person"},
        "Organization": ORGANISATIONS,
        "Person": frozenset({"LegalEntity", "Person"}),
        "PublicBody": ORGANISATIONS,
        "Vessel": frozenset({"Vessel"}),
    }
)
"""What is looked for -> what may be found. Publishers do not tell companies from other organisations as one would like, so all
kinds are compared with each other; a person is never an organisation."""

BELOW: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "Airplane": frozenset({"Airplane"}),
        "Company": frozenset({"Company"}),
        "LegalEntity": ORGANISATIONS | {"Person"},
        "Organization": frozenset({"Company", "Organization", "PublicBody"}),
        "Person": frozenset({"Person"}),
        "PublicBody": frozenset({"PublicBody"}),
        "Thing": frozenset(ALIKE),
        "Vehicle": frozenset({"Airplane", "Vessel"}),
        "Vessel": frozenset({"Vessel"}),
    }
)
"""A schema -> itself and what is a kind of it (FollowTheMoney), of those that our lists hold."""

Keeps = Callable[[Entity], bool]


def dataset_of(name: str) -> lists.Dataset:
    """A dataset by name. Raises Wrong `dataset-unknown`, DataFolderError."""
    found = lists.datasets()
    if name not in found:
        raise Wrong("dataset-unknown", value=name, known=", ".join(found))
    return found[name]


def refuse_unknown(request: HttpRequest, known: type[BaseModel]) -> None:
    """A parameter that is not known might be a filter that is then not heeded. Raises Wrong `parameter-unknown`."""
    names = {field.alias or name for name, field in known.model_fields.items()}
    for name in request.GET:
        if name not in names:
            raise Wrong("parameter-unknown", value=name, known=", ".join(sorted(names)))


def filtered(dataset: lists.Dataset, asked: Filters) -> Keeps:
    """Whether an entity of the dataset counts. Raises Wrong."""
    if asked.changed_since is not None:
        raise Wrong("parameter-not-supported", value="changed_since")
    within = within_lists(dataset, asked)
    excluded = frozenset().union(*(BELOW.get(schema, frozenset({schema})) for schema in asked.exclude_schema))
    topics = frozenset(map(ours, asked.topics))

    def keeps(entity: Entity) -> bool:
        return (
            entity.origin.list_id in within
            and entity.schema not in excluded
            and (not topics or not topics.isdisjoint(entity.topics))
        )

    return keeps


def within_lists(dataset: lists.Dataset, asked: Filters) -> Collection[ListId]:
    """The lists that are left. Raises Wrong `dataset-unknown`, `datasets-apart` when none is."""
    known = lists.datasets()
    for name in (*asked.include_dataset, *asked.exclude_dataset):
        if name not in known:
            raise Wrong("dataset-unknown", value=name, known=", ".join(known))
    left = _ids(dataset)
    if asked.include_dataset:
        left &= frozenset().union(*(_ids(known[name]) for name in asked.include_dataset))
    left -= frozenset().union(*(_ids(known[name]) for name in asked.exclude_dataset))
    if not left and dataset.versions:
        raise Wrong("datasets-apart")
    return left


def _ids(dataset: lists.Dataset) -> frozenset[ListId]:
    return frozenset(version.list_id for version in dataset.versions)


def ours(topic: str) -> str:
    """FollowTheMoney spells one topic as Americans do."""
    return "forced.labour" if topic == "forced.labor" else topic
