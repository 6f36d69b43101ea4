// Outlines of groups of units: the arcs that have just one side in the group, put in a row.
import { arcOf, refsOf } from './arcs.js';

// The references around a group, with the group on the side of its own units. `holds` tells of a unit whether it is in.
export function around(rings, units, holds) {
  const refs = [];
  for (const unit of units) {
    for (const ref of refsOf(rings, unit)) {
      const other = ref < 0 ? rings.left[~ref] : rings.right[ref];
      if (other < 0 || !holds(other)) refs.push(ref);
    }
  }
  return refs;
}

// References as closed rings. Where several could follow, any does: the area inside, by the even-odd rule, is the same.
export function closed(arcs, refs) {
  const first = (ref) => placeOf(arcs, ref < 0 ? arcs.starts[~ref + 1] - 1 : arcs.starts[ref]);
  const last = (ref) => placeOf(arcs, ref < 0 ? arcs.starts[~ref] : arcs.starts[ref + 1] - 1);
  const from = new Map();
  for (const ref of refs) {
    const place = first(ref);
    const there = from.get(place);
    if (there) there.push(ref);
    else from.set(place, [ref]);
  }
  const found = [];
  for (const ref of refs) {
    const begin = from.get(first(ref));
    if (!begin.includes(ref)) continue;
    const ring = [];
    for (let next = begin.splice(begin.indexOf(ref), 1)[0]; next !== undefined; next = from.get(last(next))?.pop()) ring.push(next);
    found.push(ring);
  }
  return found;
}

function placeOf(arcs, vertex) {
  return arcs.xs[vertex] * 4_194_304 + arcs.ys[vertex];
}

// The arcs between units that are not in the same group, or at the edge of all.
export function borders(rings, groupOf) {
  const found = [];
  for (let arc = 0; arc < rings.left.length; arc += 1) {
    const [left, right] = [rings.left[arc], rings.right[arc]];
    if (left < 0 || right < 0 || groupOf(left) !== groupOf(right)) found.push(arc);
  }
  return found;
}

// The arcs whose two sides have different groups; no unit, or -1, is no group.
export function sides(rings, groupOf) {
  const found = [];
  for (let arc = 0; arc < rings.left.length; arc += 1) if (groupOf(rings.left[arc]) !== groupOf(rings.right[arc])) found.push(arc);
  return found;
}

// Units that hang together over common borders, as lists.
export function componentsOf(rings, units) {
  const left = new Set(units);
  const found = [];
  for (const unit of units) {
    if (!left.delete(unit)) continue;
    const group = [unit];
    for (const at of group) {
      for (const ref of refsOf(rings, at)) {
        const other = ref < 0 ? rings.left[arcOf(ref)] : rings.right[ref];
        if (left.delete(other)) group.push(other);
      }
    }
    found.push(group);
  }
  return found;
}

// Adds a ring to a path, of the vertices kept. Consecutive arcs share their ends, which are drawn once.
export function addRing(path, thin, ring) {
  const { arcs: { xs, ys }, kept } = thin;
  let begun = false;
  for (const ref of ring) {
    const [start, end] = thin.rangeOf(arcOf(ref));
    const [from, to, step] = ref < 0 ? [end - 1, start - 1, -1] : [start, end, 1];
    if (!begun) path.moveTo(xs[from], ys[from]);
    begun = true;
    for (let at = from + step; at !== to; at += step) if (kept[at] === 1) path.lineTo(xs[at], ys[at]);
  }
  path.closePath();
}

export function addArc(path, thin, arc) {
  const { arcs: { xs, ys }, kept } = thin;
  const [start, end] = thin.rangeOf(arc);
  path.moveTo(xs[start], ys[start]);
  for (let at = start + 1; at < end; at += 1) if (kept[at] === 1) path.lineTo(xs[at], ys[at]);
}
