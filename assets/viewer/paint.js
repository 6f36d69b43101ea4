// Draws a rectangle of the plane on a canvas: a tile of the map, a picture, a page to print.
import { colourOf } from './colours.js';
import { addArc, addRing } from './outlines.js';
import { Thinned } from './arcs.js';
import { touches } from './model.js';

const HATCH = 8;

export class Painter {
  constructor(model) {
    this.model = model;
    this.levels = new Map();
    this.hatches = new Map();
  }

  // Arcs and paths for a scale in pixels a step: vertices closer than half a pixel are one.
  level(scale) {
    const level = Math.max(Math.floor(Math.log2(0.6 / scale)), -1);
    if (!this.levels.has(level)) this.levels.set(level, { thin: new Thinned(this.model.arcs, 2 ** level), paths: new Map() });
    return this.levels.get(level);
  }

  // The path of a CPTS or a zone.
  path(level, group) {
    let path = level.paths.get(group);
    if (!path) {
      path = new Path2D();
      for (const ring of group.outline) addRing(path, level.thin, ring);
      level.paths.set(group, path);
    }
    return path;
  }

  // The path of some units.
  unitsPath(level, units) {
    const path = new Path2D();
    const { rings } = this.model;
    for (const unit of units) {
      for (let ring = rings.unitStarts[unit]; ring < rings.unitStarts[unit + 1]; ring += 1) {
        addRing(path, level.thin, rings.refs.subarray(rings.ringStarts[ring], rings.ringStarts[ring + 1]));
      }
    }
    return path;
  }

  // Paints what lies between `left`, `top` and that many pixels farther, `scale` pixels a step, `dense` pixels of the
  // canvas for one of the screen.
  paint(context, { left, top, scale, width, height, dense, theme, mode, insetNames }) {
    const { model } = this;
    const level = this.level(scale / dense);
    const box = [left - 4 / scale, top - 4 / scale, left + (width + 4) / scale, top + (height + 4) / scale];
    const toPlane = () => context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    const line = (pixels) => (pixels * dense) / scale;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = theme.ground;
    context.fillRect(0, 0, width, height);
    toPlane();
    context.lineJoin = 'round';
    context.lineCap = 'round';
    const zones = model.zones.filter((zone) => touches(zone.box, box));
    const territories = model.territories.filter((territory) => touches(territory.box, box));
    context.fillStyle = theme.white;
    for (const zone of zones) context.fill(this.path(level, zone), 'evenodd');
    for (const territory of territories) {
      context.fillStyle = colourOf(territory, mode, theme);
      const path = this.path(level, territory);
      context.fill(path, 'evenodd');
    }
    this.paintPattern(context, level, box, { dense, theme, units: model.shared, ground: null, pattern: dotting });
    this.paintPattern(context, level, box, { dense, theme, units: model.overlaps, ground: theme.hatchGround, pattern: hatching });
    this.paintCommunes(context, level, box, { scale: scale / dense, line, theme });
    // From far away lines are thinner, or they would be all there is.
    const metres = (model.data.map.step * dense) / scale;
    const weight = Math.min(Math.max(500 / metres, 0.5), 1);
    const near = metres < 60 ? 1.7 : 1;
    // Only arcs that are in view, each once: a line costs as much where it is not seen.
    const borders = (some, width, colour) => {
      const path = new Path2D();
      for (const arc of some.touching(box)) addArc(path, level.thin, arc);
      context.strokeStyle = colour;
      context.lineWidth = line(width);
      context.stroke(path);
    };
    borders(model.cptsBorders, theme.outlineWidth * weight * near, theme.outline);
    borders(model.zoneBorders, 0.9 * weight, theme.whiteLine);
    if (weight === 1) borders(model.departmentBorders, 2.8, theme.outline);
    borders(model.departmentBorders, 1.3 * weight, theme.department);
    borders(model.scopeBorders, 2 * weight, theme.scope);
    this.paintInsets(context, { box, line, theme, insetNames, scale, dense, left, top });
  }

  // Overlaps are hatched; communes shared by part dotted, over the colours of those that share them.
  paintPattern(context, level, box, { dense, theme, units: all, ground, pattern: draw }) {
    const units = all.filter((unit) => touches(this.model.boxOfUnit(unit), box));
    if (units.length === 0) return;
    const path = this.unitsPath(level, units);
    if (ground) {
      context.fillStyle = ground;
      context.fill(path, 'evenodd');
    }
    const matrix = context.getTransform();
    const pattern = context.createPattern(this.pattern(draw, dense, theme), 'repeat');
    // The pattern keeps its width on the screen; tiles begin at multiples of it, so that it goes on across them.
    pattern.setTransform(matrix.inverse());
    context.fillStyle = pattern;
    context.fill(path, 'evenodd');
    context.strokeStyle = theme.hatch;
    context.lineWidth = (1.4 * dense) / matrix.a;
    context.stroke(path);
  }

  pattern(draw, dense, theme) {
    const key = `${draw.name} ${dense} ${theme.hatch}`;
    if (!this.hatches.has(key)) this.hatches.set(key, draw(Math.round(HATCH * dense), theme.hatch));
    return this.hatches.get(key);
  }

  // Borders of communes, once they are large enough on the screen not to be a blur.
  paintCommunes(context, level, box, { scale, line, theme }) {
    const { model } = this;
    const metres = 1 / (scale / model.data.map.step);
    if (metres > 260) return;
    const path = new Path2D();
    for (const arc of model.arcIndex.touching(box)) addArc(path, level.thin, arc);
    context.strokeStyle = theme.commune;
    context.lineWidth = line(metres > 120 ? 0.4 : 0.7);
    context.stroke(path);
  }

  // The frames of the insets, with name and scale.
  paintInsets(context, { box, line, theme, insetNames, scale, dense, left, top }) {
    for (const frame of this.model.frames.slice(1)) {
      if (!touches(frame.extent, box)) continue;
      const [x0, y0, x1, y1] = frame.extent;
      context.strokeStyle = theme.inset;
      context.lineWidth = line(0.8);
      context.strokeRect(x0, y0, x1 - x0, y1 - y0);
      if ((x1 - x0) * scale < 60 * dense || !insetNames) continue;
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.font = `${11 * dense}px system-ui, sans-serif`;
      context.fillStyle = theme.text;
      context.strokeStyle = theme.halo;
      context.lineWidth = 3 * dense;
      context.textBaseline = 'top';
      const [name, factor] = insetNames(frame);
      const write = (text, x, y) => {
        context.strokeText(text, x, y);
        context.fillText(text, x, y);
      };
      write(name, (x0 - left) * scale + 5 * dense, (y0 - top) * scale + 4 * dense);
      context.textAlign = 'right';
      context.textBaseline = 'bottom';
      write(factor, (x1 - left) * scale - 5 * dense, (y1 - top) * scale - 3 * dense);
      context.restore();
    }
  }
}

// A square of slanted lines that fits itself on all sides.
function hatching(size, colour) {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  context.strokeStyle = colour;
  context.lineWidth = size / 4;
  for (const at of [-size, 0, size]) {
    context.beginPath();
    context.moveTo(at - 2, size + 2);
    context.lineTo(at + size + 2, -2);
    context.stroke();
  }
  return canvas;
}

// A square with a dot in its middle.
function dotting(size, colour) {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  context.fillStyle = colour;
  context.beginPath();
  context.arc(size / 2, size / 2, size / 6, 0, 2 * Math.PI);
  context.fill();
  return canvas;
}
