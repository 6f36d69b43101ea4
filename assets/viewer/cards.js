// Cards: all that is known of a CPTS, a white zone or a commune.
import { contactLink, contactsOf } from './contacts.js';
import { byId, button, fill, make } from './dom.js';
import { decimal, integer, sayCount } from './format.js';
import { STAGES } from './model.js';
import { cellText, columnName, say, wordOf } from './texts.js';
import { Ways } from './ways.js';

// Columns of a CPTS that a card tells in a way of its own.
const TOLD = new Set(['cpts_id', 'cpts_nom', 'stade', 'departements', 'voisins', 'contacts', 'seuil_inferieur', 'seuil_superieur', 'marge_basse', 'marge_haute']);
const MANY = 12;

// A cell as people read it.
export function shownCell(table, name, row) {
  const value = table.value(name, row);
  if (value === null || value === '') return '–';
  if (!table.isNumber(name)) return cellText(name, value);
  return table.places(name) > 0 ? decimal(value, table.places(name)) : integer(value);
}

export class Cards {
  constructor(model, { open, close }) {
    this.model = model;
    this.open = open;
    this.closed = close;
    this.shown = null;
    this.ways = new Ways(model);
  }

  // Shows the card of something: { kind: 'cpts' | 'zone' | 'commune', key }. Says whether there is such a thing.
  show(target) {
    const made = this.make(target);
    if (made) this.put(target, made);
    return Boolean(made);
  }

  // Tells that a link asks for what the report has not.
  showUnknown(target) {
    const { kind, key } = target;
    const words = { cpts: say('cardCpts'), zone: say('cardZone'), commune: say('cardCommune') };
    this.put({ ...target, isUnknown: true }, { name: key, parts: [this.head(words[kind], key), make('p', {}, say('linkUnknown'))] });
  }

  put(target, made) {
    this.shown = target;
    const close = button('×', () => this.close(), { class: 'close', 'aria-label': say('close'), title: say('close') });
    const [head, ...body] = made.parts;
    const inside = make('div', { class: 'inside' }, ...body);
    fill(byId('card'), make('div', { class: 'bar-top' }, head, close), inside);
    byId('card').setAttribute('aria-label', made.name);
    byId('card').hidden = false;
    byId('heard').textContent = say('heardCard', made.name);
  }

  close() {
    byId('card').hidden = true;
    this.shown = null;
    this.closed();
  }

  again() {
    if (this.shown?.isUnknown) this.showUnknown(this.shown);
    else if (this.shown) this.show(this.shown);
  }

  make({ kind, key }) {
    const { model } = this;
    if (kind === 'cpts') return this.ofCpts(model.territoryById.get(key));
    if (kind === 'zone') return this.ofZone(model.zoneById.get(key));
    return this.ofCommune(model.unitByCode.get(key));
  }

  head(kind, name, ...below) {
    return make('header', {}, make('p', { class: 'kind' }, kind), make('h3', {}, name), ...below);
  }

  ofCpts(territory) {
    if (!territory) return null;
    const table = this.model.tables.territoires;
    const { row, id, name } = territory;
    const stage = STAGES[territory.stage];
    const departments = table.text('departements', row).split('|').map((code) => `${this.model.departments.get(code) ?? ''} (${code})`.trim());
    const facts = [[say('department'), departments.join(', ')]];
    for (const column of table.names) {
      if (TOLD.has(column)) continue;
      facts.push([columnName(column), shownCell(table, column, row)]);
      if (column === 'taille') facts.push(...this.margins(table, row));
    }
    const pieces = table.value('nb_parties', row) > 1 ? this.model.pieces(territory) : [];
    const parts = [
      this.head(name === id ? say('cardCpts') : `${say('cardCpts')} ${id}`, name, make('p', { class: 'stage' }, stage ? wordOf(stage) : say('noStage'))),
      definitions(facts),
      this.contacts(table.text('contacts', row)),
      this.neighbours(table.text('voisins', row)),
      pieces.length > 0 ? this.pieces(pieces) : null,
      this.units(territory.units),
    ];
    return { name: name || id, parts };
  }

