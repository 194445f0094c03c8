"""The stylesheet and the templates keep what is promised: contrast, shapes, and nothing inline."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from django.template import engines

WEB = Path(__file__).parents[3] / "src" / "tadasu" / "web"
STATIC = WEB / "ui" / "static" / "ui"
CSS = (STATIC / "tadasu.css").read_text(encoding="utf-8")
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))
STATES = ("hold", "ask", "clear", "not-traceable")


@cache
def tokens(which: str) -> dict[str, str]:
    """The colours of a ground; those of dark and paper stand over those of light."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks]
    return found[0] | found[("light", "dark", "paper").index(which)]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of relative luminances."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", ["light", "dark", "paper"])
def test_text_has_contrast_aaa_states_aa_and_edges_can_be_seen(ground: str) -> None:
    colour = tokens(ground)
    for under in ("paper", "ground"):
        assert all(contrast(colour[name], colour[under]) >= 7 for name in ("ink", "soft", "accent"))
        assert all(contrast(colour[name], colour[under]) >= 4.5 for name in STATES)
        assert all(
            contrast(colour[name], colour[under]) >= 3 for name in ("edge", "focus" if ground != "paper" else "edge")
        )
    assert contrast(colour["accent"], colour["on-accent"]) >= 7
    assert contrast(colour["hold"], colour["paper"]) >= 4.5


def test_each_state_and_each_pace_has_a_shape_of_its_own() -> None:
    shapes = {}
    for name in (*STATES, "running", "soon", "last-day", "overdue", "stopped"):
        rule = re.search(rf"\.mark\.{name} {{(.*?)}}", CSS)
        assert rule is not None
        shapes[name] = re.sub(r"(^|;)\s*color:[^;]*", "", rule[1])
    assert len(set(shapes.values())) == len(shapes)


def test_the_stylesheet_asks_nobody_for_anything_and_moves_nothing() -> None:
    assert not re.search(r"url\(|@import|@font-face|animation|transition|box-shadow: [^n]", CSS)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_has_no_style_and_no_script_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle\s*=|javascript:|\son[a-z]+\s*=|\shx-on|hx-vals=['\"]js:", text, re.IGNORECASE)
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", text, re.IGNORECASE)
    assert not re.search(r"(src|href|action)=\"(https?:)?//", text)
    assert "|safe" not in text
    assert "autoescape off" not in text
    assert "placeholder=" not in text
    engines["django"].from_string(text)


def test_htmx_is_the_one_that_is_written_down() -> None:
    page = (Path(__file__).parents[3] / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert sha256((STATIC / "htmx.min.js").read_bytes()).hexdigest() in page


@pytest.mark.parametrize("name", ["keys.js", "leave.js"])
def test_our_scripts_ask_no_network_and_make_no_markup(name: str) -> None:
    text = (STATIC / name).read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|fetch\(|XMLHttp|localStorage|cookie", text
    )
