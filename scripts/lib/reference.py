"""Reads the national reference from TopoJSON, as `maillage reference export` writes it.

This decoder shares no code with the Rust program, so that the scripts which use it
can serve as an independent check. Every coordinate is a whole number of microdegrees;
vertices are returned as exactly i / 1e6.
"""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

GRID = 1_000_000  # microdegrees in a degree
PROGRAM = Path(__file__).resolve().parents[2] / "target" / "release" / "maillage"


@dataclass(frozen=True)
class Unit:
    """One commune, or one arrondissement of Paris, Lyon or Marseille."""

    code: str
    name: str
    department: str
    region: str
    epci: str | None
    population: int | None
    city: str | None  # the whole city's code, for an arrondissement only
    geometry: shapely.Geometry | None


@dataclass(frozen=True)
class Reference:
    """All units by code, in the order of their codes, and what the reference says of its faults."""

    units: dict
    seam_width: float  # metres; what two unmatched versions of a border enclose is no wider
    crossings: list  # sets of codes whose contours overlap or do not match


def add_argument(parser):
    parser.add_argument(
        "--reference",
        type=Path,
        metavar="FILE",
        help="a TopoJSON made with `maillage reference export -o FILE`; "
        "without it, target/release/maillage is asked for its own",
    )


def load(path=None):
    """Reads a TopoJSON file, or what the built program exports."""
    try:
        topology = json.loads(path.read_bytes() if path else _export())
    except ValueError:
        raise SystemExit(f"{path} is not JSON: make it with `maillage reference export -o FILE`")
    arcs = [_absolute(arc, topology["transform"]) for arc in topology["arcs"]]
    units = [_unit(item, arcs) for item in topology["objects"]["units"]["geometries"]]
    repair = topology["maillage"]["repair"]
    return Reference(
        units={unit.code: unit for unit in sorted(units, key=lambda unit: unit.code)},
        seam_width=repair["tolerance_m"],
        crossings=[frozenset(left["codes"]) for left in repair["left"]],
    )


def _export():
    command = [PROGRAM, "reference", "export"]
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    except FileNotFoundError:
        raise SystemExit("there is no target/release/maillage: run `cargo build --release`, or give --reference")
    except subprocess.CalledProcessError:
        raise SystemExit("target/release/maillage exports no reference: rebuild it, or give --reference")


def _absolute(arc, transform):
    """Undoes the delta encoding of one arc: an array of whole microdegrees."""
    steps = np.cumsum(np.array(arc, dtype=np.int64), axis=0)
    exact = (steps * transform["scale"] + transform["translate"]) * GRID
    whole = np.rint(exact)
    if np.abs(exact - whole).max() > 0.01:
        raise ValueError("the reference's grid is not made of whole microdegrees")
    return whole.astype(np.int64)


def _unit(item, arcs):
    about = item["properties"]
    return Unit(
        code=about["code"],
        name=about["nom"],
        department=about["departement"],
        region=about["region"],
        epci=about.get("epci"),
        population=about.get("population"),
        city=about.get("commune"),
        geometry=_geometry(item, arcs),
    )


def _geometry(item, arcs):
    if item.get("type") is None:
        return None
    if item["type"] == "Polygon":
        return _polygon(item["arcs"], arcs)
    if item["type"] == "MultiPolygon":
        return shapely.multipolygons([_polygon(part, arcs) for part in item["arcs"]])
    raise ValueError(f"unexpected geometry {item['type']}")


def _polygon(rings, arcs):
    shell, *holes = [_ring(indexes, arcs) for indexes in rings]
    return shapely.Polygon(shell, holes)


def _ring(indexes, arcs):
    """Joins the arcs of one ring; each starts where the one before ends."""
    pieces = []
    for index in indexes:
        piece = arcs[index] if index >= 0 else arcs[~index][::-1]
        if pieces and tuple(pieces[-1][-1]) != tuple(piece[0]):
            raise ValueError(f"arc {index} does not continue its ring")
        pieces.append(piece if not pieces else piece[1:])
    ring = np.concatenate(pieces)
    if tuple(ring[0]) != tuple(ring[-1]):
        raise ValueError("a ring of the reference is not closed")
    return ring / GRID
