// The figures: totals that are always in sight, and the summary.
import { byId, fill, make } from './dom.js';
import { integer, percent, sayCount } from './format.js';
import { communes, shownCell } from './cards.js';
import { columnName, inLanguage, say, wordOf } from './texts.js';

// The strip of totals. What is not covered is always told.
export function showTotals(model) {
  const { totaux, anomalies } = model.data.resume;
  const white = totaux.population > 0 ? 100 - totaux.taux_population : null;
  const set = wordOf(model.data.resume.ensemble_stades);
  const items = [
    ['covered', percent(totaux.taux_population), say('coveredOf', integer(totaux.population_couverte), integer(totaux.population)), 'covered'],
    ['white', percent(white), say('inhabitants', integer(totaux.population_blanche)), 'white'],
    ['cptsCount', integer(totaux.nb_cpts), set, 'cpts'],
    ['overlaps', integer(totaux.nb_chevauchements), say('inhabitants', integer(totaux.population_en_chevauchement)), 'overlaps'],
    ['zones', integer(totaux.nb_zones_blanches), communes(totaux.nb_communes_blanches), 'zones'],
    // What is told for information is no work to do: it is counted apart.
    ['anomalies', integer(anomalies.erreurs + anomalies.avertissements), [sayCount('errors', anomalies.erreurs), sayCount('warnings', anomalies.avertissements)].join(', '), 'anomalies'],
  ];
  fill(byId('totals'), ...items.map(([key, figure, below, name]) => make('div', { 'data-total': name, class: key === 'white' && totaux.population_blanche > 0 ? 'warned' : null }, make('dt', {}, key === 'covered' ? say('ofSet', say(key), set) : say(key)), make('dd', { class: 'figure' }, figure), make('dd', {}, below))));
}

// A plain table out of heads and rows; the first column names the row.
function plainTable(title, heads, rows) {
  const head = make('tr', {}, ...heads.map((text, at) => make('th', { scope: 'col', class: at > 0 ? 'number' : null }, text)));
  const lines = rows.map(({ cells, isChosen, isSum }) => make('tr', { class: isChosen ? 'chosen' : null }, ...cells.map((cell, at) => make(at === 0 ? 'th' : 'td', at === 0 ? { scope: 'row' } : { class: isSum ? 'number sum' : 'number' }, cell))));
  return make('div', { class: 'plain', tabindex: 0, role: 'region', 'aria-label': title }, make('table', {}, make('caption', {}, title), make('thead', {}, head), make('tbody', {}, ...lines)));
}

// A share as a bar, for the eye only: the figure stands beside it.
function bar(share) {
  const inside = make('span', {});
  inside.style.width = `${Math.max(Math.min(share ?? 0, 100), 0)}%`;
  return make('span', { class: 'bar', 'aria-hidden': 'true' }, inside);
}

export function summary(model) {
  const { resume, tables } = model.data;
  const france = tables.couverture_france;
  const sets = Array.from({ length: france.rows }, (_, row) => {
    const key = france.text('ensemble_stades', row);
    const isChosen = key === resume.ensemble_stades;
    const name = make('span', {}, wordOf(key), isChosen ? make('small', {}, ` ${say('chosenSet')}`) : null, bar(france.value('taux_population', row) / 100));
    const cells = ['population_couverte', 'taux_population', 'nb_communes_couvertes', 'taux_communes', 'taux_surface', 'nb_cpts'];
    return { isChosen, cells: [name, ...cells.map((column) => shownCell(france, column, row))] };
  });
  const heads = ['ensemble_stades', 'population_couverte', 'taux_population', 'nb_communes_couvertes', 'taux_communes', 'taux_surface', 'nb_cpts'].map(columnName);
  const counts = (title, list, word) => plainTable(title, ['', say('cptsCount')], list.map(({ cle, nombre }) => ({ cells: [word(cle), integer(nombre)] })));
  const size = (key) => (key === 'taille_inconnue' ? say('sizeUnknown') : `${say('size', key.slice(-1))} (${inLanguage(model.data.method.sizes)[key.slice(-1) - 1]})`);
  const zones = resume.zones_blanches.map(({ classe, nombre, nb_communes: number, population }) => ({ cells: [wordOf(classe), integer(nombre), integer(number), integer(population)] }));
  const { table, totaux } = resume;
  return [
    plainTable(say('coverageBy'), heads, sets),
    withoutStage(model),
    make('p', { class: 'note' }, say('denominator', integer(totaux.population), integer(totaux.nb_communes))),
    make('div', { class: 'pair' }, counts(say('byStage'), resume.cpts, wordOf), counts(say('bySize'), resume.tailles.filter(({ cle, nombre }) => nombre > 0 || cle !== 'taille_inconnue'), size)),
    plainTable(say('zonesBy'), [columnName('classe'), say('zones'), columnName('nb_communes'), columnName('population')], zones),
    identities(model),
    make('p', { class: 'note' }, say('tableRows', integer(table.lignes), integer(table.lignes_utilisees), integer(table.lignes_rejetees))),
  ];
}

// Rates of sets of stages say nothing of a table without stages: that is told beside them.
function withoutStage(model) {
  const { resume } = model.data;
  const none = resume.cpts.find(({ cle }) => cle === 'sans_stade')?.nombre ?? 0;
  if (none === 0) return null;
  const isAll = none === resume.totaux.nb_cpts;
  return make('p', { class: 'note' }, isAll ? say('allNoStage', wordOf('tous')) : say('someNoStage', integer(none), wordOf('tous')));
}

function identities(model) {
  const { resume, method } = model.data;
  const names = new Map(method.regions.map(({ code, nom }) => [code, nom]));
  const rows = resume.identites.map((one) => ({
    isSum: true,
    cells: [
      names.get(one.code_region) ?? one.code_region,
      `${integer(one.couverte)} + ${integer(one.blanche)} = ${integer(one.population)}`,
      `${integer(one.exclusive)} + ${integer(one.partagee)} = ${integer(one.couverte)}`,
      `${integer(one.somme_cpts)} − ${integer(one.couverte)} = ${integer(one.comptee_plusieurs_fois)}`,
    ],
  }));
  return plainTable(say('identities'), [say('identityRegion'), say('identityCovered'), say('identityShared'), say('identityAgain')], rows);
}