  margins(table, row) {
    const number = (column) => table.value(column, row);
    const pairs = [['marge_basse', 'seuil_inferieur'], ['marge_haute', 'seuil_superieur']];
    const known = pairs.filter(([margin]) => number(margin) !== null);
    return known.map(([margin, threshold]) => [columnName(margin), say('marginOf', integer(number(margin)), integer(number(threshold)))]);
  }

  // Neighbours with kilometres, each a way to its card. Identifiers may hold any sign, so the last colon counts.
  neighbours(text) {
    const items = text.split('|').filter(Boolean).map((item) => {
      const cut = item.lastIndexOf(':');
      const [id, metres] = [item.slice(0, cut), Number(item.slice(cut + 1))];
      const other = this.model.territoryById.get(id);
      const length = say('kilometres', decimal(Math.round(metres / 100), 1));
      const name = other ? button(other.name || id, () => this.open({ kind: 'cpts', key: id }), { class: 'link' }) : id || item;
      return make('li', {}, name, ' ', make('span', { class: 'aside' }, length));
    });
    return section(say('neighbours'), items.length > 0 ? make('ul', {}, ...items) : make('p', {}, say('none')));
  }

  // Nothing where the table gives none.
  contacts(text) {
    const all = contactsOf(text);
    if (all.length === 0) return null;
    // Values under one label follow one another.
    const line = ({ label, value }, at) => [all[at - 1]?.label === label ? null : make('dt', {}, label), make('dd', {}, contactLink(value))];
    const list = make('dl', { class: 'contacts' }, ...all.slice(0, MANY).flatMap(line));
    const more = all.length > MANY ? make('p', { class: 'aside' }, say('more', integer(all.length - MANY))) : null;
    return section(columnName('contacts'), list, more);
  }

  pieces(pieces) {
    const items = pieces.map(({ units, population }) => make('li', {}, say('piece', this.model.unit(this.model.mostPopulous(units), 'nom'), communes(units.length), integer(population))));
    return section(say('pieces'), make('ul', {}, ...items));
  }

  units(units) {
    const sorted = [...units].sort((a, b) => (this.model.unit(b, 'population') ?? 0) - (this.model.unit(a, 'population') ?? 0) || a - b);
    const items = sorted.slice(0, MANY).map((unit) => make('li', {}, this.communeLink(unit), ' ', make('span', { class: 'aside' }, integer(this.model.unit(unit, 'population')))));
    if (sorted.length > MANY) items.push(make('li', { class: 'aside' }, say('more', integer(sorted.length - MANY))));
    return section(`${say('units')} (${integer(units.length)})`, make('ul', {}, ...items));
  }

  cptsLink(id) {
    const name = this.model.territoryById.get(id)?.name || id;
    return button(name, () => this.open({ kind: 'cpts', key: id }), { class: 'link' });
  }

  communeLink(unit) {
    const code = this.model.unit(unit, 'code_insee');
    return button(`${this.model.unit(unit, 'nom')} (${code})`, () => this.open({ kind: 'commune', key: code }), { class: 'link' });
  }

  ofZone(zone) {
    if (!zone) return null;
    const table = this.model.tables.zones_blanches;
    const facts = ['classe', 'nb_communes', 'population', 'surface_km2'].map((column) => [columnName(column), shownCell(table, column, zone.row)]);
    const parts = [
      this.head(`${say('cardZone')} ${zone.id}`, say('zoneAround', zone.name)),
      definitions(facts),
      this.neighbours(table.text('voisins', zone.row)),
      section(say('takers'), ...this.ways.ofZone(zone, (id) => this.cptsLink(id))),
      this.units(zone.units),
    ];
    return { name: say('zoneAround', zone.name), parts };
  }

