"""What is hard to read: pages of very many elements, signs that an encoding lacks, encodings that are none of a page."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.web.made_press import GATE, NIGHT, WAGES, page

from tadasu.web.evidence.press import _reading
from tadasu.web.evidence.press._feed import entries
from tadasu.web.evidence.press._reading import MOST_ELEMENTS, decoded, read

TODAY = date(2026, 11, 26)


def japanese(charset: str, text: str = NIGHT * 3) -> str:
    return page(text, title="夜の鍵（架空）", charset=charset, lang="ja")


@pytest.mark.parametrize("unit", ["<h2>a</h2>", "<p>a</p>", "<br>", "<li>a", "<a href=x>", "<div>"])
def test_a_page_of_very_many_elements_is_read_without_looking_for_the_article(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To look for it takes the square of their number: minutes for two megabytes."""
    html = page(GATE, WAGES).replace("</article>", unit * (1_900_000 // len(unit)) + "</article>")

    def looked_for(*_: object, **__: object) -> None:
        raise AssertionError

    if unit != "<div>":  # of which the parser keeps no more than 256, one in the other
        monkeypatch.setattr(_reading, "bare_extraction", looked_for)
    found = read(html.encode(), media_type="text/html")
    assert GATE in found.text
    assert found.guess.title == "Locked at night (invented)"


def test_of_such_a_page_no_script_style_or_comment_is_taken_for_text() -> None:
    parts = "<p>one<script>var x</script>two<!-- no --><br>three<style>y</style></p><noscript>no</noscript>four"
    html = page(GATE).replace("</article>", parts + "<i></i>" * MOST_ELEMENTS + "</article>")
    text = read(html.encode(), media_type="text/html").text
    assert "onetwo\n\nthree\nfour" in text
    assert not any(one in text for one in ("var x", "no -->", ">no", "y\n", "<"))


@pytest.mark.parametrize("charset", ["utf-8", "cp932", "euc_jp"])
def test_a_page_that_was_cut_within_a_sign_is_read_in_the_encoding_it_names(charset: str) -> None:
    said = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}.get(charset, charset)
    html = japanese(said).encode(charset)
    broken = html.replace("朝".encode(charset), "朝".encode(charset)[:1], 1)
    assert "事務所の紙がなければ誰も外に出られず" in read(broken, media_type="text/html").text


def test_signs_of_old_makers_and_half_width_ones_do_not_make_a_page_unreadable() -> None:
    half = japanese("ISO-2022-JP").replace("工場", "ｺｳｼﾞｮｳ").encode("iso2022_jp_ext")
    assert "ｺｳｼﾞｮｳの門は夜になると鍵がかけられていた" in read(half, media_type="text/html").text
    maker = (
        japanese("ISO-2022-JP").encode("iso2022_jp").replace("門".encode("iso2022_jp")[3:5], b"-!")
    )  # a number in a ring
    assert "見張りは朝の交代まで鍵を持っていた" in read(maker, media_type="text/html").text
    rings = japanese("EUC-JP").replace("工場", "①工場").encode("euc_jis_2004")
    assert "①工場の門は夜になると" in read(rings, media_type="text/html").text


def test_japanese_that_begins_late_in_a_page_is_seen() -> None:
    html = page("a " * 15_000, NIGHT, charset="x").encode("iso2022_jp")
    assert "見張りは朝の交代まで鍵を持っていた" in read(html, media_type="text/html").text


@pytest.mark.parametrize(
    "charset", ["punycode", "idna", "unicode_escape", "utf-7", "raw_unicode_escape", "rot13", "hex"]
)
def test_an_encoding_that_is_none_of_a_page_is_not_used(charset: str) -> None:
    assert decoded(b"\\u0041 +AEE- a-bcd", charset) == "\\u0041 +AEE- a-bcd"


def test_vertical_marks_and_names_from_right_to_left_stay_as_they_are() -> None:
    text = "︑﹁門﹂ はなし、ザカリーヤー・نسیم と ﷺ。"
    assert text in read(japanese("utf-8", text * 4).encode(), media_type="text/html").text


@pytest.mark.parametrize("entity", ["&#xD800;", "&#0;", "&#x110000;"])
def test_numbers_of_no_sign_do_not_reach_a_text(entity: str) -> None:
    found = read(page(GATE + entity, title=f"x{entity}").encode(), media_type="text/html")
    (found.text + found.guess.title).encode()
    assert "\0" not in found.text + found.guess.title


def test_the_day_of_an_entry_is_that_of_the_place_not_of_greenwich() -> None:
    feed = (
        '<rss version="2.0"><channel><title>灯火</title>'
        "<item><title>x</title><link>https://lantern.invalid/1</link><pubDate>Thu, 26 Nov 2026 01:00:00 +0900</pubDate></item>"
        "<item><title>y</title><link>https://lantern.invalid/2</link><pubDate>2026-11-25</pubDate></item></channel></rss>"
    ).encode()
    tokyo = ZoneInfo("Asia/Tokyo")
    assert [one.published_on for one in entries(feed, TODAY, tokyo)] == [TODAY, TODAY - timedelta(days=1)]
    assert [one.published_on for one in entries(feed, TODAY, UTC)] == [TODAY - timedelta(days=1)] * 2
