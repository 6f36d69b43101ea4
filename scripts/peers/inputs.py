#!/usr/bin/env python3
"""Prepares what every job of compare-peers is given: TABLE EXPORT BOUNDARIES DIR.

EXPORT is what `maillage reference export` wrote. Into DIR go
- `facts.csv`: code, region and population of each unit of the boundaries;
- `table.csv`: the table cut to the units of the boundaries, so that no job has rows to
  reject. Where the boundaries have Paris, Lyon or Marseille whole, so has the table.
Counts are printed as JSON. A process of its own: its memory is not the measuring one's.
"""

import csv
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from installed import CODE

CHUNK, OVERLAP = 1 << 20, 64


def main(table, export, boundaries, out):
    codes = codes_of(boundaries)
    units = [item["properties"] for item in json.loads(export.read_bytes())["objects"]["units"]["geometries"]]
    city = {unit["code"]: unit["commune"] for unit in units if unit.get("commune")}
    write_facts(out / "facts.csv", codes, units, city)
    counts = write_table(out / "table.csv", table, codes, city)
    print(json.dumps({"units": len(codes), **counts}))


def codes_of(boundaries):
    """The property `code` of all features, without reading the file as a whole."""
    codes, rest = set(), b""
    with boundaries.open("rb") as file:
        while chunk := file.read(CHUNK):
            text = rest + chunk
            codes.update(code.decode() for code in CODE.findall(text))
            rest = text[-OVERLAP:]
    if not codes:
        raise SystemExit(f'{boundaries}: no feature has a property "code" with a commune\'s code')
    return codes


def write_facts(path, codes, units, city):
    """A code that the reference does not know has its department's region, and no population."""
    region = {unit["departement"]: unit["region"] for unit in units}
    population = {}
    for unit in units:
        for code in {unit["code"], city.get(unit["code"], unit["code"])}:
            population[code] = population.get(code, 0) + (unit.get("population") or 0)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "region", "population"])
        for code in sorted(codes):
            department = code[:3] if code.startswith("97") else code[:2]
            writer.writerow([code, region[department], population.get(code, "")])


def write_table(path, table, codes, city):
    seen, left_out = {}, 0
    with table.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            code = row["code_insee"]
            code = code if code in codes else city.get(code)
            if code not in codes:
                left_out += 1
                continue
            key = (row["cpts_id"], code)
            seen.setdefault(key, [row["cpts_id"], row["cpts_nom"], row["stade"], code])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(["cpts_id", "cpts_nom", "stade", "code_insee"])
        writer.writerows(seen.values())
    return {"rows": len(seen), "cpts": len({cpts for cpts, _ in seen}), "rows_left_out": left_out}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
