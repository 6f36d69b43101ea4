// The view as a picture, with title, legend and source: to download, and to print.
import { THEMES } from './colours.js';
import { integer, percent } from './format.js';
import { drawSwatch, legendEntries, scaleBar } from './legend.js';
import { sourceLine } from './method.js';
import { say, wordOf } from './texts.js';
import { Labels } from './labels.js';

const HEAD = 62;
const FOOT = 26;
const SIDE = 246;

// A canvas with a view of the map, so many pixels of the screen wide and high.
export function pictureOf(model, painter, { view, width, height, dense, mode, themeName, title, insetNames, isBare = false }) {
  // On paper title and source stand beside the picture.
  const [head, foot] = isBare ? [0, 0] : [HEAD, FOOT];
  const theme = THEMES[themeName];
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((width + SIDE) * dense);
  canvas.height = Math.round((height + head + foot) * dense);
  const context = canvas.getContext('2d', { alpha: false });
  const map = document.createElement('canvas');
  map.width = Math.round(width * dense);
  map.height = Math.round(height * dense);
  const scale = view.scale * dense;
  const corner = { left: view.x - map.width / 2 / scale, top: view.y - map.height / 2 / scale };
  const ink = map.getContext('2d');
  painter.paint(ink, { ...corner, scale, width: map.width, height: map.height, dense, theme, mode, insetNames });
  new Labels(model).draw(ink, view, { width, height, dense, theme });
  context.fillStyle = theme.land;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(map, 0, head * dense);
  context.scale(dense, dense);
  const write = (text, x, y, size, weight = 400) => {
    context.font = `${weight} ${size}px system-ui, sans-serif`;
    context.fillStyle = theme.text;
    context.textBaseline = 'alphabetic';
    context.fillText(text, x, y);
  };
  if (!isBare) writeAround(model, write, title, head + height);
  let y = head + 24;
  write(say('legend'), width + 16, y, 13, 650);
  for (const entry of legendEntries(model, mode, theme)) {
    y += 25;
    drawSwatch(context, entry, width + 16, y - 11, 24, 15, 1);
    write(entry.text, width + 48, y + 1, 12);
  }
  const bar = scaleBar(model.data.map.step / view.scale, 120);
  y += 44;
  context.strokeStyle = theme.text;
  context.lineWidth = 1.2;
  context.beginPath();
  context.moveTo(width + 16, y - 5);
  context.lineTo(width + 16, y);
  context.lineTo(width + 16 + bar.pixels, y);
  context.lineTo(width + 16 + bar.pixels, y - 5);
  context.stroke();
  write(bar.text, width + 16, y + 16, 12);
  return canvas;
}

// Title and totals above, source below.
function writeAround(model, write, title, below) {
  const { totaux } = model.data.resume;
  const covered = `${say('covered')} ${percent(totaux.taux_population)} (${say('coveredOf', integer(totaux.population_couverte), integer(totaux.population))})`;
  const white = `${say('white').toLowerCase()} ${say('inhabitants', integer(totaux.population_blanche))}`;
  write(title, 16, 28, 19, 650);
  write(`${covered}, ${wordOf(model.data.resume.ensemble_stades)} ; ${white}`, 16, 49, 13);
  write(sourceLine(model), 16, below + 17, 11);
}
