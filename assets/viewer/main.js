// Puts the page together.
import { Cards } from './cards.js';
import { readData } from './data.js';
import { button, byId, download, fill, make } from './dom.js';
import { showTotals, summary } from './figures.js';
import { integer } from './format.js';
import { scaleBar, showLegend } from './legend.js';
import { noteTarget, targetOf } from './links.js';
import { MapView } from './map.js';
import { method, otherYears } from './method.js';
import { Model, STAGES, touches } from './model.js';
import { showPaper } from './paper.js';
import { pictureOf } from './picture.js';
import { Problems } from './problems.js';
import { Search } from './search.js';
import { SortableTable, Tabs } from './tables.js';
import { inLanguage, language, say, speak } from './texts.js';
import { fitted } from './view.js';

const LISTED = 60;
// Columns of the thresholds and of the envelopes that come first.
const THRESHOLDS = ['cpts_nom', 'population', 'sens', 'seuil', 'marge', 'taille', 'autre_taille', 'ecart_financement_regime', 'stade'];
const MONEY = ['nom', 'situation', 'ensemble_stades', 'nb_cpts', 'financement_regime', 'financement_max', 'financement_fixe', 'euros_par_habitant_regime', 'population_cpts'];

class Page {
  constructor(data) {
    this.data = data;
    speak(data.lang);
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.themeChosen = null;
    this.model = new Model(data);
    this.tables = new Map();
    this.cards = new Cards(this.model, { open: (target) => this.open(target), close: () => this.choose(null) });
    this.writeTexts();
    this.map = new MapView(this.model, {
      hover: (unit, x, y) => this.hover(unit, x, y),
      choose: (unit) => this.clicked(unit),
      moved: () => this.moved(),
      key: (key) => this.key(key),
    });
    this.problems = new Problems(this.model, (problem) => this.showProblem(problem));
    this.search = new Search(this.model, (target) => this.open(target));
    this.tabs = new Tabs(this.parts());
    this.listen();
    this.writeTheme();
    this.follow();
    this.moved();
  }

  get mode() {
    // Where no CPTS has a stage, their sizes tell more.
    return byId('mode').value || (this.model.territories.some(({ stage }) => STAGES[stage]) ? 'stage' : 'size');
  }

  get title() {
    return `${say('title')} – ${this.data.resume.perimetre.nom.replaceAll('+', ' + ')}`;
  }

  get subtitle() {
    const { resume } = this.data;
    const others = otherYears(this.model).map((text) => `, ${text}`).join('');
    const said = say('subtitle', resume.millesime_cog, resume.population.nature, resume.population.annee, others);
    const day = inLanguage(this.data.method.day);
    return day ? say('subtitleDay', said, day) : said;
  }

  // Name and scale of an inset.
  insetName(frame) {
    const factor = String(frame.scale).replace('.', language() === 'fr' ? ',' : '.');
    return [this.model.departments.get(frame.code) ?? frame.code, `× ${factor}`];
  }

  // All texts that the skeleton leaves open.
  writeTexts() {
    document.documentElement.lang = language();
    document.title = this.title;
    byId('title').textContent = this.title;
    byId('subtitle').textContent = this.subtitle;
    for (const element of document.querySelectorAll('[data-text]')) element.textContent = say(element.dataset.text);
    byId('mode').setAttribute('aria-label', say('colours'));
    byId('search').placeholder = say('searchShort');
    byId('language').textContent = say('other');
    byId('language').title = say('otherTitle');
    byId('language').lang = language() === 'fr' ? 'en' : 'fr';
    byId('theme').title = say('themeTitle');
    byId('in-view').title = say('inViewTitle');
    for (const key of ['nearer', 'farther', 'home']) {
      byId(key).setAttribute('aria-label', say(key));
      byId(key).title = say(key);
    }
    const mode = this.mode;
    fill(byId('mode'), ...['stage', 'size', 'cpts'].map((key) => make('option', { value: key, selected: key === mode }, say(`mode${key[0].toUpperCase()}${key.slice(1)}`))));
    showTotals(this.model);
  }

