#!/usr/bin/env python3
"""The part of compare-peers' job that mapshaper has: BOUNDARIES TABLE DIR NODE_MODULES.

It reads, joins, dissolves and writes the territories, with one command; it has no
white zones, overlaps of the table or rates. A commune of two CPTS is there twice. With
`no-repair` in place of `allow-overlaps` it takes a sixth less, but outlines may be invalid.
"""

import os
import sys

HEAP_MB = 8192  # what mapshaper-xl sets, without its process in between


def main(boundaries, table, out, modules):
    command = ["node", f"--max-old-space-size={HEAP_MB}", f"{modules}/mapshaper/bin/mapshaper", boundaries]
    command += ["-join", table, "keys=code,code_insee", "string-fields=code_insee", "duplication"]
    command += ["-filter", "cpts_id != null"]
    command += ["-dissolve", "cpts_id", "copy-fields=cpts_nom,stade", "allow-overlaps"]
    command += ["-o", f"{out}/territoires.geojson", "format=geojson", "precision=0.000001"]
    os.execvp("node", command)


if __name__ == "__main__":
    main(*sys.argv[1:])
