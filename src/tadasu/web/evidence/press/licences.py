"""Licences: those of Creative Commons are known by a code, every other one stays as it was stated. Pure."""

import re

_ADDRESS = re.compile(
    r"(?:https?:)?//(?:www\.)?creativecommons\.org/"
    r"(?:licenses/(?P<kind>by(?:-(?:nc|nd|sa))*)/(?P<version>\d\.\d)(?:/(?P<port>[a-z]{2,3}))?(?=/|$|\?)"
    r"|publicdomain/(?P<public>zero|mark)/\d\.\d)",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"CC[ -](?P<kind>BY(?:[ -](?:NC|ND|SA))*)[ -](?P<version>\d\.\d)(?:[ -](?P<port>[A-Z]{2,3}))?", re.IGNORECASE
)
_FREE = {"zero": "CC0-1.0", "mark": "CC-PDM-1.0"}
_KNOWN = frozenset({"BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND"})


def licence_code(said: str) -> str:
    """The code of a licence of Creative Commons, given by its address or its short name; empty for anything else.

    >>> licence_code("https://creativecommons.org/licenses/by-nc/4.0/deed.ja"), licence_code("CC BY-SA 3.0")
    ('CC-BY-NC-4.0', 'CC-BY-SA-3.0')
    >>> licence_code("http://creativecommons.org/licenses/by/2.1/jp/"), licence_code("All rights reserved")
    ('CC-BY-2.1-JP', '')
    """
    plain = said.strip()
    if plain.upper() in {"CC0", "CC0-1.0", "CC0 1.0"}:
        return "CC0-1.0"
    if plain.upper() == "CC-PDM-1.0":
        return "CC-PDM-1.0"
    found = _ADDRESS.fullmatch(plain.split("/deed")[0].rstrip("/")) or _SAID.fullmatch(plain)
    if found is None:
        return ""
    told = found.groupdict()
    if told.get("public"):
        return _FREE[told["public"].lower()]
    kind = told["kind"].upper().replace(" ", "-")
    port = (told.get("port") or "").upper()
    return "-".join(["CC", kind, told["version"], *([port] if port else [])]) if kind in _KNOWN else ""


def licence_of(said: str) -> str:
    """What is kept of a licence: its code, or the words as stated."""
    return licence_code(said) or said


def licence_in(addresses: list[str]) -> str:
    """The code of the one licence among addresses of a page; empty where there is none, or more than one."""
    found = {code for one in addresses if (code := licence_code(one))}
    return found.pop() if len(found) == 1 else ""


def is_free(licence: str, *, for_profit: bool) -> bool:
    """Whether a licence lets the whole text be passed on, unchanged and credited; those for non-commercial use not to a business.

    >>> is_free("CC-BY-NC-4.0", for_profit=False), is_free("CC-BY-NC-4.0", for_profit=True), is_free("", for_profit=False)
    (True, False, False)
    """
    code = licence_code(licence)
    return bool(code) and not (for_profit and "-NC" in code)