  parts() {
    const { model } = this;
    const { tables } = model;
    const target = (kind, name, column) => ({ open: (to) => this.open(to), target: (row) => ({ kind, key: tables[name].text(column, row) }) });
    const sets = { ensemble_stades: this.data.resume.ensemble_stades };
    const table = (name, title, options = {}, source = tables[name]) => {
      const key = `${name} ${language()}`;
      if (!this.tables.has(key)) {
        const made = new SortableTable(name, source, options);
        made.title = say(title);
        made.write();
        this.tables.set(key, made);
      }
      const isCut = source.has('ligne') && source.words('ligne').some((lines) => lines.endsWith('|…'));
      return [this.tables.get(key).root, isCut ? make('p', { class: 'note' }, say('firstLines')) : null, make('p', { class: 'note', id: 'csv-note' }, say('csvNote'))];
    };
    return [
      { key: 'figures', title: 'tabFigures', content: () => summary(model) },
      { key: 'coverage', title: 'tabCoverage', content: () => this.coverage(table, sets) },
      { key: 'cpts', title: 'tabCpts', content: () => table('territoires', 'tabCpts', { chosen: ['stade', 'taille'], linkColumn: 'cpts_nom', link: target('cpts', 'territoires', 'cpts_id') }) },
      { key: 'units', title: 'tabUnits', content: () => table('communes', 'tabUnits', { chosen: ['statut', 'code_departement', 'stade'], link: target('commune', 'communes', 'code_insee'), words: { code_epci: (code) => model.epci.get(code) } }) },
      { key: 'overlaps', title: 'tabOverlaps', content: () => table('chevauchements', 'tabOverlaps', { link: target('commune', 'chevauchements', 'code_insee') }) },
      ...(model.parts.size > 0 ? [{ key: 'shared', title: 'tabShared', content: () => table('communes_partagees', 'tabShared', { link: target('commune', 'communes_partagees', 'code_insee') }) }] : []),
      { key: 'zones', title: 'tabZones', content: () => table('zones_blanches', 'tabZones', { chosen: ['classe'], link: target('zone', 'zones_blanches', 'zone_id'), words: { zone_id: (id) => `${model.zoneById.get(id).name} (${id})` } }) },
      { key: 'anomalies', title: 'tabAnomalies', content: () => table('anomalies', 'tabAnomalies', { chosen: ['severite', 'regle'], linkColumn: 'code_insee', link: this.anomalyLink() }, this.data.anomalies[language()]) },
      { key: 'money', title: 'tabMoney', content: () => [make('p', { class: 'note' }, say('moneyBasis', inLanguage(this.data.method.funding))), make('p', { class: 'note' }, say('moneyNote')), ...table('enveloppes', 'tabMoney', { chosen: ['niveau', 'situation', 'ensemble_stades'], start: { niveau: 'perimetre' }, linkColumn: 'nom', first: MONEY })] },
      { key: 'thresholds', title: 'tabThresholds', content: () => table('seuils', 'tabThresholds', { chosen: ['motif', 'sens'], linkColumn: 'cpts_nom', first: THRESHOLDS, link: target('cpts', 'seuils', 'cpts_id') }) },
      ...(tables.echeances.rows > 0 ? [{ key: 'deadlines', title: 'tabDeadlines', content: () => table('echeances', 'tabDeadlines', { chosen: ['etat', 'mission'], linkColumn: 'cpts_nom', link: target('cpts', 'echeances', 'cpts_id') }) }] : []),
      { key: 'method', title: 'tabMethod', content: () => method(model) },
    ];
  }

  anomalyLink() {
    const code = (row) => this.data.anomalies.fr.text('code_insee', row);
    return { open: (to) => this.open(to), target: (row) => (this.model.unitByCode.has(code(row)) ? { kind: 'commune', key: code(row) } : null) };
  }

  // The table of coverage at the level chosen.
  coverage(table, sets) {
    this.level ??= 'couverture_departements';
    const levels = ['couverture_france', 'couverture_regions', 'couverture_departements', 'couverture_epci'];
    const place = make('div');
    const show = (level) => {
      this.level = level;
      fill(place, ...table(level, level, { chosen: ['ensemble_stades'], start: sets, linkColumn: 'code', link: this.areaLink(level) }));
    };
    const select = make('select', { id: 'level', onchange: (event) => show(event.target.value) }, ...levels.map((level) => make('option', { value: level, selected: level === this.level }, say(level))));
    show(this.level);
    return [make('p', { class: 'level' }, make('label', { for: 'level' }, say('level')), ' ', select), place];
  }

