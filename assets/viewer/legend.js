// The legend: what the colours of the map mean.
import { unknownSize } from './colours.js';
import { byId, fill, make } from './dom.js';
import { STAGES } from './model.js';
import { inLanguage, say, wordOf } from './texts.js';

// The entries of a mode: colours and words. Classes that no CPTS has are left out.
export function legendEntries(model, mode, theme) {
  const entries = [];
  if (mode === 'stage') {
    STAGES.forEach((stage, at) => {
      if (model.territories.some((territory) => territory.stage === at)) entries.push({ colour: theme.stages[at], text: stage ? wordOf(stage) : say('noStage') });
    });
  } else if (mode === 'size') {
    theme.sizes.forEach((colour, at) => entries.push({ colour, text: say('sizeOf', at + 1, inLanguage(model.data.method.sizes)[at]) }));
    if (model.territories.some(({ size }) => !size)) entries.push({ colour: unknownSize(theme), text: say('sizeUnknown') });
  } else {
    entries.push({ colours: theme.cpts.slice(0, 4), text: say('legendCpts') });
  }
  if (model.zones.length > 0) entries.push({ colour: theme.white, line: theme.whiteLine, text: say('legendWhite') });
  if (model.overlaps.length > 0) entries.push({ hatch: theme.hatch, text: say('legendOverlap') });
  if (model.shared.length > 0) entries.push({ dots: theme.hatch, text: say('legendShared') });
  entries.push({ stroke: theme.department, width: 1, text: say('legendDepartment') });
  if (model.unitCount > model.inScope) entries.push({ stroke: theme.scope, width: 2, text: say('legendScope') });
  return entries;
}

// A swatch drawn as the map draws.
function swatch({ colour, colours, line, hatch, dots, stroke, width }) {
  const dense = 2;
  const canvas = make('canvas', { width: 22 * dense, height: 14 * dense, 'aria-hidden': 'true' });
  drawSwatch(canvas.getContext('2d'), { colour, colours, line, hatch, dots, stroke, width }, 0, 0, 22 * dense, 14 * dense, dense);
  return canvas;
}

export function drawSwatch(context, { colour, colours, line, hatch, dots, stroke, width }, x, y, w, h, dense) {
  context.save();
  context.beginPath();
  context.rect(x, y, w, h);
  context.clip();
  const fills = colours ?? (colour ? [colour] : []);
  fills.forEach((one, at) => {
    context.fillStyle = one;
    context.fillRect(x + (at * w) / fills.length, y, w / fills.length + 1, h);
  });
  if (hatch) {
    context.strokeStyle = hatch;
    context.lineWidth = 2 * dense;
    for (let at = -h; at < w; at += 8 * dense) {
      context.beginPath();
      context.moveTo(x + at, y + h);
      context.lineTo(x + at + h, y);
      context.stroke();
    }
  }
  if (dots) {
    context.fillStyle = dots;
    for (let top = 0; top + 7 * dense <= h; top += 7 * dense) {
      for (let at = 0; at + 7 * dense <= w; at += 7 * dense) {
        context.beginPath();
        context.arc(x + at + 3.5 * dense, y + top + 3.5 * dense, 1.3 * dense, 0, 2 * Math.PI);
        context.fill();
      }
    }
  }
  context.lineWidth = (hatch || dots || line ? 1.2 : width ?? 0) * dense;
  context.strokeStyle = hatch ?? dots ?? line ?? stroke ?? 'transparent';
  if (stroke) {
    context.beginPath();
    context.moveTo(x, y + h / 2);
    context.lineTo(x + w, y + h / 2);
    context.stroke();
  } else if (context.lineWidth > 0 && (hatch || dots || line)) {
    context.strokeRect(x + dense / 2, y + dense / 2, w - dense, h - dense);
  }
  context.restore();
}

export function showLegend(model, mode, theme) {
  const items = legendEntries(model, mode, theme).map((entry) => make('li', {}, swatch(entry), make('span', {}, entry.text)));
  const list = make('details', { open: (byId('legend').dataset.closed ?? (byId('map').offsetWidth > 640 ? 'no' : 'yes')) === 'no' }, make('summary', {}, say('legend')), make('ul', {}, ...items), make('div', { id: 'scale' }));
  list.addEventListener('toggle', () => { byId('legend').dataset.closed = list.open ? 'no' : 'yes'; });
  fill(byId('legend'), list);
}

// A round length in metres that is at most so many pixels long.
export function scaleBar(metresPerPixel, most) {
  const whole = metresPerPixel * most;
  const power = 10 ** Math.floor(Math.log10(whole));
  const metres = [5, 2, 1].map((digit) => digit * power).find((length) => length <= whole);
  return { metres, pixels: metres / metresPerPixel, text: metres >= 1000 ? `${metres / 1000} km` : `${metres} m` };
}
