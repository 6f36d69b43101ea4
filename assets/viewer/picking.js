// Which unit is at a place; which boxes touch a box.
import { arcOf, refsOf } from './arcs.js';

// Boxes in the cells of a grid.
export class BoxIndex {
  constructor(boxes, extent, cells = 96) {
    this.extent = extent;
    this.cells = cells;
    this.boxes = boxes;
    this.size = Math.max(extent[2] - extent[0], extent[3] - extent[1], 1) / cells;
    const counts = new Uint32Array(cells * cells + 1);
    this.count = boxes.length / 4;
    let box = 0;
    const each = (visit) => {
      for (box = 0; box < this.count; box += 1) {
        if (boxes[4 * box] <= boxes[4 * box + 2]) this.visit(boxes[4 * box], boxes[4 * box + 1], boxes[4 * box + 2], boxes[4 * box + 3], visit);
      }
    };
    each((cell) => { counts[cell + 1] += 1; });
    for (let cell = 0; cell < cells * cells; cell += 1) counts[cell + 1] += counts[cell];
    this.starts = counts;
    this.items = new Uint32Array(counts[cells * cells]);
    const at = counts.slice();
    each((cell) => { this.items[at[cell]] = box; at[cell] += 1; });
    this.seen = new Uint32Array(this.count);
    this.turn = 0;
  }

  visit(left, top, right, bottom, found) {
    const cell = (value) => Math.min(Math.max(Math.floor(value), 0), this.cells - 1);
    const [x0, x1] = [cell((left - this.extent[0]) / this.size), cell((right - this.extent[0]) / this.size)];
    const [y0, y1] = [cell((top - this.extent[1]) / this.size), cell((bottom - this.extent[1]) / this.size)];
    for (let y = y0; y <= y1; y += 1) for (let x = x0; x <= x1; x += 1) found(y * this.cells + x);
  }

  // The boxes that touch a box, each once, in no order.
  touching([left, top, right, bottom]) {
    this.turn += 1;
    const found = [];
    this.visit(left, top, right, bottom, (cell) => {
      for (let at = this.starts[cell]; at < this.starts[cell + 1]; at += 1) {
        const box = this.items[at];
        if (this.seen[box] === this.turn) continue;
        this.seen[box] = this.turn;
        const to = 4 * box;
        if (this.boxes[to] <= right && this.boxes[to + 2] >= left && this.boxes[to + 1] <= bottom && this.boxes[to + 3] >= top) found.push(box);
      }
    });
    return found;
  }
}

// Whether a place is inside a unit: a ray to the right crosses its outline an odd number of times.
export function isInside(arcs, rings, unit, x, y) {
  let inside = false;
  for (const ref of refsOf(rings, unit)) {
    const arc = arcOf(ref);
    const box = 4 * arc;
    if (arcs.boxes[box + 1] > y || arcs.boxes[box + 3] <= y || arcs.boxes[box + 2] < x) continue;
    for (let at = arcs.starts[arc]; at < arcs.starts[arc + 1] - 1; at += 1) {
      const [ay, by] = [arcs.ys[at], arcs.ys[at + 1]];
      if (ay > y === by > y) continue;
      const [ax, bx] = [arcs.xs[at], arcs.xs[at + 1]];
      if (x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    }
  }
  return inside;
}

// The unit at a place, or -1.
export function unitAt(model, x, y) {
  for (const unit of model.unitIndex.touching([x, y, x, y])) {
    if (isInside(model.arcs, model.rings, unit, x, y)) return unit;
  }
  return -1;
}
