"""--columns is a saved map or pairs over the proposed one."""

from pathlib import Path

import pytest

from tadasu.cli._columns import columns_for, columns_text
from tadasu.readers import ColumnMap, save_map
from tadasu.schema import InputError, UsageError


def test_without_the_option_the_reader_proposes(folder: Path) -> None:
    assert columns_for(None, folder / "suppliers.csv") is None


def test_pairs_change_only_what_they_name(folder: Path) -> None:
    columns = columns_for("name=Country", folder / "suppliers.csv")
    assert columns is not None
    assert (columns.name, columns.id) == ("Country", "id")


def test_several_columns_are_joined_by_plus(folder: Path) -> None:
    columns = columns_for("name=Supplier, aliases=id+Country", folder / "suppliers.csv")
    assert columns is not None
    assert columns.aliases == ("id", "Country")


def test_a_saved_map_is_read(folder: Path) -> None:
    saved = ColumnMap(name="Supplier", country="Country")
    save_map(saved, folder / "map.yaml")
    assert columns_for(str(folder / "map.yaml"), folder / "suppliers.csv") == saved


@pytest.mark.parametrize("value", ["Supplier", "nam=Supplier", "name=a,b", ""])
def test_anything_else_is_a_usage_error(value: str, folder: Path) -> None:
    with pytest.raises(UsageError) as error:
        columns_for(value, folder / "suppliers.csv")
    assert error.value.code == "columns-unclear"


def test_a_map_that_is_not_there_is_an_input_error(folder: Path) -> None:
    with pytest.raises(InputError):
        columns_for(str(folder / "no-map.yaml"), folder / "suppliers.csv")


def test_the_map_in_use_is_shown_without_empty_fields() -> None:
    assert columns_text(ColumnMap(name="Supplier", country="Land")) == "name = Supplier, country = Land"
