"""How pages word who wrote a text and from where, who took a picture, and which paper or site they are from: the patterns of
`forms.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from pydantic import Field

from clippings.rows import Row, Sheet, Shown
from clippings.text import HAN

Pattern = re.Pattern[str]
Named = Mapping[str, Pattern]  # what is seen of a name that the pattern finds -> the pattern


class FormRows(Row):
    """What `forms.yml` holds."""

    pieces: dict[str, str] = Field(default_factory=dict)
    rows: tuple[Shown, ...]
    beside: tuple[Shown, ...]
    openings: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The patterns by their names in `forms.yml`, with _ for -."""

    # before a text
    dateline: Pattern
    dateline_cut: Pattern
    called_next: Pattern
    credit_before: Pattern
    credit_inline: Pattern
    told_by: Pattern
    names_called_first: Pattern
    call: Pattern
    bracketed: Pattern
    job: Pattern
    desk_report: Pattern
    desk_bracketed: Pattern
    desk_named: Pattern
    report_bracketed: Pattern
    report_run_on: Pattern
    report_run_in: Pattern
    report_slash: Pattern
    report_uncalled: Pattern
    jump_first: Pattern
    report_place: Pattern
    # behind it
    credit_behind: Pattern
    about_author: Pattern
    jump_behind: Pattern
    commentator: Pattern
    # beside it
    post_behind_name: Pattern
    report_beside: Pattern
    called_beside: Pattern
    names_in_cell: Pattern
    name_stated: Pattern
    correspondent_beside: Pattern
    editor_named: Pattern
    goes_on_elsewhere: Pattern
    titled_below_agency: Pattern
    lead_label: Pattern
    # of a picture
    credit_behind_caption: Pattern
    credit_set_apart: Pattern
    credit_called: Pattern
    next_caption: Pattern
    # of a paper or site
    paper_stated: Pattern
    paper_stated_bare: Pattern
    paper_named: Pattern
    paper_ending: Pattern
    office_ending: Pattern
    paper_of_writer: Pattern
    paper_of_notice: Pattern
    edition_behind: Pattern
    edition_part: Pattern
    no_paper: Pattern
    own_or_nobody: Pattern
    own_story: Pattern
    links_to_papers: Pattern
    office_without_place: Pattern
    call_before: Pattern
    section_before: Pattern
    site_behind_office: Pattern
    help_before: Pattern
    where_before: Pattern
    app: Pattern
    beside: Named
    openings: Named


_GROUPS = ("beside", "openings")
_SINGLE = frozenset(field.name for field in fields(Forms)) - {*_GROUPS}


def forms_of(sheet: Sheet[FormRows], faults: list[str]) -> Forms | None:
    """The patterns, each of which finds its own examples and spares their look-alikes; None where one is lacking or bad."""
    found = {group: dict(_read(sheet, group, getattr(sheet.holds, group), faults)) for group in ("rows", *_GROUPS)}
    single = {name.replace("-", "_"): pattern for name, pattern in found["rows"].items()}
    wrong = [(name, "is asked for nowhere") for name in sorted(single.keys() - _SINGLE)]
    wrong += [(name, "is lacking") for name in sorted(_SINGLE - single.keys())]
    faults += [f"{sheet.at('rows')}: {name.replace('_', '-')} {fault}" for name, fault in wrong]
    return None if wrong else Forms(**single, **{group: found[group] for group in _GROUPS})  # type: ignore[arg-type]


def _read(
    sheet: Sheet[FormRows], group: str, rows: Sequence[Shown], faults: list[str]
) -> Iterator[tuple[str, Pattern]]:
    pieces = {**sheet.holds.pieces, "HAN": HAN}
    for at, row in enumerate(rows):
        told = ["stands twice"] if row.name in [other.name for other in rows[:at]] else []
        try:
            pattern = re.compile(row.spelt_out(pieces))
        except re.error as error:
            told.append(f"not a pattern: {error}")
        else:
            told += row.misses(pattern.search)
            yield row.name, pattern
        faults += [f"{sheet.at(group, at)}: {row.name}: {fault}" for fault in told]
