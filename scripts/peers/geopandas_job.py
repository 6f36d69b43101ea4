#!/usr/bin/env python3
"""The job of compare-peers with geopandas: BOUNDARIES TABLE FACTS DIR.

Written as one who knows geopandas well writes it: reading through Arrow, dissolving as a
coverage, neighbours by spatial index and prepared relations.
"""

import sys
from pathlib import Path

import geopandas
import pandas
import shapely

sys.dont_write_bytecode = True

from components import components

COLUMNS = ["code_insee", "nom", "code_region", "population", "statut", "cpts_ids"]
EQUAL_AREA = "EPSG:6933"
SHARES_A_BORDER = "F***1****"  # interiors apart, boundaries with a line in common


def main(boundaries, table, facts, out):
    units = geopandas.read_file(boundaries, columns=["code", "nom"], use_arrow=True)
    claims = pandas.read_csv(table, sep=";", dtype=str).drop_duplicates(["cpts_id", "code_insee"])
    facts = pandas.read_csv(facts, dtype={"code": str, "region": str, "population": "Int64"})
    units = units.merge(facts, on="code", how="left")
    claims = claims[claims.code_insee.isin(units.code)].sort_values(["code_insee", "cpts_id"])

    write(territories(units, claims), out / "territoires.geojson")
    communes = with_claimants(units, claims)
    write(white_zones(communes[communes.statut == "blanche"]), out / "zones_blanches.geojson")
    write_tables(pandas.DataFrame(communes.drop(columns="geometry")), out)


def territories(units, claims):
    joined = units[["code", "geometry"]].merge(claims, left_on="code", right_on="code_insee")
    joined = joined[["cpts_id", "cpts_nom", "stade", "geometry"]]
    return with_area(dissolve(joined, by="cpts_id", aggfunc="first"))


def with_claimants(units, claims):
    """Joins names only where there are several: pandas is slow at that, group by group."""
    several = claims.code_insee.duplicated(keep=False)
    alone = claims[~several].set_index("code_insee")[["cpts_id"]].assign(statut="couverte")
    joined = claims[several].groupby("code_insee")[["cpts_id"]].agg("|".join).assign(statut="chevauchement")
    found = pandas.concat([alone, joined]).rename(columns={"cpts_id": "cpts_ids"})
    return units.merge(found, left_on="code", right_index=True, how="left").fillna({"statut": "blanche"})


def white_zones(white):
    """Components over borders of positive length, within a region."""
    geometry, code, region = white.geometry.array, white.code.to_numpy(), white.region.to_numpy()
    a, b = white.sindex.query(white.geometry, predicate="intersects")
    near = (a < b) & (region[a] == region[b])
    a, b = a[near], b[near]
    shapes = geometry.to_numpy()
    shapely.prepare(shapes)
    touching = shapely.relate_pattern(shapes[a], shapes[b], SHARES_A_BORDER)
    zone = components(code, zip(code[a[touching]], code[b[touching]]))
    white = white.assign(zone_id="ZB-" + white.code.map(zone)).sort_values("code")
    aggregates = {"code": "|".join, "population": "sum"}
    zones = white[["zone_id", "code", "population", "geometry"]]
    zones = dissolve(zones, by="zone_id", aggfunc=aggregates)
    return with_area(zones.rename(columns={"code": "codes_insee"}))


def dissolve(frame, **options):
    """As a coverage, the fastest; contours that overlap take the general union, several times as slow."""
    try:
        return frame.dissolve(**options, method="coverage")
    except shapely.errors.GEOSException:
        return frame.dissolve(**options, method="unary")


def with_area(frame):
    return frame.assign(surface_km2=(frame.to_crs(EQUAL_AREA).area / 1e6).round(2)).reset_index()


def write(frame, path):
    frame.to_file(path, driver="GeoJSON", use_arrow=True, COORDINATE_PRECISION=6)


def write_tables(communes, out):
    communes = communes.rename(columns={"code": "code_insee", "region": "code_region"})
    communes = communes[COLUMNS].sort_values("code_insee")
    communes.to_csv(out / "communes.csv", index=False)
    overlaps = communes[communes.statut == "chevauchement"]
    overlaps[["code_insee", "nom", "population", "cpts_ids"]].to_csv(out / "chevauchements.csv", index=False)
    covered = communes.statut != "blanche"
    communes = communes.assign(covered=covered, inhabitants=communes.population.where(covered, 0))
    regions = communes.groupby("code_region").agg(
        population=("population", "sum"),
        population_couverte=("inhabitants", "sum"),
        nb_communes=("code_insee", "size"),
        nb_communes_couvertes=("covered", "sum"),
    )
    regions.rename_axis("code").to_csv(out / "couverture_regions.csv")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
