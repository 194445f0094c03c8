"""The file that says which organisations sign their people in themselves."""

from pathlib import Path
from uuid import UUID

import pytest
import yaml

from tadasu.schema import UsageError
from tadasu.web.foundation.accounts.providers import FILE, in_force, providers
from tadasu.wording import error_texts

OIDC = {
    "organisation": "7f6a4a2e-5f0e-4a52-9d3a-0d9c7c1d8b11",
    "name": {"en": "Kumanezawa Garments", "ja": "熊根沢被服"},
    "oidc": {"server": "https://id.invented.example/realm", "client": "tadasu", "secret": "x"},
    "places": {"claim": "groups", "roles": {"analysts": ["analyst"], "all": ["manager", "analyst"]}},
}


def written(folder: Path, told: object, *, mode: int = 0o600) -> Path:
    file = folder / FILE
    file.write_text(told if isinstance(told, str) else yaml.safe_dump(told), encoding="utf-8")
    file.chmod(mode)
    return folder


def test_while_something_is_wrong_in_the_file_pages_offer_none_and_go_on(tmp_path: Path) -> None:
    assert list(in_force(written(tmp_path, {"kumanezawa": OIDC}))) == ["kumanezawa"]
    assert in_force(written(tmp_path, "a: [")) == {}
    assert in_force(written(tmp_path, {"kumanezawa": OIDC}, mode=0o644)) == {}


def test_without_the_file_there_are_none(tmp_path: Path) -> None:
    assert providers(tmp_path) == {}


def test_an_entry_is_read_and_read_again_when_it_changes(tmp_path: Path) -> None:
    found = providers(written(tmp_path, {"kumanezawa": OIDC}))["kumanezawa"]
    assert (found.organisation, found.protocol, found.host) == (
        UUID("7f6a4a2e-5f0e-4a52-9d3a-0d9c7c1d8b11"),
        "oidc",
        "id.invented.example",
    )
    assert list(providers(written(tmp_path, {"another": OIDC}))) == ["another"]


def test_only_what_is_mapped_gives_a_role(tmp_path: Path) -> None:
    found = providers(written(tmp_path, {"kumanezawa": OIDC}))["kumanezawa"]
    assert found.roles_for({"groups": ["all", "other"]}) == ("analyst", "manager")
    assert found.roles_for({"groups": "analysts"}) == ("analyst",)
    said: list[dict[str, object]] = [{}, {"groups": []}, {"groups": ["organiser"]}, {"groups": [1, None, {"a": 1}]}]
    assert all(found.roles_for(one) == () for one in said)
    bare = {key: value for key, value in OIDC.items() if key != "places"}
    assert providers(written(tmp_path, {"kumanezawa": bare}))["kumanezawa"].roles_for({"groups": ["all"]}) == ()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_file_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(UsageError) as error:
        providers(written(tmp_path, {"kumanezawa": OIDC}, mode=mode))
    assert "0600" in error_texts(error.value, "en")[0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"organisation": "ours"}, "organisation"),
        ({"name": "Kumanezawa"}, "shape"),
        ({"name": {}}, "shape"),
        ({"oidc": {"server": "https://x.example", "client": "a", "secret": "x", "scopes": "groups"}}, "settings"),
        ({"oidc": None}, "protocol"),
        ({"saml": {}}, "protocol"),
        ({"oidc": {"server": "https://x.example", "client": "", "secret": "x"}}, "settings"),
        ({"oidc": {"server": "https://x.example", "client": "a"}}, "settings"),
        ({"oidc": {"server": "http://x.example", "client": "a", "secret": "x"}}, "https"),
        ({"oidc": {"server": "javascript:x", "client": "a", "secret": "x"}}, "https"),
        ({"places": {"claim": "groups"}}, "places"),
        ({"places": {"claim": "groups", "roles": {"a": "analyst"}}}, "places"),
    ],
)
def test_a_broken_entry_is_named_with_what_is_wrong(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    with pytest.raises(UsageError) as error:
        providers(written(tmp_path, {"kumanezawa": OIDC | change}))
    assert dict(error.value.params) == {"file": FILE, "entry": "kumanezawa", "reason": f"sign-in-{reason}"}
    assert all(FILE in error_texts(error.value, language)[0] for language in ("en", "ja"))


@pytest.mark.parametrize(
    "told", ["- a", "a: [", "text", "{x: 1}", {"UPPER": OIDC}, {"saml": OIDC}, {"a b": OIDC}, {1: OIDC}]
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, told: object) -> None:
    with pytest.raises(UsageError):
        providers(written(tmp_path, told))
