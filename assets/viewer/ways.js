// What could be done about an overlap, and who could take a white zone: each with what the CPTS would come to.
import { make } from './dom.js';
import { integer } from './format.js';
import { columnName, say, wordOf } from './texts.js';

// The rows of a table of options by what they are about; found once.
export class Ways {
  constructor(model) {
    this.model = model;
    this.overlaps = rowsBy(model.tables.chevauchements_options, 'cpts_ids');
    this.takers = rowsBy(model.tables.zones_blanches_options, 'zone_id');
  }

  // The ways out of a commune's overlap: those of each two of its CPTS.
  ofOverlap(unit, link) {
    const { model } = this;
    const table = model.tables.chevauchements_options;
    if (table.rows === 0) return [note('chevauchements_options')];
    const claimants = model.claimants(unit);
    const parts = [];
    claimants.forEach((a, at) => claimants.slice(at + 1).forEach((b) => {
      const [one, other] = [model.territories[a], model.territories[b]];
      // The first of a pair is the first in the table too.
      const rows = this.overlaps.get(`${one.id}|${other.id}`) ?? this.overlaps.get(`${other.id}|${one.id}`) ?? [];
      if (rows.length === 0) return;
      const [first, second] = rows.slice(0, 2).map((row) => nameOf(model, table.text('cpts_id', row)));
      const both = model.overlaps.filter((each) => model.isClaimedBy(each, a) && model.isClaimedBy(each, b));
      const about = say(both.length > 1 ? 'waysOfMany' : 'waysOfOne', first, second, integer(both.length));
      parts.push(make('p', { class: 'aside' }, about));
      for (const [option, those] of grouped(rows, (row) => table.text('option', row))) {
        parts.push(make('h5', {}, say(option, first, second)), this.changes(table, those, link));
      }
    }));
    return parts;
  }

  // Who could take a zone: those with the longest common border first.
  ofZone(zone, link) {
    const table = this.model.tables.zones_blanches_options;
    const hasNeighbours = this.model.tables.zones_blanches.text('voisins', zone.row) !== '';
    if (table.rows === 0 && hasNeighbours) return [note('zones_blanches_options')];
    const rows = this.takers.get(zone.id) ?? [];
    return rows.length > 0 ? [make('p', { class: 'aside' }, say('takersOf')), this.changes(table, rows, link)] : [make('p', {}, say('none'))];
  }

  // What each CPTS would become.
  changes(table, rows, link) {
    const items = rows.map((row) => {
      const id = table.text('cpts_id', row);
      const both = (name, words) => told(table.value(`${name}_avant`, row), table.value(`${name}_apres`, row), words);
      const figures = [
        both('population', (text) => say('inhabitants', text)),
        both('taille', (text) => `${columnName('taille').toLowerCase()} ${text}`),
        both('financement_regime', (text) => say('steadyFunding', text)),
      ];
      const [pieces, departments] = ['nb_parties', 'departements'].map((name) => [table.value(`${name}_avant`, row), table.value(`${name}_apres`, row)]);
      if (!isEmpty(pieces[1]) && pieces[0] !== pieces[1]) figures.push(told(...pieces, (text) => say('piecesOf', text)));
      if (!isEmpty(departments[1]) && departments[0] !== departments[1]) figures.push(told(...departments.map(listed), (text) => say('departmentsOf', text)));
      const names = ['population', 'taille', 'financement_regime', 'nb_parties', 'departements'];
      const isGone = names.every((name) => isEmpty(table.value(`${name}_apres`, row)));
      const isSame = names.every((name) => table.value(`${name}_avant`, row) === table.value(`${name}_apres`, row));
      if (isSame) figures.push(say('asBefore'));
      return make('li', { class: 'way' }, link(id), make('span', { class: 'aside' }, isGone ? say('noMore') : figures.join(', ')));
    });
    return make('ul', {}, ...items);
  }
}

function listed(codes) {
  return String(codes).split('|').join(', ');
}

function isEmpty(value) {
  return value === null || value === '';
}

// A figure before and after; once, where it stays.
function told(before, after, words) {
  const text = (value) => (isEmpty(value) ? '–' : typeof value === 'number' ? integer(value) : wordOf(value));
  return words(before === after ? text(before) : `${text(before)} → ${text(after)}`);
}

function nameOf(model, id) {
  return model.territoryById.get(id)?.name || id;
}

function note(file) {
  return make('p', { class: 'aside' }, say('waysInFile', file));
}

function rowsBy(table, column) {
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  return grouped(rows, (row) => table.text(column, row));
}

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
