"""The pages in a browser: Debian's Chromium. Nothing inline, nothing from elsewhere, no barrier that axe can find."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.browser import BROWSER, barriers, patient, sync_api
from tests.web.ui.live import serving

PAGES = ("/ui/", "/ui/?sort=nothing&q=nobody", "/ui/reason", "/ui/bare", "/ui/conflict", "/not/here")
SCREENS = [
    (1280, "light", "en"),
    (1280, "dark", "ja"),
    (360, "light", "ja"),
    (320, "dark", "en"),
]

pytestmark = [*BROWSER]

Page = Any


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving() as found:
        yield found


@pytest.fixture
def opened(chromium: Any, address: str) -> Iterator[Any]:
    """Opens pages; at the end the browser has complained of nothing, and nothing was asked of anybody else."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(path: str, *, width: int = 1280, **options: Any) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, base_url=address, **{"locale": "en", **options}
        )
        contexts.append(context)
        context.route("**/*", lambda route: _only_here(route, address, complaints))
        page = patient(context.new_page())
        page.on("console", lambda said: _hear(said, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _only_here(route: Any, address: str, complaints: list[str]) -> None:
    if route.request.url.startswith(address):
        route.continue_()
    elif route.request.is_navigation_request():
        route.fulfill(status=200, content_type="text/html", body="<title>elsewhere</title>")
    else:
        complaints.append(f"asked elsewhere: {route.request.url}")
        route.abort()


def _hear(said: Any, complaints: list[str]) -> None:
    """Chromium complains of pages that are errors on purpose, and htmx of a connection that is cut on purpose."""
    expected = ("Failed to load resource", "htmx:afterRequest", "htmx:sendError")
    if said.type in ("error", "warning") and not said.text.startswith(expected):
        complaints.append(said.text)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme", "language"), SCREENS)
def test_no_page_has_a_barrier_or_is_wider_than_the_screen(
    opened: Any, path: str, width: int, scheme: str, language: str
) -> None:
    page = opened(path, width=width, color_scheme=scheme, locale=language)
    assert page.get_attribute("html", "lang") == language
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_form_with_mistakes_has_no_barrier_and_the_summary_is_read_first(opened: Any, language: str) -> None:
    page = opened("/ui/", locale=language)
    page.click("#form button")
    page.wait_for_selector(".summary:focus")  # a browser focuses when it has time
    assert barriers(page) == []
    page.click(".summary a >> nth=0")
    page.wait_for_selector("#id_name:focus")


def test_without_scripts_one_can_order_filter_turn_pages_give_a_reason_and_change_the_language(opened: Any) -> None:
    page = opened("/ui/", java_script_enabled=False)
    page.click("#shipments-by-share")
    assert page.url.endswith("/ui/?sort=-share")
    page.select_option("#shipments-state", "hold")
    page.click("text=Show these")
    assert "state=hold" in page.url
    assert "sort=-share" in page.url
    page.click("text=Show all")
    page.click("text=Next page")
    assert page.url.endswith("?sort=-share&page=2")
    page.click("text=日本語")
    assert page.get_attribute("html", "lang") == "ja"
    assert page.url.endswith("?sort=-share&page=2")
    assert page.locator(".keys").is_hidden()
    page.click("text=この貨物を引き渡す")
    page.click(".button.grave")
    assert page.locator(".summary").is_visible()
    page.fill("#id_reason", "輸入者が証明した。")
    page.click(".button.grave")
    assert page.url.endswith("/ui/")


def test_an_order_changes_the_table_alone_keeps_the_place_and_can_be_gone_back_on(opened: Any) -> None:
    page = opened("/ui/")
    page.evaluate("window.same = true")
    page.click("#shipments-by-share")
    page.wait_for_selector("th[aria-sort=descending]")
    assert page.evaluate("window.same") is True
    assert page.url.endswith("?sort=-share")
    page.wait_for_selector("#shipments-by-share:focus")
    page.go_back()
    page.wait_for_selector("th[aria-sort=ascending]")
    assert page.url.endswith("/ui/")


def test_a_search_changes_the_table_alone(opened: Any) -> None:
    page = opened("/ui/")
    page.evaluate("window.same = true")
    page.fill("#shipments-q", "ashgrove")
    page.press("#shipments-q", "Enter")
    page.wait_for_url("**q=ashgrove*")
    sync_api.expect(page.locator("#table-shipments tbody tr")).to_have_count(2)
    assert page.evaluate("window.same") is True


def test_a_queue_is_walked_by_keys_which_can_be_turned_off(opened: Any) -> None:
    page = opened("/ui/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent").startswith("Kumanezawa")
    assert page.locator("td.choose input").nth(1).is_checked()
    page.keyboard.press("Enter")
    assert page.url.endswith("#case-1")
    page.fill("#shipments-q", "")
    page.type("#shipments-q", "jx")
    assert page.input_value("#shipments-q") == "jx"
    page.click("text=Turn the keys off")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert page.locator("text=Turn the keys on").is_visible()


def test_a_reason_is_asked_in_a_dialog_that_closes_without_a_trace(opened: Any) -> None:
    page = opened("/ui/")
    page.click("text=Release this shipment")
    page.wait_for_selector("dialog[open]")
    page.wait_for_selector("#id_reason:focus")
    assert barriers(page) == []
    page.fill("#id_reason", "not this one")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert "not this one" not in page.content()
    page.click("text=Release this shipment")
    page.wait_for_selector("dialog[open]")
    page.click("text=Go back, change nothing")
    assert page.locator("dialog[open]").count() == 0
    assert page.url.endswith("/ui/")


def test_an_answer_that_is_not_the_part_that_was_asked_for_is_shown_whole(opened: Any) -> None:
    page = opened("/ui/")
    page.route(
        "**/ui/?sort=-share", lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Sign in</h1>")
    )
    page.click("#shipments-by-share")
    page.wait_for_selector("h1:has-text('Sign in')")
    assert page.locator("#table-shipments").count() == 0


def test_a_part_that_was_asked_for_without_saying_which_is_put_in_as_it_comes(opened: Any) -> None:
    page = opened("/ui/")
    page.evaluate("htmx.ajax('GET', '/ui/reason', {target: '#dialog-body'})")
    page.wait_for_selector("#dialog-body #reason", state="attached")
    assert page.url.endswith("/ui/")


def test_a_lost_connection_is_said_and_nothing_vanishes(opened: Any) -> None:
    page = opened("/ui/")
    page.route("**/ui/?sort=-share", lambda route: route.abort())
    page.click("#shipments-by-share")
    page.wait_for_selector("#offline:visible")
    assert page.locator("#table-shipments tbody tr").count() == 6


def test_the_browser_keeps_nothing_of_a_page(opened: Any) -> None:
    page = opened("/ui/")
    page.click("#shipments-by-share")
    page.wait_for_selector("th[aria-sort=descending]")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Kumanezawa" not in kept
    assert "<" not in kept


@pytest.mark.parametrize("by", ["click", "keys"])
def test_quick_exit_leaves_no_way_back_to_the_page(opened: Any, by: str) -> None:
    page = opened("/ui/reason")
    page.goto("/ui/bare")
    if by == "click":
        page.click("[data-leave]")
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url("https://www.jma.go.jp/")
    page.go_back()
    assert page.url.endswith("/ui/reason")


def test_quick_exit_works_without_scripts_and_what_needs_them_is_not_promised(opened: Any) -> None:
    page = opened("/ui/bare", java_script_enabled=False)
    assert page.locator("[data-leave-keys]").is_hidden()
    page.click("[data-leave]")
    page.wait_for_url("https://www.jma.go.jp/")


def test_paper_shows_what_is_read_and_not_what_is_clicked(opened: Any) -> None:
    page = opened("/ui/", color_scheme="dark")
    page.emulate_media(media="print")
    for hidden in (".buttons", ".filter", ".ways", ".language", ".rail", "td.choose", ".pages"):
        assert page.locator(hidden).first.is_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.set_viewport_size({"width": 718, "height": 1000})
    assert page.evaluate("getComputedStyle(document.querySelector('#table-shipments tbody tr')).display") == "table-row"


def test_shapes_stay_where_the_reader_chooses_the_colours(opened: Any) -> None:
    page = opened("/ui/", forced_colors="active")
    fillings = page.evaluate(
        "['hold', 'ask', 'clear', 'not-traceable'].map(one => { const style = getComputedStyle(document.querySelector("
        "'#words .mark.' + one)); return [style.backgroundColor, style.backgroundImage, style.borderTopStyle].join(); })"
    )
    assert len(set(fillings)) == 4


@pytest.mark.parametrize("width", [1280, 360])
def test_a_name_of_500_letters_makes_no_page_wider_than_the_screen(chromium: Any, width: int) -> None:
    sheet = (Path(__file__).parents[3] / "src/tadasu/web/ui/static/ui/tadasu.css").read_text(encoding="utf-8")
    long, short = "x" * 500, "Kumanezawa Garments (invented)"
    row = f'<tr role="row"><th role="rowheader" scope="row"><a href="#"><bdi>{long}</bdi></a></th>' + "".join(
        f'<td role="cell" data-label="y"><div><bdi>{text}</bdi></div></td>' for text in (long, short, short)
    )
    parts = (
        f"<h1>{long}</h1>",
        f'<table role="table"><caption>{long}</caption><tbody role="rowgroup">{row}</tr></tbody></table>',
        f"<table><tbody>{row}</tr></tbody></table>",
        f'<ol class="timeline"><li><p class="what">{long}</p><p class="text">{long}</p></li></ol>',
        f'<dl class="facts"><div><dt>y</dt><dd>{long}</dd></div></dl>',
        f'<dl class="pairs"><div><dt>y</dt><dd><bdi>{long}</bdi></dd></div></dl>',
        f'<ul><li><a href="#">{long}</a></li></ul><div class="buttons"><a class="button">{long}</a></div>',
    )
    page = chromium.new_page(viewport={"width": width, "height": 800})
    for part in parts:
        page.set_content(f'<style>{sheet}</style><div class="frame"><main class="wide">{part}</main></div>')
        assert page.evaluate("document.documentElement.scrollWidth") <= width, part[:30]
    page.close()
