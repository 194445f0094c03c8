"""docs/ui.md shows every component."""

import dataclasses
from pathlib import Path

from tadasu.web.ui import forms, parts
from tadasu.web.ui.templatetags.ui import register

PAGE = (Path(__file__).parents[3] / "docs" / "ui.md").read_text(encoding="utf-8")


def test_every_tag_and_filter_is_described() -> None:
    assert [name for name in register.tags if f"{{% {name} " not in PAGE] == []
    assert [name for name in register.filters if f"| `{name}` |" not in PAGE] == []


def test_every_value_and_form_is_named() -> None:
    values = [name for name, one in vars(parts).items() if dataclasses.is_dataclass(one)]
    assert [name for name in (*values, "Day", "Reason", "Unremembered") if name not in PAGE] == []
    assert all(hasattr(forms, name) for name in ("Day", "Reason", "Unremembered"))
