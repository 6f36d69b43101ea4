// What is printed: a report on A4 pages, made when printing begins.
import { byId, fill, make } from './dom.js';
import { shownCell } from './cards.js';
import { summary } from './figures.js';
import { integer } from './format.js';
import { method, sourceLine } from './method.js';
import { shownColumns } from './tables.js';
import { columnName, say } from './texts.js';

// Rows of a table that are printed at most; the rest is counted.
const ROWS = 1200;

// Columns that get more room, and those whose words are not broken.
const NAMED = new Set(['cpts_nom', 'nom', 'stade', 'ensemble_stades', 'cpts_ids', 'stades']);
const WHOLE = new Set(['cpts_id', 'zone_id']);
const TOLD_AT_LENGTH = new Set(['message', 'correction', 'voisins']);

// Columns that fit on a page.
const PRINTED = {
  couverture_departements: ['code', 'nom', 'ensemble_stades', 'population', 'population_couverte', 'taux_population', 'nb_communes', 'nb_communes_couvertes', 'nb_cpts'],
  territoires: ['cpts_id', 'cpts_nom', 'stade', 'departements', 'nb_communes', 'population', 'taille', 'marge_basse', 'marge_haute', 'financement_max', 'financement_regime', 'nb_parties'],
  chevauchements: ['code_insee', 'nom', 'population', 'cpts_ids', 'stades'],
  zones_blanches: ['zone_id', 'classe', 'nb_communes', 'population', 'surface_km2', 'voisins'],
  anomalies: ['severite', 'regle', 'message', 'correction'],
};

function printedTable(title, name, table) {
  const shown = shownColumns(table, PRINTED[name]);
  const columns = PRINTED[name].filter((column) => shown.includes(column));
  const kind = (column) => (table.isNumber(column) ? 'number' : NAMED.has(column) ? 'name' : TOLD_AT_LENGTH.has(column) ? 'told' : WHOLE.has(column) ? 'whole' : null);
  const rows = Array.from({ length: Math.min(table.rows, ROWS) }, (_, row) => make('tr', {}, ...columns.map((column) => make('td', { class: kind(column) }, shownCell(table, column, row)))));
  const more = table.rows > ROWS ? make('p', { class: 'note' }, say('paperMore', integer(table.rows - ROWS), name)) : null;
  const head = make('tr', {}, ...columns.map((column) => make('th', { scope: 'col', class: kind(column) }, columnName(column))));
  return [make('h2', {}, title), table.rows === 0 ? make('p', {}, say('empty')) : make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows)), more];
}

// Makes the pages; `picture` is a canvas of the map.
export function showPaper(model, { title, subtitle, picture, anomalies }) {
  const { tables } = model;
  picture.className = 'paper-map';
  fill(
    byId('paper'),
    make('h1', {}, title),
    make('p', {}, subtitle),
    byId('totals').cloneNode(true),
    picture,
    make('p', { class: 'note' }, sourceLine(model)),
    make('h2', {}, say('tabFigures')),
    ...summary(model),
    ...printedTable(say('couverture_departements'), 'couverture_departements', tables.couverture_departements),
    ...printedTable(say('tabCpts'), 'territoires', tables.territoires),
    ...printedTable(say('tabOverlaps'), 'chevauchements', tables.chevauchements),
    ...printedTable(say('tabZones'), 'zones_blanches', tables.zones_blanches),
    ...printedTable(say('tabAnomalies'), 'anomalies', anomalies),
    make('p', { class: 'note' }, say('paperUnits')),
    make('h2', {}, say('methodTitle')),
    method(model),
  );
  byId('paper').querySelector('#totals').id = 'paper-totals';
}
