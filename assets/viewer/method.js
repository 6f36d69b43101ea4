// Method and sources: what the figures stand on.
import { make } from './dom.js';
import { decimal } from './format.js';
import { inLanguage, say, wordOf } from './texts.js';

// The line under a map: whose contours and populations.
export function sourceLine(model) {
  const { resume } = model.data;
  return say(resume.contours ? 'sourceOwn' : 'source', resume.population.nature, resume.population.annee, resume.millesime_cog, (resume.contours ?? []).join(', '));
}

// Departments of the report whose populations are of another year, with it.
export function otherYears(model) {
  const here = new Set(model.tables.communes.words('code_departement'));
  const others = model.data.resume.population.autres_annees.filter(({ code }) => here.has(code));
  return others.map(({ nom, annee }) => say('otherYears', nom, annee ?? say('methodUnknown')));
}

export function method(model) {
  const { resume, method: told, map } = model.data;
  const { population } = resume;
  const paragraph = (...texts) => make('p', {}, texts.filter(Boolean).join(' '));
  const list = (items) => make('ul', {}, ...items.map((item) => make('li', {}, item)));
  const years = otherYears(model);
  const others = years.length > 0 ? say('methodOther', years.join(', ')) : '';
  const source = ({ what, package: name, licence }) => make('li', {}, `${say('sourceOf', inLanguage(what), name)}${licence ? ` (${say('licence', licence)})` : ''}`);
  const simplified = map.tolerance > 0 ? say('methodSimplified', map.tolerance) : '';
  const step = Number.isInteger(map.step) ? String(map.step) : decimal(Math.round(map.step * 100), 2);
  return make(
    'div',
    { class: 'prose' },
    make('h3', {}, say('methodFigures')),
    paragraph(say('methodCog', resume.millesime_cog), say('methodPopulation', population.nature, population.annee, say(population.nature)), others),
    paragraph(say('methodStages', wordOf(resume.ensemble_stades))),
    make('h3', {}, say('methodSizes')),
    list(inLanguage(told.size_lines)),
    make('h3', {}, say('methodFunding')),
    list(inLanguage(told.funding_lines)),
    make('h3', {}, say('methodRules')),
    list(['R01', 'R02', 'R04', 'R05', 'R06', 'R07', 'R09', 'R10', 'R11', 'R12'].map((key) => say(key))),
    make('h3', {}, say('methodMap')),
    paragraph(say('methodDrawn', step, simplified)),
    resume.contours ? paragraph(say('methodBoundaries', resume.contours.join(', '))) : paragraph(told.mends > 0 ? say('methodMends', told.mends) : '', inLanguage(told.repair)),
    make('h3', {}, say('methodSources')),
    make('ul', {}, ...told.sources.map(source), ...told.contour_sources.map(source)),
    make('h3', {}, say('methodProgram')),
    paragraph(say('methodVersion', resume.maillage), say('methodNoClock')),
  );
}