  ofCommune(unit) {
    if (unit === undefined) return null;
    const { model } = this;
    const [name, code] = [model.unit(unit, 'nom'), model.unit(unit, 'code_insee')];
    const department = model.unit(unit, 'code_departement');
    const facts = [[say('department'), `${model.departments.get(department) ?? ''} (${department})`], [columnName('population'), integer(model.unit(unit, 'population'))]];
    const { communes: table } = model.tables;
    if (unit < model.inScope) facts.push([columnName('statut'), shownCell(table, 'statut', unit)], [columnName('code_epci'), model.epci.get(table.text('code_epci', unit)) ?? shownCell(table, 'code_epci', unit)]);
    const claimants = model.claimants(unit).map((row) => {
      const { id, stage } = model.territories[row];
      return make('li', {}, this.cptsLink(id), ' ', make('span', { class: 'aside' }, STAGES[stage] ? wordOf(STAGES[stage]) : say('noStage')));
    });
    const zone = model.zones[model.zoneOf[unit]];
    const claimed = claimants.length > 0 ? make('ul', {}, ...claimants) : make('p', {}, say('claimedByNone'));
    const parts = [
      this.head(`${say('cardCommune')} ${code}`, name, unit < model.inScope ? null : make('p', { class: 'stage' }, say('beyond'))),
      definitions(facts),
      section(say('claimedBy'), claimed),
      model.overlaps.includes(unit) ? section(say('waysOut'), ...this.ways.ofOverlap(unit, (id) => this.cptsLink(id))) : null,
      model.parts.has(unit) ? section(say('partsOf'), this.partsOf(unit)) : null,
      zone ? section(say('inZone'), make('ul', {}, make('li', {}, button(say('zoneAround', zone.name), () => this.open({ kind: 'zone', key: zone.id }), { class: 'link' })))) : null,
      model.boxOfUnit(unit) ? null : make('p', {}, say('noContour')),
    ];
    return { name: `${name} (${code})`, parts };
  }

  // The parts of a commune that is claimed by part, and what no part holds.
  partsOf(unit) {
    const { communes_partagees: table } = this.model.tables;
    const who = (row) => table.text('cpts_nom', row) || table.text('cpts_id', row) || say('restOf');
    const line = (name, people) => make('li', {}, name, ' ', make('span', { class: 'aside' }, say('inhabitants', integer(people))));
    const rows = this.model.parts.get(unit);
    const people = (row) => table.value('population_part', row);
    const named = (row) => (table.text('part', row) ? `${table.text('part', row)} : ${who(row)}` : who(row));
    if (rows.length <= 12) return make('ul', {}, ...rows.map((row) => line(named(row), people(row))));
    // Of a city in many IRIS, each CPTS is told once.
    const sums = new Map();
    for (const row of rows) sums.set(who(row), (sums.get(who(row)) ?? 0) + people(row));
    return make('ul', {}, ...[...sums].map(([name, sum]) => line(name, sum)));
  }

  // The few lines that follow the pointer.
  tip(unit) {
    const { model } = this;
    const population = say('inhabitants', integer(model.unit(unit, 'population')));
    const lines = [make('strong', {}, `${model.unit(unit, 'nom')} (${model.unit(unit, 'code_insee')})`), make('span', {}, population)];
    for (const row of model.claimants(unit)) {
      const { name, id, stage, population: of, size } = model.territories[row];
      const told = [STAGES[stage] ? wordOf(STAGES[stage]) : say('noStage'), say('inhabitants', integer(of)), size ? say('size', size) : say('sizeUnknown')];
      lines.push(make('span', { class: 'owner' }, name || id), make('span', {}, told.join(', ')));
    }
    const zone = model.zones[model.zoneOf[unit]];
    if (zone) lines.push(make('span', { class: 'owner' }, say('zoneAround', zone.name)), make('span', {}, say('inhabitants', integer(zone.population))));
    return lines;
  }
}

// A number of communes with its noun.
export function communes(number) {
  return sayCount('communesOf', number);
}

function definitions(facts) {
  return make('dl', {}, ...facts.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
}

function section(title, ...children) {
  return make('section', {}, make('h4', {}, title), ...children);
}
