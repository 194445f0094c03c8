"""What was found, in three lines: how many to hold, compared with what, and what a match is not."""

from tadasu.reports._results import Results
from tadasu.wording import date_text, say


def summary_lines(results: Results) -> tuple[str, str, str]:
    """Three sentences in the language of the results."""
    language = results.language
    named = (
        say("report.summary.list", {"title": note.title, "date": date_text(note.list_date, language)}, language)
        for note in results.lists
    )
    lists = {"listed": f"{results.listed_total:,}", "lists": say("list.separator", {}, language).join(named)}
    return (
        _found(results),
        say("report.summary.lists", lists, language),
        say("report.summary.caution", {}, language),
    )


def _found(results: Results) -> str:
    held = len({row.match.query_id for row in results.rows})
    numbers = {
        "held": f"{held:,}",
        "queries": f"{results.queries_total:,}",
        "matches": f"{len(results.rows):,}",
        "threshold": f"{results.threshold:g}",
        "old": results.since,
    }
    kind = "none" if not held else "candidates" if results.threshold < 0.5 else "hold"
    code = f"report.summary.{kind}.since" if results.since else f"report.summary.{kind}"
    return say(code, numbers, results.language)
