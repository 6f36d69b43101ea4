"""Common borders of units, matched segment by segment on the microdegree grid.

Two units are neighbours when they share a segment, so a border of positive length;
a common corner does not count. A segment that only one unit uses is free: it lies on
the sea, on the national border, or on a fault of the boundaries.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import Geod

from reference import GRID

WGS84 = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Borders:
    """`metres[a][b]` is the length of the border between units a and b."""

    metres: dict
    on_the_edge: set  # units with a free segment that is no fault


def borders(units, seam_width=0.0):
    """Matches the segments of all units that have a contour.

    Free segments of several units that together enclose slivers no wider than `seam_width`
    metres are a fault: different versions of a border.
    """
    drawn = [unit for unit in units if unit.geometry is not None]
    codes = [unit.code for unit in drawn]
    segments, owner = segments_of([unit.geometry for unit in drawn])

    order = np.lexsort((owner, *segments.T[::-1]))
    segments, owner = segments[order], owner[order]
    first = np.ones(len(segments), dtype=bool)
    first[1:] = (segments[1:] != segments[:-1]).any(axis=1)
    starts = np.flatnonzero(first)
    uses = np.diff(np.append(starts, len(segments)))

    free = starts[uses == 1]
    faults = _faults(segments[free], owner[free], seam_width)
    on_the_edge = {codes[unit] for unit in np.unique(owner[free[~faults]])}
    shared = starts[uses > 1]
    lengths = _metres(segments[shared])
    metres = defaultdict(lambda: defaultdict(float))
    for start, count, length in zip(shared, uses[uses > 1], lengths):
        for a in owner[start : start + count]:
            for b in owner[start : start + count]:
                if a != b:
                    metres[codes[a]][codes[b]] += length
    return Borders({a: dict(row) for a, row in metres.items()}, on_the_edge)


def components(codes, metres):
    """Groups codes that common borders connect; sorted groups, in order of first code."""
    left, groups = set(codes), []
    for code in sorted(left):
        if code not in left:
            continue
        left.remove(code)
        group, queue = [code], [code]
        while queue:
            for other in metres.get(queue.pop(), ()):
                if other in left:
                    left.remove(other)
                    group.append(other)
                    queue.append(other)
        groups.append(sorted(group))
    return groups


def segments_of(geometries):
    """All segments as rows (x1, y1, x2, y2), lower end first, and the index of the geometry of each."""
    parts, part_unit = shapely.get_parts(np.array(geometries), return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    points, point_ring = shapely.get_coordinates(rings, return_index=True)
    points = np.rint(points * GRID).astype(np.int64)
    inside = point_ring[:-1] == point_ring[1:]
    a, b = points[:-1][inside], points[1:][inside]
    swap = (a[:, 0] > b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] > b[:, 1]))
    low, high = np.where(swap[:, None], b, a), np.where(swap[:, None], a, b)
    owner = part_unit[ring_part[point_ring[:-1][inside]]]
    return np.hstack([low, high]), owner


def _chains(segments):
    """Groups of segments that common ends connect, as arrays of indexes."""
    at = defaultdict(list)
    for index, (x1, y1, x2, y2) in enumerate(segments.tolist()):
        at[x1, y1].append(index)
        at[x2, y2].append(index)
    left = set(range(len(segments)))
    while left:
        chain = [left.pop()]
        for index in chain:
            x1, y1, x2, y2 = segments[index].tolist()
            for other in at[x1, y1] + at[x2, y2]:
                if other in left:
                    left.remove(other)
                    chain.append(other)
        yield np.array(chain)


def _faults(segments, owners, width):
    """Which of the free segments are faults: closed chains around slivers, of several units.

    The width of a sliver is its area over half its perimeter. A chain that is not closed goes on beyond
    the sliver: it is an estuary that narrows, say.
    """
    lines = shapely.linestrings((segments / GRID).reshape(-1, 2, 2))
    slivers = []
    for loop in shapely.get_parts(shapely.polygonize([shapely.union_all(lines)])):
        area, perimeter = map(abs, WGS84.geometry_area_perimeter(loop))
        if 2 * area <= width * perimeter:
            slivers.append(loop.boundary)
    # Where lines cross, slivers have vertices that are only nearly on them.
    around = np.flatnonzero(shapely.covered_by(lines, shapely.union_all(slivers).buffer(1e-9)))
    faults = np.zeros(len(segments), dtype=bool)
    for chain in _chains(segments[around]):
        ends = segments[around[chain]].reshape(-1, 2)
        is_closed = (np.unique(ends, axis=0, return_counts=True)[1] % 2 == 0).all()
        faults[around[chain]] = is_closed and len(np.unique(owners[around[chain]])) > 1
    return faults


def _metres(segments):
    degrees = segments / GRID
    return WGS84.inv(*degrees.T)[2]
