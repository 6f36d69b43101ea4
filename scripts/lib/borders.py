"""Common borders of units, matched segment by segment on the microdegree grid.

Two units are neighbours when they share a segment, so a border of positive length;
a common corner does not count. A segment that only one unit uses lies on the sea,
on the national border, or on a fault of the boundaries.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import Geod

from reference_pack import GRID

WGS84 = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Borders:
    """`metres[a][b]` is the length of the border between units a and b."""

    metres: dict
    on_the_edge: set  # units with a segment of their own


def borders(units):
    """Matches the segments of all units that have a contour."""
    drawn = [unit for unit in units if unit.geometry is not None]
    codes = [unit.code for unit in drawn]
    segments, owner = _segments([unit.geometry for unit in drawn])

    order = np.lexsort((owner, *segments.T[::-1]))
    segments, owner = segments[order], owner[order]
    first = np.ones(len(segments), dtype=bool)
    first[1:] = (segments[1:] != segments[:-1]).any(axis=1)
    starts = np.flatnonzero(first)
    uses = np.diff(np.append(starts, len(segments)))

    on_the_edge = {codes[i] for i in np.unique(owner[starts[uses == 1]])}
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


def _segments(geometries):
    """All segments as rows (x1, y1, x2, y2), lower end first, and the unit of each."""
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


def _metres(segments):
    degrees = segments / GRID
    return WGS84.inv(*degrees.T)[2]
