// Arcs and rings out of their texts; the form is told in src/report/page/arcs.rs.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const WORTH = new Uint8Array(128);
for (let digit = 0; digit < 64; digit += 1) WORTH[DIGITS.charCodeAt(digit)] = digit;

// Reads whole numbers one after the other.
class Numbers {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  next() {
    let number = 0;
    let shift = 0;
    for (;;) {
      const digit = WORTH[this.text.charCodeAt(this.at)];
      this.at += 1;
      number |= (digit & 31) << shift;
      if (digit < 32) return number >>> 0;
      shift += 5;
    }
  }
}

// Vertices of all arcs: those of arc i are from starts[i] to starts[i + 1]. Every arc has its box.
export function decodeArcs(map) {
  const { arc_count: count, vertex_count: vertices } = map;
  const xs = new Int32Array(vertices);
  const ys = new Int32Array(vertices);
  const starts = new Uint32Array(count + 1);
  const boxes = new Int32Array(4 * count);
  const numbers = new Numbers(map.arcs);
  let [x, y, at] = [0, 0, 0];
  for (let arc = 0; arc < count; arc += 1) {
    const end = at + numbers.next();
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (; at < end; at += 1) {
      const [dx, dy] = [numbers.next(), numbers.next()];
      x += (dx >>> 1) ^ -(dx & 1);
      y += (dy >>> 1) ^ -(dy & 1);
      xs[at] = x;
      ys[at] = y;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    starts[arc + 1] = end;
    boxes.set([left, top, right, bottom], 4 * arc);
  }
  return { count, xs, ys, starts, boxes };
}

// Rings of all units as references: i is arc i as it runs, ~i is arc i from its end. `left` and `right` are the units
// beside each arc, -1 where there is none.
export function decodeRings(map, unitCount) {
  const numbers = new Numbers(map.rings);
  // Every arc is in two rings at most, and every ring has an arc.
  const refs = new Int32Array(2 * map.arc_count);
  const ringStarts = new Uint32Array(2 * map.arc_count + 1);
  const unitStarts = new Uint32Array(unitCount + 1);
  const left = new Int32Array(map.arc_count).fill(-1);
  const right = new Int32Array(map.arc_count).fill(-1);
  let [next, at, rings] = [0, 0, 0];
  for (let unit = 0; unit < unitCount; unit += 1) {
    for (let ring = numbers.next(); ring > 0; ring -= 1) {
      for (let arc = numbers.next(); arc > 0; arc -= 1) {
        const back = numbers.next();
        if (back === 0) {
          left[next] = unit;
          refs[at] = next;
          next += 1;
        } else {
          right[next - back] = unit;
          refs[at] = ~(next - back);
        }
        at += 1;
      }
      rings += 1;
      ringStarts[rings] = at;
    }
    unitStarts[unit + 1] = rings;
  }
  return { refs: refs.subarray(0, at), ringStarts: ringStarts.subarray(0, rings + 1), unitStarts, left, right };
}

export function arcOf(ref) {
  return ref < 0 ? ~ref : ref;
}

// The references of a unit, all rings one after the other.
export function refsOf(rings, unit) {
  return rings.refs.subarray(rings.ringStarts[rings.unitStarts[unit]], rings.ringStarts[rings.unitStarts[unit + 1]]);
}

// The box of some references: left, top, right, bottom; null for none.
export function boxOf(arcs, refs) {
  if (refs.length === 0) return null;
  const { boxes } = arcs;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let place = 0; place < refs.length; place += 1) {
    const at = 4 * arcOf(refs[place]);
    if (boxes[at] < left) left = boxes[at];
    if (boxes[at + 1] < top) top = boxes[at + 1];
    if (boxes[at + 2] > right) right = boxes[at + 2];
    if (boxes[at + 3] > bottom) bottom = boxes[at + 3];
  }
  return [left, top, right, bottom];
}

// Which vertices of each arc to draw at a scale: those nearer than a distance in steps to the one kept before are left
// out. Ends stay, so arcs that met still meet; both sides of a border leave out the same. An arc is looked at when it
// is first drawn.
export class Thinned {
  constructor(arcs, distance) {
    this.arcs = arcs;
    this.least = distance * distance;
    this.kept = new Uint8Array(arcs.xs.length);
    this.isDone = new Uint8Array(arcs.count);
  }

  // The first vertex of an arc, and one past its last; `kept` is then right for those between.
  rangeOf(arc) {
    const [start, end] = [this.arcs.starts[arc], this.arcs.starts[arc + 1]];
    if (this.isDone[arc] === 0) {
      this.isDone[arc] = 1;
      this.thin(start, end - 1);
    }
    return [start, end];
  }

  thin(start, last) {
    const { arcs: { xs, ys }, kept, least } = this;
    kept[start] = 1;
    kept[last] = 1;
    let [x, y] = [xs[start], ys[start]];
    for (let at = start + 1; at < last; at += 1) {
      const [dx, dy] = [xs[at] - x, ys[at] - y];
      if (dx * dx + dy * dy < least) continue;
      [x, y] = [xs[at], ys[at]];
      kept[at] = 1;
    }
  }
}
