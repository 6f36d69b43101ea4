// Search by name or code: CPTS, communes, white zones.
import { byId, fill, make } from './dom.js';
import { sayCount, wordsOf } from './format.js';
import { say } from './texts.js';

const MOST = 12;

export class Search {
  constructor(model, open) {
    this.model = model;
    this.open = open;
    this.input = byId('search');
    this.list = byId('found');
    this.at = -1;
    this.results = [];
    this.input.addEventListener('input', () => this.look());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => setTimeout(() => this.hide(), 150));
    this.input.addEventListener('focus', () => { if (this.input.value) this.look(); });
  }

  // Everything that can be found, made at the first search.
  get entries() {
    if (!this.all) {
      const { model } = this;
      this.all = [];
      for (const { id, name, population } of model.territories) this.all.push({ kind: 'cpts', key: id, name: name || id, code: id, weight: 1e9 + population });
      for (const { id, name, population } of model.zones) this.all.push({ kind: 'zone', key: id, name: say('zoneAround', name), code: id, weight: population });
      for (let unit = 0; unit < model.unitCount; unit += 1) {
        const code = model.unit(unit, 'code_insee');
        this.all.push({ kind: 'commune', key: code, name: model.unit(unit, 'nom'), code, weight: model.unit(unit, 'population') ?? 0 });
      }
      for (const entry of this.all) entry.plain = ` ${wordsOf(entry.name).join(' ')}`;
    }
    return this.all;
  }

  find(text) {
    const words = wordsOf(text);
    if (words.length === 0) return [];
    const [wanted, wantedCode] = [words.join(' '), text.trim().toLowerCase()];
    const rank = ({ plain: name, code }) => {
      const small = code.toLowerCase();
      if (small === wantedCode || name === ` ${wanted}`) return 0;
      if (name.startsWith(` ${wanted}`) || small.startsWith(wantedCode)) return 1;
      if (name.includes(` ${wanted}`)) return 2;
      if (words.every((word) => name.includes(` ${word}`))) return 3;
      return words.every((word) => name.includes(word)) || small.includes(wantedCode) ? 4 : 9;
    };
    const found = this.entries.map((entry) => ({ entry, rank: rank(entry) })).filter((one) => one.rank < 9);
    found.sort((a, b) => a.rank - b.rank || b.entry.weight - a.entry.weight);
    return found.slice(0, MOST).map((one) => one.entry);
  }

  look() {
    this.results = this.find(this.input.value);
    this.at = this.results.length > 0 ? 0 : -1;
    const kinds = { cpts: say('cardCpts'), zone: '', commune: say('cardCommune') };
    const items = this.results.map((entry, at) => make(
      'li',
      { role: 'option', id: `found-${at}`, 'aria-selected': at === this.at ? 'true' : 'false', onmousedown: (event) => { event.preventDefault(); this.choose(at); } },
      make('span', {}, entry.name),
      make('span', { class: 'aside' }, entry.code === entry.name ? kinds[entry.kind] : `${kinds[entry.kind]} ${entry.code}`.trim()),
    ));
    const isEmpty = this.input.value.trim() === '';
    if (items.length === 0) items.push(make('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', class: 'aside' }, say('nothing')));
    fill(this.list, ...items);
    this.list.hidden = isEmpty;
    this.input.setAttribute('aria-expanded', String(!isEmpty));
    byId('heard').textContent = isEmpty ? '' : sayCount('found', this.results.length);
    this.mark();
  }

  mark() {
    [...this.list.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === this.at)));
    if (this.at >= 0) this.input.setAttribute('aria-activedescendant', `found-${this.at}`);
    else this.input.removeAttribute('aria-activedescendant');
    this.list.children[this.at]?.scrollIntoView({ block: 'nearest' });
  }

  key(event) {
    const count = this.results.length;
    if (event.key === 'ArrowDown' && count > 0) this.at = (this.at + 1) % count;
    else if (event.key === 'ArrowUp' && count > 0) this.at = (this.at + count - 1) % count;
    else if (event.key === 'Enter' && this.at >= 0) this.choose(this.at);
    else if (event.key === 'Escape') this.hide();
    else return;
    event.preventDefault();
    this.mark();
  }

  choose(at) {
    const { kind, key, name } = this.results[at];
    this.input.value = name;
    this.hide();
    this.open({ kind, key });
  }

  hide() {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
  }
}
