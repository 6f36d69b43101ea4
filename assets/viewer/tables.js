// Tables that can be sorted, filtered, turned page by page and downloaded.
import { byId, button, download, fill, make } from './dom.js';
import { shownCell } from './cards.js';
import { csvOf } from './csv.js';
import { integer, sayCount, wordsOf } from './format.js';
import { cellText, columnName, say } from './texts.js';

const PAGE = 50;
// What people come for stands first; what it is made of, and long lists, last.
const LEADING = [
  'severite', 'code', 'code_insee', 'cpts_nom', 'zone_id', 'nom', 'message', 'correction', 'regle', 'motif', 'taux_population', 'population', 'taille', 'classe', 'stade', 'statut',
  'population_couverte', 'marge_basse', 'marge_haute', 'nb_communes_couvertes', 'nb_communes', 'departements', 'ensemble_stades',
];
const TRAILING = ['code', 'niveau', 'ligne', 'colonne', 'voisins', 'codes_insee', 'contacts'];

export class SortableTable {
  // `name` is that of the file, `chosen` the columns with a choice of their words, `link(row)` what a row opens.
  // `words` gives cells of some columns another text; columns of `first` stand before the others.
  constructor(name, table, { chosen = [], link = null, linkColumn = null, start = {}, words = {}, first = LEADING } = {}) {
    this.name = name;
    this.table = table;
    this.words = words;
    this.columns = shownColumns(table, first);
    this.chosen = chosen.filter((column) => table.has(column) && table.words(column).length > 0);
    this.link = link;
    this.linkColumn = linkColumn;
    this.start = start;
    this.choices = { ...start };
    this.wanted = '';
    this.sorting = null;
    this.page = 0;
    this.root = make('div', { class: 'table', id: `table-${name}` });
    this.find();
    this.write();
  }

  // The rows that pass the filters, in their order.
  find() {
    const { table } = this;
    let rows = Array.from({ length: table.rows }, (_, row) => row);
    for (const [column, word] of Object.entries(this.choices)) if (word !== '') rows = rows.filter((row) => table.text(column, row) === word);
    const wanted = wordsOf(this.wanted);
    if (wanted.length > 0) rows = rows.filter((row) => wanted.every((word) => this.plainRow(row).includes(word)));
    if (this.sorting) {
      const compare = table.compare(this.sorting.column);
      const sign = this.sorting.isUp ? 1 : -1;
      // Cells without anything come last, whichever the order.
      const isEmpty = (row) => Number(table.text(this.sorting.column, row) === '');
      rows.sort((a, b) => isEmpty(a) - isEmpty(b) || sign * compare(a, b) || a - b);
    }
    this.rows = rows;
    this.page = Math.min(this.page, this.lastPage());
  }

  // All cells of a row in small letters, kept from search to search.
  plainRow(row) {
    this.plainRows ??= [];
    this.plainRows[row] ??= wordsOf(this.table.names.map((name) => `${this.table.text(name, row)} ${this.words[name]?.(this.table.text(name, row)) ?? ''}`).join(' ')).join(' ');
    return this.plainRows[row];
  }

  lastPage() {
    return Math.max(Math.ceil(this.rows.length / PAGE) - 1, 0);
  }

  // Writes everything in the language of now.
  write() {
    const title = this.title ?? this.name;
    const filter = make('input', { type: 'search', value: this.wanted, id: `filter-${this.name}`, autocomplete: 'off', oninput: (event) => this.filter(event.target.value) });
    const choices = this.chosen.map((column) => this.choice(column));
    this.count = make('p', { class: 'count', role: 'status' });
    this.head = make('thead');
    this.body = make('tbody');
    this.pager = make('nav', { class: 'pager', 'aria-label': say('pages') });
    const download = button(say('csv'), () => this.download(), { class: 'csv', 'aria-describedby': 'csv-note' });
    fill(
      this.root,
      make('div', { class: 'filters' }, make('label', {}, say('filter'), ' ', filter), ...choices, download),
      this.count,
      make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': title }, make('table', {}, make('caption', { class: 'unseen' }, title), this.head, this.body)),
      this.pager,
    );
    this.writeHead();
    this.writeRows();
  }

  choice(column) {
    const options = this.table.words(column).map((word) => make('option', { value: word, selected: this.choices[column] === word }, cellText(column, word)));
    return make(
      'label',
      {},
      make('span', { class: 'unseen' }, columnName(column)),
      make('select', { onchange: (event) => this.choose(column, event.target.value), 'data-column': column }, make('option', { value: '' }, say('all', columnName(column).toLowerCase())), ...options),
    );
  }

  writeHead() {
    const cells = this.columns.map((column) => {
      const isSorted = this.sorting?.column === column;
      const order = isSorted ? (this.sorting.isUp ? 'ascending' : 'descending') : 'none';
      const sign = make('span', { class: 'order', 'aria-hidden': 'true' }, isSorted ? (this.sorting.isUp ? '▲' : '▼') : '');
      const head = button('', () => this.sort(column), { title: say('sort', columnName(column)), 'data-column': column });
      head.append(columnName(column), sign);
      return make('th', { scope: 'col', 'aria-sort': order, class: this.table.isNumber(column) ? 'number' : null }, head);
    });
    fill(this.head, make('tr', {}, ...cells));
  }

