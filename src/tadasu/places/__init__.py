"""Countries, regions, prefectures and towns, with their names in every script that company names use."""

from tadasu.places._country import country_code
from tadasu.places._find import find, lineage
from tadasu.places._fold import folded
from tadasu.places._tables import Place, PlaceName, all_names, all_places, digest

__all__ = [
    "Place",
    "PlaceName",
    "all_names",
    "all_places",
    "country_code",
    "digest",
    "find",
    "folded",
    "lineage",
]