  areaLink(level) {
    if (level !== 'couverture_departements') return null;
    const code = (row) => this.model.tables[level].text('code', row);
    return { open: ({ key }) => this.map.showBox(this.model.departmentBox(key)), target: (row) => ({ key: code(row) }) };
  }

  listen() {
    byId('language').addEventListener('click', () => this.changeLanguage());
    byId('theme').addEventListener('click', () => {
      this.themeChosen = this.themeName === 'dark' ? 'light' : 'dark';
      this.writeTheme();
    });
    this.dark.addEventListener('change', () => this.writeTheme());
    byId('print').addEventListener('click', () => window.print());
    window.addEventListener('beforeprint', () => this.paper());
    window.addEventListener('afterprint', () => { byId('paper').hidden = true; fill(byId('paper')); });
    window.addEventListener('hashchange', () => this.follow());
    byId('mode').addEventListener('change', () => {
      this.map.look({ mode: this.mode });
      this.writeLegend();
    });
    byId('nearer').addEventListener('click', () => this.map.step(2));
    byId('farther').addEventListener('click', () => this.map.step(0.5));
    byId('home').addEventListener('click', () => this.map.goHome());
    byId('picture').addEventListener('click', () => this.savePicture());
    byId('in-view').addEventListener('click', () => this.listInView(byId('features').hidden));
    byId('map-part').addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      if (!byId('features').hidden) this.listInView(false);
      else if (!byId('card').hidden) this.cards.close();
      else return;
      byId('map').focus();
    });
  }

  get themeName() {
    return this.themeChosen ?? (this.dark.matches ? 'dark' : 'light');
  }

  writeTheme() {
    document.documentElement.dataset.theme = this.themeName;
    byId('theme').textContent = say(this.themeName === 'dark' ? 'themeLight' : 'themeDark');
    this.map.look({ themeName: this.themeName, mode: this.mode, insetNames: (frame) => this.insetName(frame) });
    this.writeLegend();
  }

  writeLegend() {
    showLegend(this.model, this.mode, this.map.theme);
    // The legend is as wide as its words: the land makes room again.
    if (this.map.isHome) this.map.goHome(true);
    this.writeScale();
  }

  writeScale() {
    const bar = scaleBar(this.data.map.step / this.map.view.scale, 110);
    const line = make('span', { class: 'scale-bar', 'aria-hidden': 'true' });
    line.style.width = `${bar.pixels}px`;
    if (byId('scale')) fill(byId('scale'), line, bar.text);
  }

  changeLanguage() {
    speak(language() === 'fr' ? 'en' : 'fr');
    this.writeTexts();
    this.writeTheme();
    this.problems.write();
    this.cards.again();
    this.tabs.write();
    if (!byId('features').hidden) this.listInView(true);
  }

  // Opens the card of something and shows it on the map.
  open(target, { move = true } = {}) {
    if (!this.cards.show(target)) return false;
    this.choose(target);
    const box = this.boxOf(target);
    if (move) this.map.showBox(box);
    return true;
  }

  groupOf({ kind, key }) {
    if (kind === 'cpts') return this.model.territoryById.get(key);
    return kind === 'zone' ? this.model.zoneById.get(key) : null;
  }

  boxOf(target) {
    const group = this.groupOf(target);
    return group ? group.box : this.model.boxOfUnit(this.model.unitByCode.get(target.key));
  }

  choose(target) {
    const group = target && this.groupOf(target);
    if (group) this.map.choose(group.box ? { group } : null);
    else this.map.choose(target ? { units: [this.model.unitByCode.get(target.key)] } : null);
    noteTarget(target);
  }

  follow() {
    const target = targetOf(location.hash);
    if (target && !this.open(target)) this.cards.showUnknown(target);
  }

  // A click on a commune opens its CPTS, or its white zone; a click on what is open already opens the commune.
  clicked(unit) {
    if (unit < 0) {
      if (!byId('card').hidden) this.cards.close();
      return;
    }
    const code = this.model.unit(unit, 'code_insee');
    const claimants = this.model.claimants(unit);
    const zone = this.model.zones[this.model.zoneOf[unit]];
    let target = { kind: 'commune', key: code };
    if (claimants.length === 1) target = { kind: 'cpts', key: this.model.territories[claimants[0]].id };
    else if (zone) target = { kind: 'zone', key: zone.id };
    const isOpen = this.cards.shown?.kind === target.kind && this.cards.shown.key === target.key;
    this.open(isOpen ? { kind: 'commune', key: code } : target, { move: false });
    this.map.uncover(this.boxOf(target), this.model.boxOfUnit(unit));
  }

  hover(unit, x, y) {
    const tip = byId('tip');
    tip.hidden = unit < 0;
    if (unit < 0) return;
    fill(tip, ...this.cards.tip(unit));
    const { width, height } = this.map;
    const [w, h] = [tip.offsetWidth, tip.offsetHeight];
    tip.style.left = `${Math.max(Math.min(x + 16, width - w - 6), 6)}px`;
    tip.style.top = `${y + 18 + h > height ? Math.max(y - h - 12, 6) : y + 18}px`;
  }

  key(key) {
    if (key === 'n' || key === 'N') this.problems.step(1);
    else if (key === 'p' || key === 'P') this.problems.step(-1);
    else return false;
    return true;
  }

  showProblem(problem) {
    const { kind, unit, zone, territory, units, box } = problem;
    const target = kind === 'zone' ? { kind: 'zone', key: zone.id } : kind === 'piece' ? { kind: 'cpts', key: territory.id } : { kind: 'commune', key: this.model.unit(unit, 'code_insee') };
    if (this.map.width > 640) this.open(target, { move: false });
    else this.choose(target);
    if (kind === 'piece') this.map.choose({ group: territory, units });
    this.map.showBox(box);
  }

  moved() {
    if (!this.map) return;
    byId('tip').hidden = true;
    this.writeScale();
    if (!byId('features').hidden) {
      clearTimeout(this.listing);
      this.listing = setTimeout(() => this.listInView(true), 250);
    }
  }

  // What is in view as a list of buttons: the map for those who do not use a pointer.
  listInView(isOpen) {
    const list = byId('features');
    list.hidden = !isOpen;
    byId('in-view').setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) return;
    const { view, width, height } = this.map;
    const box = [view.x - width / 2 / view.scale, view.y - height / 2 / view.scale, view.x + width / 2 / view.scale, view.y + height / 2 / view.scale];
    const near = (groups, kind) => groups.filter((group) => touches(group.box, box)).map((group) => ({ kind, group }));
    const all = [...near(this.model.territories, 'cpts'), ...near(this.model.zones, 'zone')];
    const items = all.slice(0, LISTED).map(({ kind, group }) => make('li', {}, button(kind === 'cpts' ? group.name || group.id : say('zoneAround', group.name), () => this.open({ kind, key: group.id }), { class: 'link' })));
    if (all.length > LISTED) items.push(make('li', { class: 'aside' }, say('more', integer(all.length - LISTED))));
    fill(list, make('h3', {}, say('inViewTitle')), make('ul', {}, ...items));
  }

  savePicture() {
    const { map } = this;
    const canvas = pictureOf(this.model, map.painter, { view: map.view, width: map.width, height: map.height, dense: 2, mode: this.mode, themeName: this.themeName, title: this.title, insetNames: (frame) => this.insetName(frame) });
    canvas.toBlob((blob) => download('carte.png', blob), 'image/png');
  }

  paper() {
    const [width, height] = [760, 620];
    const view = this.map.isHome ? fitted(this.model.home, width, height) : { ...this.map.view, scale: this.map.view.scale * Math.min(width / this.map.width, height / this.map.height) };
    const picture = pictureOf(this.model, this.map.painter, { view, width, height, dense: 2, mode: this.mode, themeName: 'light', title: this.title, insetNames: (frame) => this.insetName(frame), isBare: true });
    byId('paper').hidden = false;
    showPaper(this.model, { title: this.title, subtitle: this.subtitle, picture, anomalies: this.data.anomalies[language()] });
  }
}

// What the first zoom needs is made while nothing else is to do.
const idle = window.requestIdleCallback ?? ((task) => setTimeout(task, 300));

const page = new Page(readData(byId('data').textContent));
idle(() => page.model.unitIndex && idle(() => page.model.arcIndex));
document.documentElement.dataset.ready = page ? 'yes' : 'no';
