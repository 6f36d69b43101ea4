// The ground of the map as tiles. Moving the map moves tiles; those that are missing are painted a few a frame, so that
// no frame takes long. While the map is zoomed the tiles of the last scale stand in, larger or smaller.

const TILE = 256;
// Milliseconds of a frame that painting may take before the rest waits for the next one.
const BUDGET = 9;
const FIRST = 250;
// Pixels of all tiles of a scale above which those far away are let go: some 100 MB.
const MOST_PIXELS = 24e6;

export class Ground {
  constructor(canvas, painter) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d', { alpha: false });
    this.painter = painter;
    this.layer = null;
    this.before = null;
  }

  // A canvas that is given a size is empty, even if the size is the same.
  resize(width, height) {
    [this.canvas.width, this.canvas.height] = [width, height];
    this.drawn = null;
  }

  // What the tiles show changed: all are painted anew, over the old ones.
  refresh(look) {
    this.look = look;
    if (this.layer?.complete) this.before = this.layer;
    this.layer = null;
  }

  // Draws a view; `settled` tells that zooming is over, so that tiles of its scale are worth painting. Says whether
  // everything is there.
  draw(view, dense, settled) {
    const { canvas, context } = this;
    const [width, height] = [canvas.width, canvas.height];
    const scale = view.scale * dense;
    const left = view.x * scale - width / 2;
    const top = view.y * scale - height / 2;
    if (!this.layer || (settled && this.layer.scale !== scale)) {
      if (this.layer?.complete) this.before = this.layer;
      this.layer = { scale, tiles: new Map(), complete: false };
    }
    const { layer } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    // Where nothing moved since the last frame, only new tiles are put in their places.
    const place = `${scale} ${left} ${top} ${width} ${height}`;
    const isStill = this.drawn?.layer === layer && this.drawn.place === place && !this.before;
    this.drawn = { layer, place };
    if (isStill) {
      if (layer.complete) return true;
      layer.complete = this.paintMissing(layer, dense, left, top);
      return layer.complete;
    }
    context.fillStyle = this.look.theme.ground;
    context.fillRect(0, 0, width, height);
    const isSharp = layer.scale === scale;
    if (this.before && (!isSharp || !layer.complete)) this.place(this.before, scale, left, top);
    this.place(layer, scale, left, top);
    if (!isSharp) return settled;
    layer.complete = this.paintMissing(layer, dense, left, top);
    if (layer.complete) this.before = null;
    this.forget(layer, left, top);
    return layer.complete;
  }

  // Paints the tiles that the view lacks and puts them in their places, from the middle outwards, as long as there is
  // time. Browsers note what is drawn and do it when the picture is wanted: each tile is put in its place before the
  // clock is read, or a frame would note many tiles and then wait for all of them.
  paintMissing(layer, dense, left, top) {
    const side = TILE * Math.max(1, Math.round(dense));
    const [columns, rows] = [range(left, this.canvas.width, side), range(top, this.canvas.height, side)];
    const missing = [];
    for (const row of rows) for (const column of columns) if (!layer.tiles.has(`${column} ${row}`)) missing.push([column, row]);
    const [cx, cy] = [(left + this.canvas.width / 2) / side - 0.5, (top + this.canvas.height / 2) / side - 0.5];
    missing.sort((a, b) => Math.hypot(a[0] - cx, a[1] - cy) - Math.hypot(b[0] - cx, b[1] - cy));
    layer.side = side;
    // The first picture may take its time: nothing moves yet.
    const end = performance.now() + (this.isBegun ? BUDGET : FIRST);
    this.isBegun = true;
    while (missing.length > 0) {
      const [column, row] = missing.shift();
      const tile = this.tile(layer, column, row, dense);
      layer.tiles.set(`${column} ${row}`, tile);
      this.place(layer, layer.scale, left, top, [tile]);
      if (performance.now() > end) break;
    }
    return missing.length === 0;
  }

  tile(layer, column, row, dense) {
    const canvas = document.createElement('canvas');
    canvas.width = layer.side;
    canvas.height = layer.side;
    const [left, top] = [(column * layer.side) / layer.scale, (row * layer.side) / layer.scale];
    const place = { left, top, scale: layer.scale, width: layer.side, height: layer.side, dense };
    this.painter.paint(canvas.getContext('2d', { alpha: false }), { ...place, ...this.look });
    return { canvas, column, row };
  }

  // Puts the tiles of a layer where a view of another scale, or the same, has them.
  place(layer, scale, left, top, tiles = layer.tiles.values()) {
    const factor = scale / layer.scale;
    const side = layer.side * factor;
    for (const { canvas, column, row } of tiles) {
      const [x, y] = [column * side - left, row * side - top];
      if (x > this.canvas.width || y > this.canvas.height || x + side < 0 || y + side < 0) continue;
      if (factor === 1) this.context.drawImage(canvas, Math.round(x), Math.round(y));
      else this.context.drawImage(canvas, x, y, side + 0.5, side + 0.5);
    }
  }

  // Lets go of tiles far from the view.
  forget(layer, left, top) {
    if (layer.tiles.size * layer.side ** 2 < MOST_PIXELS) return;
    for (const [key, { column, row }] of layer.tiles) {
      const [x, y] = [column * layer.side - left, row * layer.side - top];
      if (Math.abs(x) > 3 * this.canvas.width || Math.abs(y) > 3 * this.canvas.height) layer.tiles.delete(key);
    }
  }
}

function range(from, length, side) {
  const first = Math.floor(from / side);
  return Array.from({ length: Math.floor((from + length) / side) - first + 1 }, (_, at) => first + at);
}
