#!/usr/bin/env python3
"""Do two answers agree? DIR_OF_MAILLAGE DIR_OF_PEER FACTS: JSON of counts and faults on standard output.

A file that the peer did not write is not compared. Compared are, for the units of the
boundaries only, since maillage may also tell of communes that these lack:
- the CPTS that have a territory; of each its planar area in square degrees (1e-6 of it),
  its polygons and its holes (outlines that are not valid are told, and mended for that);
- the units in overlap and their claimants, the white units;
- the units of each white zone, and its planar area;
- communes covered and their inhabitants, by region.
"""

import csv
import json
import sys
from pathlib import Path

import shapely
from shapely.geometry import shape

TOLERANCE = 1e-6
TOLD = 5


def main(ours, theirs, facts):
    codes = {row["code"] for row in rows(facts)}
    found = {}
    shapes("territories", found, territories(ours), territories(theirs))
    if (theirs / "communes.csv").exists():
        sets("white units", found, white(ours) & codes, white(theirs) & codes)
        sets("units in overlap", found, overlaps(ours, codes), overlaps(theirs, codes))
        sets("covered by region", found, covered(ours), covered(theirs))
        shapes("white zones", found, zones_of_maillage(ours, codes), zones_of_peer(theirs))
    print(json.dumps(found, ensure_ascii=False))


def sets(what, found, ours, theirs):
    faults = [f"{item}: only maillage says so" for item in sorted(ours - theirs)]
    faults += [f"{item}: only the peer says so" for item in sorted(theirs - ours)]
    found[what] = report(len(ours | theirs), faults)


def shapes(what, found, ours, theirs):
    """Compares geometries by their key; polygons and holes once both are valid."""
    faults = [f"{brief(key)}: the peer has none" for key in sorted(ours.keys() - theirs.keys())]
    faults += [f"{brief(key)}: maillage has none" for key in sorted(theirs.keys() - ours.keys())]
    worst, invalid = 0.0, {"maillage": [], "the peer": []}
    for key in sorted(ours.keys() & theirs.keys()):
        a, b = ours[key], theirs[key]
        error = abs(a.area - b.area) / max(a.area, b.area)
        worst = max(worst, error)
        if error > TOLERANCE:
            faults.append(f"{brief(key)}: area {a.area:.9f}, the peer's {b.area:.9f}")
        for who, geometry in [("maillage", a), ("the peer", b)]:
            if not geometry.is_valid:
                invalid[who].append(f"{brief(key)}: {shapely.is_valid_reason(geometry)}")
        a, b = mended(a), mended(b)
        for name, count in [("polygons", polygons), ("holes", holes)]:
            if count(a) != count(b):
                faults.append(f"{brief(key)}: {count(a)} {name}, the peer's {count(b)}")
    more = {"greatest relative error": worst, "invalid": invalid}
    found[what] = report(len(ours.keys() | theirs.keys()), faults) | more


def mended(geometry):
    """Such as a hole that touches the shell, drawn as one ring that meets itself."""
    return geometry if geometry.is_valid else shapely.make_valid(geometry)


def report(compared, faults):
    return {"compared": compared, "disagree": len(faults), "first": faults[:TOLD]}


def territories(folder):
    return {about["cpts_id"]: geometry for about, geometry in features(folder / "territoires.geojson")}


def zones_of_peer(folder):
    zones = features(folder / "zones_blanches.geojson")
    return {tuple(sorted(about["codes_insee"].split("|"))): geometry for about, geometry in zones}


def zones_of_maillage(folder, codes):
    """The codes of a zone are in the table, its shape is in the layer."""
    table = rows(folder / "zones_blanches.csv")
    members = {row["zone_id"]: tuple(sorted(row["codes_insee"].split("|"))) for row in table}
    zones = {members[about["zone_id"]]: geometry for about, geometry in features(folder / "zones_blanches.geojson")}
    return {members: geometry for members, geometry in zones.items() if codes.issuperset(members)}


def white(folder):
    return {row["code_insee"] for row in rows(folder / "communes.csv") if row["statut"] == "blanche"}


def overlaps(folder, codes):
    found = rows(folder / "chevauchements.csv")
    return {(row["code_insee"], *sorted(row["cpts_ids"].split("|"))) for row in found if row["code_insee"] in codes}


def covered(folder):
    """(region, communes covered, their inhabitants); maillage has a row for each set of stages."""
    found = [row for row in rows(folder / "couverture_regions.csv") if row.get("ensemble_stades", "tous") == "tous"]
    figures = [(row["code"], row["nb_communes_couvertes"], row["population_couverte"]) for row in found]
    return {(code, *(int(float(figure or 0)) for figure in both)) for code, *both in figures if int(both[0])}


def features(path):
    """(properties, geometry) of the features that have one."""
    for feature in json.loads(path.read_bytes())["features"]:
        if feature["geometry"]:
            yield feature["properties"], shape(feature["geometry"])


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def polygons(geometry):
    return len(shapely.get_parts(geometry))


def holes(geometry):
    return int(shapely.get_num_interior_rings(shapely.get_parts(geometry)).sum())


def brief(key):
    return key if isinstance(key, str) else f"zone of {len(key)} from {key[0]}"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
