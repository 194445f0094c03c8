"""Paths -> a file in the form that the ending of its name asks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from tadasu.reports._html_page import page
from tadasu.reports._html_parts import sentence, text
from tadasu.reports._path_ftm import paths_ftm
from tadasu.reports._path_graphml import paths_graphml
from tadasu.reports._path_json import paths_json
from tadasu.reports._path_strength import strength_reading
from tadasu.reports._path_svg import paths_svg
from tadasu.reports._path_table import paths_figure
from tadasu.reports._path_text import paths_text
from tadasu.reports._path_words import title_text
from tadasu.reports._path_wrap import plain
from tadasu.schema import FoundPath, UsageError
from tadasu.store import write_whole
from tadasu.wording import Language, say


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsReport:
    """`reasons` say what was asked for and what became of it, in sentences; the page and the text begin with them.
    `invented` says that every company is made up."""

    paths: Sequence[FoundPath]
    reasons: Sequence[str] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    language: Language = "en"
    invented: bool = False


def write_paths(report: PathsReport, path: Path) -> None:
    """Write whole or not at all; an unknown ending is a UsageError `unknown-format`."""
    check_paths_format(path)
    content = PATH_FORMATS[_ending(path)](report)
    with write_whole(path, "wb") as file:
        file.write((content if content.endswith("\n") else content + "\n").encode("utf-8", "replace"))


def check_paths_format(path: Path) -> None:
    """Raise UsageError `unknown-format` for an ending without a writer; ask before a long run, not after it."""
    if not _ending(path):
        raise UsageError("unknown-format", file=path.name, known=", ".join(PATH_FORMATS))


def _ending(path: Path) -> str:
    return next((ending for ending in PATH_FORMATS if path.name.lower().endswith(ending)), "")


def _text(report: PathsReport) -> str:
    """The reasons as one paragraph, then the paths."""
    head = "".join(f"{plain(reason)}\n" for reason in report.reasons)
    ways = paths_text(report.paths, language=report.language)
    return f"{head}\n{ways}" if head else ways


def _page(report: PathsReport) -> str:
    language = report.language
    versions = ", ".join(f"{part} {version}" for part, version in sorted(report.versions.items()))
    reading = (
        *strength_reading(language),
        say("report.reading.versions", {"versions": versions}, language),
    )
    reasons = [*report.reasons, say("cli.assess.caution", {}, language)]
    return page(
        title=title_text(report.paths, language),
        body="\n".join(
            (
                *(f"<p>{sentence(reason)}</p>" for reason in reasons),
                f'<section id="paths-shown">{paths_figure(report.paths, language=language, invented=report.invented)}</section>',
            )
        ),
        foot=f"<h2>{text(say('report.reading', {}, language))}</h2>\n"
        + "\n".join(f"<p>{sentence(one)}</p>" for one in reading),
        language=language,
        invented=report.invented,
        main=("paths-shown", "path.skip"),
    )


PATH_FORMATS: Mapping[str, Callable[[PathsReport], str]] = MappingProxyType(
    {
        ".txt": _text,
        ".json": lambda report: paths_json(report.paths),
        ".ftm.jsonl": lambda report: paths_ftm(report.paths, language=report.language),
        ".graphml": lambda report: paths_graphml(report.paths, language=report.language),
        ".svg": lambda report: paths_svg(report.paths, language=report.language, invented=report.invented),
        ".html": _page,
    }
)
"""File ending -> writer."""