  writeRows() {
    const { table } = this;
    const isAll = this.rows.length === table.rows;
    this.count.textContent = isAll ? sayCount('rows', table.rows) : sayCount('rowsOf', this.rows.length, integer(table.rows));
    const shown = this.rows.slice(this.page * PAGE, (this.page + 1) * PAGE);
    const rows = shown.map((row) => make('tr', {}, ...this.columns.map((column, at) => this.cell(column, row, at))));
    if (rows.length === 0) rows.push(make('tr', {}, make('td', { colspan: this.columns.length }, say('empty'))));
    fill(this.body, ...rows);
    const turn = (by, key) => button(say(key), () => this.turn(by), { disabled: this.page + by < 0 || this.page + by > this.lastPage() });
    fill(this.pager, ...(this.lastPage() > 0 ? [turn(-1, 'before'), make('span', {}, say('page', integer(this.page + 1), integer(this.lastPage() + 1))), turn(1, 'after')] : []));
  }

  cell(column, row, at) {
    const text = this.words[column]?.(this.table.text(column, row)) ?? shownCell(this.table, column, row);
    const isHead = column === (this.linkColumn ?? this.columns[0]);
    const target = isHead && this.link ? this.link.target(row) : null;
    const long = !this.table.isNumber(column) && text.length > 42 ? 'long' : null;
    const link = target ? button(text, () => this.link.open(target), { class: 'link', title: say('show') }) : null;
    // Long lists are cut after some lines; cards and CSV have all of them.
    const inside = link ?? (long ? make('div', { class: 'clamp', title: text }, text) : text);
    const kind = this.table.isNumber(column) ? 'number' : NAMES.has(column) ? 'name' : long;
    return make(isHead && at < 2 ? 'th' : 'td', { class: kind, scope: isHead && at < 2 ? 'row' : null }, inside);
  }

  filter(text) {
    this.wanted = text;
    this.page = 0;
    this.find();
    this.writeRows();
  }

  choose(column, word) {
    this.choices[column] = word;
    this.page = 0;
    this.find();
    this.writeRows();
  }

  // Numbers begin with the greatest, texts with the first of the alphabet; once more turns the order round.
  sort(column) {
    const first = !this.table.isNumber(column);
    const isUp = this.sorting?.column === column ? !this.sorting.isUp : first;
    this.sorting = { column, isUp };
    this.page = 0;
    this.find();
    this.writeHead();
    this.writeRows();
    this.head.querySelector(`[data-column="${column}"]`)?.focus();
  }

  turn(by) {
    this.page += by;
    this.writeRows();
    this.root.querySelector('.scroll').scrollTop = 0;
  }

  download() {
    download(`${this.name}.csv`, new Blob([csvOf(this.table, this.rows)], { type: 'text/csv;charset=utf-8' }));
  }
}

// Columns of names, which may take some lines.
const NAMES = new Set(['cpts_nom', 'nom', 'zone_id', 'message', 'correction']);

// The columns that are shown, in their order: none without any content, and of identifier and name one where they are the same.
export function shownColumns(table, leading) {
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  const isEmpty = (column) => rows.length > 0 && rows.every((row) => table.text(column, row) === '');
  const isName = table.has('cpts_id') && table.has('cpts_nom') && rows.every((row) => table.text('cpts_id', row) === table.text('cpts_nom', row));
  const place = (column) => {
    const [first, last] = [leading.indexOf(column), TRAILING.indexOf(column)];
    return first >= 0 ? first - leading.length : last + 1;
  };
  const shown = table.names.filter((column) => !isEmpty(column) && !(isName && column === 'cpts_id'));
  return shown.map((column, at) => ({ column, at })).sort((a, b) => place(a.column) - place(b.column) || a.at - b.at).map(({ column }) => column);
}

// Parts of the page of which one is shown, by tabs.
export class Tabs {
  // `parts` are { key, title, content() }; the content of a part is made when it is first shown.
  constructor(parts) {
    this.parts = parts;
    this.made = new Map();
    this.write();
    this.show(parts[0].key);
  }

  write() {
    const tabs = this.parts.map(({ key, title }) => button(say(title), () => this.show(key), {
      role: 'tab',
      id: `tab-${key}`,
      'aria-controls': `panel-${key}`,
      onkeydown: (event) => this.key(event, key),
    }));
    fill(byId('tabs'), ...tabs);
    const panels = this.parts.map(({ key }) => make('div', { role: 'tabpanel', id: `panel-${key}`, 'aria-labelledby': `tab-${key}`, hidden: true, tabindex: -1 }));
    fill(byId('panels'), ...panels);
    this.made.clear();
    if (this.shown) this.show(this.shown);
  }

  show(key) {
    this.shown = key;
    for (const part of this.parts) {
      const isShown = part.key === key;
      const tab = byId(`tab-${part.key}`);
      tab.setAttribute('aria-selected', String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      byId(`panel-${part.key}`).hidden = !isShown;
      if (isShown && !this.made.has(key)) this.made.set(key, fill(byId(`panel-${key}`), ...[part.content()].flat()));
    }
  }

  key(event, key) {
    const at = this.parts.findIndex((part) => part.key === key);
    const count = this.parts.length;
    const to = { ArrowRight: (at + 1) % count, ArrowLeft: (at + count - 1) % count, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.show(this.parts[to].key);
    byId(`tab-${this.parts[to].key}`).focus();
  }
}
