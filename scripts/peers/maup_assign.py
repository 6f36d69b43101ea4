#!/usr/bin/env python3
"""Assigns communes to drawn territories with maup: BOUNDARIES DRAWING OUT.

maup gives each commune to one territory: the one that covers it, or else the one that holds most of it.
"""

import sys
from pathlib import Path

import geopandas
import maup

PLANE = "EPSG:2154"


def main(boundaries, drawing, out):
    units = geopandas.read_file(boundaries, columns=["code"]).to_crs(PLANE).set_index("code")
    territories = geopandas.read_file(drawing, columns=["cpts_id"]).to_crs(PLANE).set_index("cpts_id")
    units.geometry = units.geometry.make_valid()
    territories.geometry = territories.geometry.make_valid()
    found = maup.assign(units, territories).dropna().rename("cpts_id").rename_axis("code").reset_index()
    found[["cpts_id", "code"]].to_csv(out / "claims.csv", index=False)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
