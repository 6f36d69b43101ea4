#!/usr/bin/env python3
"""Assigns communes to drawn territories with geopandas: BOUNDARIES DRAWING OUT.

Each commune goes to the territory that holds more than half of its area.
"""

import sys
from pathlib import Path

import geopandas

PLANE = "EPSG:2154"


def main(boundaries, drawing, out):
    units = geopandas.read_file(boundaries, columns=["code"]).to_crs(PLANE)
    territories = geopandas.read_file(drawing, columns=["cpts_id"]).to_crs(PLANE)
    units["whole"] = units.area
    units.geometry = units.geometry.make_valid()
    territories.geometry = territories.geometry.make_valid()
    pieces = geopandas.overlay(units, territories, how="intersection", keep_geom_type=True)
    held = pieces.assign(area=pieces.area).groupby(["code", "cpts_id"]).agg(area=("area", "sum"), whole=("whole", "first"))
    claimed = held[held["area"] > held["whole"] / 2].reset_index()[["cpts_id", "code"]]
    claimed.to_csv(out / "claims.csv", index=False)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
