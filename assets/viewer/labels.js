// Names on the map: those of CPTS where they fit, those of communes once they are large.
import { onScreen } from './view.js';
import { touches } from './model.js';
import { isInside } from './picking.js';

const MOST_NAMES = 140;
// Pixels from one line of a name to the next.
const LINE = 14;

// A place inside of a group of units, for its name: in the unit nearest to the middle of its box.
function placeIn(model, units, box) {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  let best = null;
  for (const unit of units) {
    const own = model.boxOfUnit(unit);
    if (!own) continue;
    const middle = [(own[0] + own[2]) / 2, (own[1] + own[3]) / 2];
    const distance = Math.hypot(middle[0] - x, middle[1] - y);
    if (!best || distance < best.distance) best = { distance, middle };
  }
  return units.length > 1 && units.some((unit) => isInside(model.arcs, model.rings, unit, x, y)) ? [x, y] : best?.middle;
}

// A name without the word that all of them begin with.
function shortName(name) {
  return name.replace(/^CPTS\s+/i, '').replace(/^(?:de la|des|du|de l['’]|de)\s+/i, '').replace(/^./, (first) => first.toUpperCase());
}

// A text in at most so many lines, broken between words, none wider than there is room; null if it takes more.
function inLines(text, wide, room, most) {
  const lines = [];
  for (const word of text.split(/(?<=-)|\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last}${last.endsWith('-') ? '' : ' '}${word}`;
    if (last !== undefined && wide(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
    if (lines.length > most || wide(lines.at(-1)) > room) return null;
  }
  return lines;
}

export class Labels {
  constructor(model) {
    this.model = model;
    this.places = new Map();
    this.widths = new Map();
    this.order = [...model.territories].filter((territory) => territory.box).sort((a, b) => b.population - a.population || a.row - b.row);
  }

  draw(context, view, { width, height, dense, theme }) {
    const { model } = this;
    const taken = [];
    const box = [view.x - width / 2 / view.scale, view.y - height / 2 / view.scale, view.x + width / 2 / view.scale, view.y + height / 2 / view.scale];
    context.setTransform(dense, 0, 0, dense, 0, 0);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    const wide = (text, font) => {
      const key = font + text;
      context.font = font;
      if (!this.widths.has(key)) this.widths.set(key, context.measureText(text).width);
      return this.widths.get(key);
    };
    const write = (text, [x, y], font, room, most = 1) => {
      const lines = inLines(text, (part) => wide(part, font), room - 6, most);
      if (!lines) return;
      const half = Math.max(...lines.map((line) => wide(line, font))) / 2 + 3;
      const [px, py] = onScreen(view, x, y, width, height);
      const tall = (lines.length * LINE) / 2 + 2;
      const mine = [px - half, py - tall, px + half, py + tall];
      if (mine[0] < 2 || mine[2] > width - 2 || taken.some((other) => touches(other, mine))) return;
      taken.push(mine);
      context.lineWidth = 3;
      context.strokeStyle = theme.halo;
      context.fillStyle = theme.text;
      lines.forEach((line, at) => {
        const down = py + (at - (lines.length - 1) / 2) * LINE;
        context.strokeText(line, px, down);
        context.fillText(line, px, down);
      });
    };
    // Close by, communes come first: which CPTS it is, colours and cards tell.
    if (view.scale / model.data.map.step > 1 / 75) {
      for (const unit of model.unitIndex.touching(box).sort((one, other) => one - other)) {
        const own = model.boxOfUnit(unit);
        const room = (own[2] - own[0]) * view.scale;
        if (room > 50) write(model.unit(unit, 'nom'), [(own[0] + own[2]) / 2, (own[1] + own[3]) / 2], '11px system-ui, sans-serif', room * 1.1);
        if (taken.length > MOST_NAMES) break;
      }
    }
    for (const territory of this.order) {
      const room = (territory.box[2] - territory.box[0]) * view.scale;
      if (room < 40 || !touches(territory.box, box)) continue;
      if (!this.places.has(territory)) this.places.set(territory, placeIn(model, territory.units, territory.box));
      write(shortName(territory.name || territory.id), this.places.get(territory), '600 12px system-ui, sans-serif', room * 1.05, Math.min(3, Math.floor(((territory.box[3] - territory.box[1]) * view.scale) / LINE)));
      if (taken.length > MOST_NAMES) break;
    }
  }
}
