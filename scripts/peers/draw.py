#!/usr/bin/env python3
"""Makes a drawing of outlines: OUTLINES DRAWING. Each simplified by itself at 100 m and moved 20 m, as another source would have it."""

import sys
from pathlib import Path

import geopandas

PLANE = "EPSG:2154"
TOLERANCE, SHIFT = 100, 20 / 2**0.5  # metres, on each axis


def main(outlines, drawing):
    territories = geopandas.read_file(outlines, columns=["cpts_id", "cpts_nom", "stade"]).to_crs(PLANE)
    territories.geometry = territories.geometry.simplify(TOLERANCE).translate(SHIFT, SHIFT)
    territories.to_crs("EPSG:4326").to_file(drawing, driver="GeoJSON", COORDINATE_PRECISION=7)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
