"""A name that is a legal form and nothing else."""

import doctest
from importlib import import_module

import pytest

from tadasu.names import is_legal_form


@pytest.mark.parametrize(
    "name",
    [
        "Co., Ltd.",
        "CO LTD",
        "Ｃｏ．，Ｌｔｄ．",
        "株式会社",
        "(株)",
        "㈱",
        "有限公司",
        "GmbH & Co. KG",
        "ООО",
        "S.A.",
        "주식회사",
    ],
)
def test_a_bare_legal_form_is_one_whatever_its_width_and_signs(name: str) -> None:
    assert is_legal_form(name)


@pytest.mark.parametrize("name", ["", "12", "?", "Aoi Demo Co., Ltd.", "株式会社見本", "Aoi", "Co., Ltd." * 50])
def test_with_anything_that_says_who_it_is_or_without_a_form_it_is_none(name: str) -> None:
    assert not is_legal_form(name)


def test_the_examples_in_the_docstring_are_true() -> None:
    found = doctest.testmod(import_module("tadasu.names._only_legal_form"))
    assert (found.attempted, found.failed) == (1, 0)
