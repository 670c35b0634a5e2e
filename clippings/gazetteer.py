"""The gazetteer: which places there are, in which years, under which names, and what lies below what.

A spot is a place down to the village: `(code, township, village)`, the last two empty when the place is a county or more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from clippings.lookup import Lookup
from clippings.pinyin import syllables
from clippings.script import to_simplified
from clippings.spots import Spot, level, stem
from clippings.tables import Division, PlaceWords
from clippings.toponyms import MINORITY_TOWNSHIP, PEOPLES, bare_township, contraction, short_name, without_peoples

_KEPT = 10_000  # names whose places are remembered


@dataclass(frozen=True)
class Gazetteer:
    """Divisions and townships by code and by name."""

    divisions: tuple[Division, ...]
    townships: Mapping[str, Sequence[str]]  # county code -> names
    words: PlaceWords

    @cached_property
    def by_code(self) -> Mapping[str, tuple[Division, ...]]:
        """All names a code had."""
        found: dict[str, list[Division]] = defaultdict(list)
        for division in self.divisions:
            found[division.code].append(division)
        return {code: tuple(sorted(rows, key=lambda d: (d.end or 9999, d.start or 0))) for code, rows in found.items()}

    @cached_property
    def provinces(self) -> tuple[Division, ...]:
        """The highest level."""
        return tuple(d for d in self.divisions if level(d.code) == 1)

    @cached_property
    def full(self) -> Mapping[str, tuple[str, ...]]:
        """Names that are a place wherever they stand, with their codes: 白朗县, 甘南州, 甘肃."""
        found: dict[str, list[str]] = defaultdict(list)
        for division in self.divisions:
            for name in (division.name, contraction(division.name), without_peoples(division.name)):
                found[name].append(division.code)
            if level(division.code) == 1:
                found[short_name(division.name)].append(division.code)
        for spelling, code, name in self.words.aliases:
            if any(d.name == name for d in self.by_code.get(code, ())):
                found[spelling].append(code)
        return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items() if len(name) >= 2}

    @cached_property
    def short(self) -> Mapping[str, tuple[str, ...]]:
        """Short names of prefectures and counties (山南, 静宁): good only with a sponsor."""
        found: dict[str, list[str]] = defaultdict(list)
        for division in self.divisions:
            short = short_name(division.name)
            if division.name.endswith("新区"):
                continue
            if level(division.code) > 1 and short != division.name and len(short) >= 2 and short not in self.full:
                found[short].append(division.code)
        return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}

    @cached_property
    def towns(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Township names to `(county code, name in the list)`; a minority township also by its short form 吉巴乡."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for listed, names in self.townships.items():
            code = self.today[listed]
            for name in names:
                found[name].append((code, name))
                if (minority := MINORITY_TOWNSHIP.search(name)) and (bare := bare_township(name)):
                    found[bare + minority["kind"][-1]].append((code, name))
        for spelling, code, name in self.words.aliases:
            if name in self.townships.get(code, ()):
                found[spelling].append((self.today[code], name))
        return {
            name: tuple(dict.fromkeys(rows))
            for name, rows in found.items()
            if len(name) >= 3
            and name not in self.full
            and not ("族" in name and PEOPLES.match(name[:-1]))
            and not name.endswith(("社区", "村"))
            and (name[-1] in "乡镇道木场区" or (name[-1] == "市" and rows[0][0][:2] == "71") or rows[0][0][0] == "8")
        }

    @cached_property
    def _codes_of_lists(self) -> Mapping[str, tuple[str, ...]]:
        """Today's code of a county to the codes its townships are listed under."""
        found: dict[str, list[str]] = defaultdict(list)
        for code in self.townships:
            found[self.today[code]].append(code)
        return {code: tuple(codes) for code, codes in found.items()}

    @cached_property
    def listed_in(self) -> Callable[[str], frozenset[str]]:
        """The codes in a province, by its first two digits, that townships are listed under."""
        return cache(lambda top: frozenset(code for code in self.townships if code.startswith(top)))

    @cached_property
    def townships_of(self) -> Callable[[str], tuple[str, ...]]:
        """The names of the townships of the county with a code, the longest first."""
        return cache(self._townships_of)

    def _townships_of(self, code: str) -> tuple[str, ...]:
        names = {name for listed in self._codes_of_lists.get(code, ()) for name in self.townships[listed]}
        return tuple(sorted(names, key=lambda n: (-len(n), n)))

    @cached_property
    def local(self) -> Callable[[str], Mapping[str, str]]:
        """What people call the townships of the county with a code, where everybody knows it: 民雄 is 民雄乡."""
        return cache(self._local)

    def _local(self, code: str) -> Mapping[str, str]:
        names: dict[str, str] = {}
        for listed in self._codes_of_lists.get(code, ()):
            for name in self.townships[listed]:
                short = re.sub(r"(?:街道|苏木|乡|镇|区|市)$", "", name)
                if len(name) == 2 and name[1] in "乡镇":  # 派镇: only where it stands free
                    if name[0] not in self.words.no_township:
                        names.setdefault(name, name)
                elif (
                    len(short) >= 2
                    and short not in self.words.words
                    and short not in self.full
                    and not name.endswith(("农区", "林区", "园区", "开发区"))
                ):
                    names.setdefault(short, name)
        return names

    @cached_property
    def lookup(self) -> Lookup:
        """All its names, to find in a text."""
        return Lookup((*self.full, *self.short, *self.towns))

    @cached_property
    def _now(self) -> Mapping[Division, str]:
        """Every row to the code of what its place is today: 错那县 to the code of 错那市."""
        found: dict[Division, str] = {}
        for division in self.divisions:
            row, seen = division, {division}
            while row.became in self.by_code and (following := self.by_code[row.became][-1]) not in seen:
                row = following
                seen.add(row)
            found[division] = row.code
        return found

    @cached_property
    def today(self) -> Mapping[str, str]:
        """Every code to the code of what the place is today; a place keeps one key through all renamings."""
        return {code: self._now[rows[-1]] for code, rows in self.by_code.items()}

    @cached_property
    def rows(self) -> Mapping[str, tuple[Division, ...]]:
        """Today's code of a place to all its rows, under whatever code, the newest last."""
        found: dict[str, list[Division]] = defaultdict(list)
        for division in self.divisions:
            found[self._now[division]].append(division)
        return {
            code: tuple(sorted(rows, key=lambda d: (d.end or 9999, d.start or 0, d.code == code)))
            for code, rows in found.items()
        }

    def at(self, code: str, year: int | None) -> Division | None:
        """What a place was in a year, with the code and name of that year; without a year, or when it was not yet or no
        longer, its newest row."""
        rows = self.rows.get(self.today.get(code, code), ())
        valid = [d for d in rows if year is not None and (d.start or 0) <= year <= (d.end or 9999)]
        same = [d for d in valid if d.name == rows[-1].name]  # of several that became one, the one that kept its name
        return (same or valid or rows or (None,))[-1]

    def chain(self, spot: Spot, year: int | None) -> tuple[str, ...]:
        """The names from the province down to the spot, as they were in a year."""
        names = [d.name for d in self.divisions_of(spot, year)]
        return (*names, *(name for name in (spot.township, spot.village) if name))

    def divisions_of(self, spot: Spot, year: int | None) -> tuple[Division, ...]:
        """Province, prefecture and county of a spot in a year, as far as there are any."""
        own = self.at(spot.code, year)
        if own is None:
            return ()
        codes = dict.fromkeys((own.code[:2] + "0000", own.code[:4] + "00"))
        above = [d for d in (self.at(code, year) for code in codes if code != own.code) if d is not None]
        return (*above, own)

    @cached_property
    def codes(self) -> Callable[[str, int | None], tuple[str, ...]]:
        """Today's codes of the places that bore a name in a year (without a year: now), else of those that ever bore it."""
        return cache(self._codes)

    def _codes(self, name: str, year: int | None) -> tuple[str, ...]:
        spans = []
        for code in self.full.get(name) or self.short.get(name, ()):
            own = [
                d
                for d in self.by_code[code]
                if name in (d.name, short_name(d.name), contraction(d.name), without_peoples(d.name))
            ]
            spans += [(d.end or 9999, d.start or 0, self._now[d]) for d in own or self.by_code[code]]
        when = 9999 if year is None else year
        fitting = [span for span in spans if span[1] <= when <= span[0]]
        return tuple(dict.fromkeys(code for _, _, code in sorted(fitting or spans)))

    @cached_property
    def spots(self) -> Callable[[tuple[tuple[str, str], ...], int | None], Sequence[Spot]]:
        """Every place that names may mean together which stand side by side, the highest first, each with its kind (full, short,
        town), in a year."""
        return lru_cache(_KEPT)(self._spots)

    def _spots(self, parts: tuple[tuple[str, str], ...], year: int | None) -> Sequence[Spot]:
        spots: list[Spot] = []
        for at, (kind, name) in enumerate(parts):
            if kind == "town":
                listed = self._alive([Spot(code, full) for code, full in self.towns.get(name, ())], year)
                below = [s for s in listed if any(s.code.startswith(stem(high.code)) for high in spots)]
                lowest = (high for high in spots if level(high.code) == 3 or high.code in self.townships)
                spots = listed if at == 0 else below or [Spot(high.code, name) for high in lowest]
            else:
                own = [Spot(code) for code in self.codes(name, year)]
                below = [s for s in own if any(s.code.startswith(stem(high.code)) and s != high for high in spots)]
                spots = own if at == 0 else below
        return tuple(spots)

    def _alive(self, spots: list[Spot], year: int | None) -> list[Spot]:
        """Those whose county existed in the year; all when none did."""
        when = 9999 if year is None else year
        alive = [s for s in spots if any((d.start or 0) <= when <= (d.end or 9999) for d in self.rows.get(s.code, ()))]
        return alive or spots

    @cached_property
    def is_name_in(self) -> Callable[[str, int], bool]:
        """Did a place bear this full name in a year?"""
        return lru_cache(_KEPT)(self._is_name_in)

    def _is_name_in(self, name: str, year: int) -> bool:
        return any(
            (d.start or 0) <= year <= (d.end or 9999)
            for code in self.full.get(name, ())
            for d in self.by_code[code]
            if name in (d.name, contraction(d.name), without_peoples(d.name))
            or (level(code) == 1 and name == short_name(d.name))
        )

    def spot_of(self, name: str, year: int | None) -> Spot | None:
        """The spot of a chain of names (西藏自治区/山南市/错那县/吉巴乡), or of a six-digit code; None when there is none."""
        if re.fullmatch(r"\d{6}", name):
            return Spot(self.today[name]) if name in self.today else None
        here: Spot | None = None
        parts = [part for part in name.split("/") if part]
        for at, part in enumerate(parts):
            codes = [
                c for c in self.codes(part, year) if here is None or (c.startswith(stem(here.code)) and c != here.code)
            ]
            if codes and (here is None or not here.township):
                here = Spot(codes[-1])
            elif here is None:
                return None
            elif (
                not here.township
                and level(here.code) > 1
                and part.endswith(("街道", "苏木", "乡", "镇", "区", "场", "市", "里"))
            ):
                here = Spot(here.code, part)
            elif level(here.code) > 1 and at == len(parts) - 1:
                here = Spot(here.code, here.township, part)
            else:
                return None
        return here

    def latin(self, code: str) -> str:
        """What the place is called in Latin letters, other usual spellings behind it: Xigazê / Shigatse; else its pinyin."""
        found = self.at(code, None)
        if found is None:
            return ""
        if given := self.words.latin.get((code[:2], found.name)):
            return " / ".join(given)
        spoken = [syllable.replace("v", "ü") for syllable in syllables(short_name(found.name))]
        parted = (f"'{part}" if at and part[0] in "aoe" else part for at, part in enumerate(spoken))
        return "".join(parted).capitalize()  # Xi'an, Lüliang: ISO 7098

    def was(self, code: str) -> tuple[Division, ...]:
        """The rows of a place under earlier names, the newest first."""
        rows = self.rows.get(code, ())
        name = rows[-1].name if rows else ""
        return tuple({row.name: row for row in rows[:-1] if row.name != name}.values())[::-1]

    def parts(self, code: str) -> tuple[Division, ...]:
        """The places that were merged into this one."""
        return self._parts.get(code, ())

    @cached_property
    def _parts(self) -> Mapping[str, tuple[Division, ...]]:
        found: dict[str, list[Division]] = defaultdict(list)
        for division in self.divisions:
            if division.merged:
                found[self.today[division.merged]].append(division)
        return {code: tuple(divisions) for code, divisions in found.items()}

    @cached_property
    def home_of(self) -> Callable[[str], str | None]:
        """The home of a paper or site: from the table of sources, else from the place or the region in its name (甘南日报,
        皖西日报)."""
        return lru_cache(_KEPT)(self._home_of)

    def _home_of(self, paper: str) -> str | None:
        if paper in self.words.papers:
            return self.words.papers[paper]
        name = to_simplified(paper)
        nickname = max((nick for nick in self.words.nicknames if name.startswith(nick)), key=len, default="")
        for size in range(min(len(name), 8), max(1, len(nickname)), -1):
            homes = self._called(name[:size])
            if name != paper:  # a name in Traditional characters is that of a paper from Taiwan, Hong Kong or Macao
                homes = [code for code in homes if code[:2] in ("71", "81", "82")]
            highest = [code for code in homes if level(code) == min(map(level, homes))]
            if len({code[:4] for code in highest}) == 1:
                return highest[0]
        if nickname:
            return self.words.nicknames[nickname]
        return next((home for known, home in self.words.papers.items() if len(known) > 2 and known in paper), None)

    def _called(self, name: str) -> list[str]:
        """The codes of the places of today that a full or short name stands for; an old code of a place is its new one."""
        codes = self.full.get(name) or self.short.get(name) or ()
        now = [d for d in (self.at(code, None) for code in codes) if d is not None and d.end is None]
        same = [d for d in now if name in (d.name, short_name(d.name))]
        return sorted({d.code for d in same or now})
