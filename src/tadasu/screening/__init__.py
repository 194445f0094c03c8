"""Entities -> index -> matches with reasons."""

from collections.abc import Mapping

from tadasu.names import digest as names_digest
from tadasu.places import digest as places_digest
from tadasu.screening._explain import explain, explain_names
from tadasu.screening._index import Index
from tadasu.screening._model import model
from tadasu.screening._reverse import ReverseIndex
from tadasu.screening._screen import Options, Screening, compare, probability, screen


def versions() -> Mapping[str, str]:
    """What a run record needs to repeat a result: the data of names and places, and the weights."""
    return {"normaliser": names_digest()[:12], "places": places_digest()[:12], "scorer": model().version}


__all__ = [
    "Index",
    "Options",
    "ReverseIndex",
    "Screening",
    "compare",
    "explain",
    "explain_names",
    "probability",
    "screen",
    "versions",
]
