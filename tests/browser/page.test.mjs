// The page in a browser: it tells the figures of the report's files, and does what people ask of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { after, before } from 'node:test';

import { parseCsv } from './csv.mjs';
import { digits, drawn, launch, open, resumeOf, rowsOf } from './lib.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Opens a page, tries something on it, and fails if it complained.
function on(name, options, title, attempt) {
  test(`${name}: ${title}`, async () => {
    const page = await open(browser, name, options);
    try {
      await attempt(page);
      assert.deepEqual(page.complaints, []);
    } finally {
      await page.context().close();
    }
  });
}

const texts = (page, selector) => page.locator(selector).allTextContents();
const card = (page) => page.locator('#card h3').textContent();

for (const name of ['hauts-de-france', 'france', 'ile-de-france', 'corse']) {
  on(name, {}, 'totals are those of resume.json', async (page) => {
    const { totaux, anomalies } = resumeOf(name);
    const figures = Object.fromEntries(await page.locator('#totals > div').evaluateAll((items) => items.map((item) => [item.dataset.total, [...item.querySelectorAll('dd')].map((line) => line.textContent)])));
    assert.equal(digits(figures.covered[0]), digits(totaux.taux_population.toFixed(2)));
    assert.equal(digits(figures.covered[1]), `${totaux.population_couverte}${totaux.population}`);
    assert.equal(digits(figures.white[0]), digits((100 - totaux.taux_population).toFixed(2)));
    assert.equal(digits(figures.white[1]), String(totaux.population_blanche));
    assert.equal(digits(figures.cpts[0]), String(totaux.nb_cpts));
    assert.equal(digits(figures.overlaps.join('/')), `${totaux.nb_chevauchements}${totaux.population_en_chevauchement}`);
    assert.equal(digits(figures.zones.join('/')), `${totaux.nb_zones_blanches}${totaux.nb_communes_blanches}`);
    assert.equal(digits(figures.anomalies.join('/')), `${anomalies.erreurs + anomalies.avertissements}${anomalies.erreurs}${anomalies.avertissements}`);
  });
}

on('hauts-de-france', {}, 'the summary gives each stage set as resume.json does', async (page) => {
  const rows = await page.locator('#panel-figures .plain').first().locator('tbody tr').evaluateAll((lines) => lines.map((line) => [...line.querySelectorAll('td')].map((cell) => cell.textContent)));
  const expected = resumeOf('hauts-de-france').couverture.map((set) => [set.population_couverte, set.taux_population.toFixed(2), set.nb_communes_couvertes, set.taux_communes.toFixed(2), set.taux_surface.toFixed(2), set.nb_cpts].map((figure) => digits(String(figure))));
  assert.deepEqual(rows.map((cells) => cells.map(digits)), expected);
});

on('hauts-de-france', {}, 'every table has the rows of its file', async (page) => {
  for (const [tab, file] of [['cpts', 'territoires'], ['units', 'communes'], ['overlaps', 'chevauchements'], ['zones', 'zones_blanches'], ['anomalies', 'anomalies']]) {
    await page.click(`#tab-${tab}`);
    assert.equal(digits(await page.locator(`#panel-${tab} .count`).textContent()), String(rowsOf('hauts-de-france', `${file}.csv`).length), file);
  }
});

on('draft', {}, 'sizes, amounts and the day are those that were asked for', async (page) => {
  const spaced = (list) => list.join(' / ').replace(/[\u202f\u00a0]/g, ' ');
  assert.match(spaced(await texts(page, '#subtitle')), /rattachements et échéances au 30 juin 2026/);
  await page.selectOption('#mode', 'size');
  assert.match(spaced(await texts(page, '#legend li')), /taille 3 : 70 000 à 250 000/);
  assert.match(spaced(await texts(page, '#panel-figures')), /taille 3 \(70 000 à 250 000\)/);
  await page.click('#tab-money');
  assert.match(spaced(await texts(page, '#panel-money .note')), /cnam_avril_2019 ; sans mission optionnelle ; résultats à 100 %/);
  await page.click('#tab-method');
  const method = spaced(await texts(page, '#panel-method'));
  assert.match(method, /Taille 2 : 40 000 à 70 000/);
  assert.match(method, /Maximum affiché/);
  assert.doesNotMatch(method, /175 000/);
  await page.click('#language');
  await page.click('#tab-method');
  assert.match(spaced(await texts(page, '#panel-method')), /never in force/i);
});

on('hauts-de-france', {}, 'pointing at a commune tells of it and of its CPTS', async (page) => {
  const { x, y, width, height } = await page.locator('#map').boundingBox();
  await page.mouse.move(x + width * 0.62, y + height * 0.5);
  await page.waitForSelector('#tip:not([hidden])');
  const lines = await texts(page, '#tip > *');
  const [, code] = /\((\w{5})\)$/.exec(lines[0]);
  const commune = rowsOf('hauts-de-france', 'communes.csv').find((row) => row.code_insee === code);
  assert.equal(digits(lines[1]), commune.population);
});

on('hauts-de-france', {}, 'a click opens the CPTS, another the commune; the address follows; Escape closes', async (page) => {
  const territory = rowsOf('hauts-de-france', 'territoires.csv').sort((a, b) => b.surface_km2 - a.surface_km2)[0];
  await page.fill('#search', territory.cpts_id);
  await page.press('#search', 'Enter');
  await drawn(page);
  const { x, y, width, height } = await page.locator('#map').boundingBox();
  await page.click('#card .close');
  // The middle of what was zoomed to may be another CPTS, but something is there.
  await page.mouse.click(x + width * 0.42, y + height * 0.5);
  const first = await page.evaluate(() => location.hash);
  assert.match(first, /^#(cpts|zone)=/);
  await page.mouse.click(x + width * 0.42, y + height * 0.5);
  assert.match(await page.evaluate(() => location.hash), /^#commune=\w{5}$/);
  await page.locator('#card').press('Escape');
  assert.equal(await page.locator('#card').isHidden(), true);
  assert.equal(await page.evaluate(() => location.hash), '');
});

on('hauts-de-france', {}, 'the card of a CPTS has the digits of territoires.csv', async (page) => {
  const territory = rowsOf('hauts-de-france', 'territoires.csv')[3];
  await page.fill('#search', territory.cpts_nom);
  await page.press('#search', 'Enter');
  assert.equal(await card(page), territory.cpts_nom);
  const told = await texts(page, '#card dd');
  for (const column of ['population', 'population_exclusive', 'nb_communes', 'surface_km2', 'nb_parties']) {
    assert.ok(told.some((text) => digits(text) === digits(territory[column])), column);
  }
  const neighbours = territory.voisins.split('|').filter(Boolean).length;
  assert.equal(await page.locator('#card section').first().locator('li').count(), neighbours);
});

// The digits of what a CPTS becomes, as a card gives them: once where a figure stays.
function become(row) {
  const changed = (name) => (row[`${name}_apres`] !== '' && row[`${name}_avant`] !== row[`${name}_apres`] ? [name] : []);
  const told = ['population', 'taille', 'financement_regime', ...changed('nb_parties'), ...changed('departements')];
  const figures = told.map((name) => [row[`${name}_avant`], row[`${name}_apres`]].map((text) => text.replaceAll('|', '')));
  if (figures.every(([, after]) => after === '')) return '';
  return figures.flatMap(([before, after]) => (before === after ? [before] : [before, after])).join('');
}

on('hauts-de-france', {}, 'the card of an overlap has the figures of every way out', async (page) => {
  const [{ code_insee: code, cpts_ids: pair }] = rowsOf('hauts-de-france', 'chevauchements.csv').filter(({ cpts_ids: ids }) => ids.split('|').length === 2);
  const options = rowsOf('hauts-de-france', 'chevauchements_options.csv').filter(({ cpts_ids: ids }) => ids === pair);
  assert.equal(options.length, 8, 'four ways, each of two CPTS');
  await page.fill('#search', code);
  await page.press('#search', 'Enter');
  assert.deepEqual((await texts(page, '#card .way .aside')).map(digits), options.map(become));
});

on('hauts-de-france', {}, 'the card of a white zone has the three CPTS with the longest common border', async (page) => {
  const all = rowsOf('hauts-de-france', 'zones_blanches_options.csv');
  const { zone_id: zone } = all.find(({ rang }) => rang === '4');
  await page.evaluate((id) => { location.hash = `#zone=${id}`; }, zone);
  await page.waitForSelector('#card .way');
  const expected = all.filter(({ zone_id: id, rang }) => id === zone && Number(rang) <= 3);
  assert.deepEqual((await texts(page, '#card .way .aside')).map(digits), expected.map(become));
});

on('ile-de-france', {}, 'a finding told for information has a dozen lines of the table, and the page says where all are', async (page) => {
  await page.click('#tab-anomalies');
  const lists = rowsOf('ile-de-france', 'anomalies.csv').filter(({ ligne }) => ligne.split('|').length > 12);
  assert.ok(lists.length > 0);
  const shown = (await texts(page, '#panel-anomalies td')).filter((text) => text.endsWith('…'));
  assert.ok(shown.length > 0 && shown.every((text) => text.split(', ').length === 13), shown[0]);
  assert.match((await texts(page, '#panel-anomalies .note')).join(' '), /anomalies\.csv/);
});

on('hauts-de-france', {}, 'search finds communes without accents, by parts of names and by codes', async (page) => {
  for (const [text, expected] of [['amiens', '80021'], ['80021', '80021'], ['noyon', '60471'], ['saint quentin', null]]) {
    await page.fill('#search', text);
    const found = await texts(page, '#found li');
    assert.ok(found.length > 0 && (expected === null || found[0].includes(expected)), `${text}: ${found}`);
  }
  await page.fill('#search', 'zzzz');
  assert.equal(await page.locator('#found li[aria-disabled]').count(), 1);
});

on('hauts-de-france', {}, 'a search takes spaces for hyphens and St for Saint', async (page) => {
  for (const text of ['saint quentin', 'ST quentin', 'Saint-Quentin', 'quentin saint']) {
    await page.fill('#search', text);
    assert.ok((await texts(page, '#found li')).some((found) => found.includes('02691')), text);
  }
});

on('hauts-de-france', {}, 'a click never leaves what was clicked under the card', async (page) => {
  const { x, y, width, height } = await page.locator('#map').boundingBox();
  for (const [across, down] of [[0.55, 0.4], [0.62, 0.55], [0.7, 0.6], [0.66, 0.75]]) {
    await page.click('#home');
    await page.keyboard.press('Escape');
    await page.waitForTimeout(600);
    await page.mouse.click(x + width * across, y + height * down);
    if (await page.locator('#card').isHidden()) continue;
    await page.waitForTimeout(600);
    const left = (await page.locator('#card').boundingBox()).x;
    const pointed = await page.evaluate(() => location.hash);
    assert.match(pointed, /^#(cpts|zone|commune)=/);
    // Just left of the card something of what is chosen is to be seen: its outline is drawn there.
    const painted = await page.evaluate((edge) => {
      const canvas = document.getElementById('marks');
      const [wide, tall] = [canvas.width, canvas.height];
      const share = (edge - canvas.getBoundingClientRect().left) / canvas.getBoundingClientRect().width;
      const copy = Object.assign(document.createElement('canvas'), { width: wide, height: tall }).getContext('2d', { willReadFrequently: true });
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, Math.max(1, Math.floor(wide * share)), tall);
      return data.some((value, at) => at % 4 === 3 && value > 200);
    }, left);
    assert.ok(painted, `${across} ${down}`);
  }
});

on('hauts-de-france', {}, 'envelopes and thresholds are those of the files', async (page) => {
  await page.click('#tab-money');
  const { financement_regime: expected } = rowsOf('hauts-de-france', 'enveloppes.csv').find(({ niveau, situation, ensemble_stades: set }) => niveau === 'perimetre' && situation === 'actuelle' && set === 'tous');
  assert.ok((await texts(page, '#panel-money tbody td')).map(digits).includes(expected), expected);
  await page.click('#tab-thresholds');
  assert.equal(digits(await page.locator('#panel-thresholds .count').textContent()), String(rowsOf('hauts-de-france', 'seuils.csv').length));
});

on('hauts-de-france', {}, 'stepping through the problems shows overlaps, then white zones, then pieces', async (page) => {
  const { totaux } = resumeOf('hauts-de-france');
  const pieces = rowsOf('hauts-de-france', 'territoires.csv').reduce((sum, row) => sum + Number(row.nb_parties) - 1, 0);
  const count = totaux.nb_chevauchements + totaux.nb_zones_blanches + pieces;
  assert.equal(digits(await page.locator('#problems strong').textContent()), String(count));
  const kinds = [];
  for (let step = 0; step < count; step += 1) {
    await page.click('#nextProblem');
    kinds.push(await page.evaluate(() => location.hash.slice(1, 5)));
  }
  assert.deepEqual([...new Set(kinds)], pieces > 0 ? ['comm', 'zone', 'cpts'] : ['comm', 'zone']);
  assert.equal(digits(await page.locator('#problems strong').textContent()), `${count}${count}`);
});

on('hauts-de-france', {}, 'a table is sorted by its heads, both ways', async (page) => {
  await page.click('#tab-cpts');
  const column = async () => (await page.locator(`#panel-cpts tbody tr > :nth-child(${place})`).allTextContents()).map((text) => Number(digits(text)));
  const names = await page.locator('#panel-cpts thead [data-column]').evaluateAll((heads) => heads.map((head) => head.dataset.column));
  const place = names.indexOf('population') + 1;
  assert.equal(place, 2, 'the population stands beside the name');
  await page.click('#panel-cpts thead [data-column="population"]');
  const down = await column();
  assert.deepEqual(down, [...down].sort((a, b) => b - a));
  await page.click('#panel-cpts thead [data-column="population"]');
  const up = await column();
  assert.deepEqual(up, [...up].sort((a, b) => a - b));
  assert.equal(await page.locator('#panel-cpts th[aria-sort="ascending"]').count(), 1);
});

on('hauts-de-france', {}, 'what is filtered is what is downloaded, with the digits of the files', async (page) => {
  await page.click('#tab-units');
  await page.selectOption('#panel-units select[data-column="statut"]', 'chevauchement');
  const [waited] = await Promise.all([page.waitForEvent('download'), page.click('#panel-units .csv')]);
  assert.equal(waited.suggestedFilename(), 'communes.csv');
  const text = readFileSync(await waited.path(), 'utf8');
  assert.equal(text.charCodeAt(0), 0xfeff);
  const [header, ...rows] = parseCsv(text.slice(1), ';');
  const expected = rowsOf('hauts-de-france', 'communes.csv').filter((row) => row.statut === 'chevauchement');
  assert.deepEqual(rows, expected.map((row) => header.map((column) => row[column])));
});

on('hauts-de-france', {}, 'rates are downloaded with their decimals', async (page) => {
  await page.click('#language');
  await page.click('#tab-coverage');
  await page.selectOption('#panel-coverage select[data-column="ensemble_stades"]', '');
  const [waited] = await Promise.all([page.waitForEvent('download'), page.click('#panel-coverage .csv')]);
  const text = readFileSync(await waited.path(), 'utf8');
  const [header, ...rows] = parseCsv(text);
  assert.deepEqual(rows, rowsOf('hauts-de-france', 'couverture_departements.csv').map((row) => header.map((column) => row[column])));
});

on('hauts-de-france', {}, 'the language of the whole page changes, and comes back', async (page) => {
  await page.click('#tab-anomalies');
  const french = await page.locator('body').innerText();
  await page.click('#language');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  const english = await page.locator('body').innerText();
  assert.match(english, /Not covered/);
  assert.match(english, /claimed by/);
  for (const word of ['Chercher', 'Non couvert', 'Télécharger', 'rattachée', 'Légende']) assert.ok(!english.includes(word), word);
  await page.click('#language');
  assert.equal(await page.locator('body').innerText(), french);
});

on('hauts-de-france', { hash: '#zone=ZB-02095' }, 'a link that leads nowhere is passed over', async (page) => {
  const zone = rowsOf('hauts-de-france', 'zones_blanches.csv')[0];
  await page.evaluate((id) => { location.hash = `#zone=${id}`; }, zone.zone_id);
  await page.waitForSelector('#card:not([hidden])');
  const [most] = rowsOf('hauts-de-france', 'communes.csv').filter(({ code_insee: code }) => zone.codes_insee.split('|').includes(code)).sort((a, b) => b.population - a.population);
  assert.ok((await card(page)).endsWith(most.nom), 'a zone is named after its most populous commune');
  assert.ok((await page.locator('#card .kind').textContent()).endsWith(zone.zone_id));
});

on('hauts-de-france', { hash: '#cpts=HDF-07' }, 'a deep link opens its card', async (page) => {
  assert.match(await page.locator('#card .kind').textContent(), /HDF-07/);
});

on('hauts-de-france', { hash: '#cpts=HDF-99' }, 'a link to what the report has not says so, in the language chosen', async (page) => {
  assert.equal(await page.locator('#card h3').textContent(), 'HDF-99');
  assert.match(await page.locator('#card').textContent(), /ne contient pas/);
  await page.click('#language');
  assert.match(await page.locator('#card').textContent(), /not in this report/);
  await page.click('#card .close');
  assert.ok(await page.locator('#card').isHidden());
});

on('hauts-de-france', {}, 'sources are told in the language chosen', async (page) => {
  const source = () => page.evaluate(() => document.querySelector('.prose ul:last-of-type').textContent);
  await page.locator('#tabs button[role="tab"]').last().click();
  assert.match(await source(), /contours des communes/);
  await page.click('#language');
  assert.match(await source(), /contours of communes/);
});

on('hauts-de-france', {}, 'the view is saved as a picture', async (page) => {
  const [waited] = await Promise.all([page.waitForEvent('download'), page.click('#picture')]);
  const png = readFileSync(await waited.path());
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  assert.ok(png.readUInt32BE(16) > 1200 && png.length > 50_000, `${png.readUInt32BE(16)} pixels, ${png.length} bytes`);
});

on('hauts-de-france', {}, 'printing gives A4 pages with the tables and not the controls', async (page) => {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const count = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  assert.ok(count >= 4 && count < 25, `${count} pages`);
  const boxes = new Set([...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => `${Math.round(width)} ${Math.round(height)}`));
  assert.deepEqual([...boxes], ['595 842']);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const paper = await page.locator('#paper').innerText();
  for (const row of rowsOf('hauts-de-france', 'territoires.csv')) assert.ok(paper.includes(row.cpts_id), row.cpts_id);
  assert.ok(await page.locator('#map-part').isHidden());
});

on('hauts-de-france', {}, 'everything is reached by keyboard', async (page) => {
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.focus('#map');
  const before = await page.evaluate(() => document.getElementById('scale').textContent);
  await page.keyboard.press('+');
  await drawn(page);
  assert.notEqual(await page.evaluate(() => document.getElementById('scale').textContent), before);
  await page.keyboard.press('n');
  assert.match(await page.evaluate(() => location.hash), /^#commune=/);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#card').isVisible(), true);
  await page.focus('#in-view');
  await page.keyboard.press('Enter');
  const listed = await page.locator('#features button').count();
  assert.ok(listed > 10, `${listed} in the list`);
  await page.locator('#features button').first().focus();
  await page.keyboard.press('Enter');
  assert.match(await page.evaluate(() => location.hash), /^#cpts=/);
  await page.focus('#tab-figures');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('#tab-coverage').getAttribute('aria-selected'), 'true');
});

on('hostile', {}, 'names that look like scripts or formulas are texts', async (page) => {
  const names = ['<script>alert(1)</script>', '</script><img src=x onerror=alert(2)>', '"&amp;<b>', 'a|b:c=d&e'];
  await page.click('#tab-cpts');
  const table = await page.locator('#panel-cpts').innerText();
  for (const name of names) {
    assert.ok(table.includes(name), name);
    await page.fill('#search', name);
    await page.press('#search', 'Enter');
    assert.equal(await card(page), name);
    assert.equal(await page.evaluate(() => decodeURIComponent(location.hash.slice(6))), name);
  }
  assert.equal(await page.locator('img').count(), 0);
  assert.equal(await page.locator('script').count(), 2);
  const [waited] = await Promise.all([page.waitForEvent('download'), page.click('#panel-cpts .csv')]);
  const rows = parseCsv(readFileSync(await waited.path(), 'utf8').slice(1), ';').slice(1);
  for (const row of rows) assert.doesNotMatch(row[0], /^[=+\-@]/);
  assert.ok(rows.some((row) => row[0] === '\'=HYPERLINK("x")'));
});

on('contacts', { hash: '#cpts=CPTS inventée de la Bulle' }, 'the card of a CPTS has its contacts, and links where they are addresses or numbers', async (page) => {
  const { contacts } = rowsOf('contacts', 'territoires.csv').find(({ cpts_id: id }) => id === 'CPTS inventée de la Bulle');
  const lines = await page.locator('#card .contacts > *').evaluateAll((all) => all.map((line) => [line.tagName, line.textContent]));
  let label = '';
  const told = lines.flatMap(([tag, text]) => {
    if (tag === 'DT') label = text;
    return tag === 'DT' ? [] : [`${label} : ${text}`];
  });
  assert.equal(told.join('|'), contacts);
  assert.equal((await texts(page, '#card .contacts dt')).filter((text) => text === 'Courriel').length, 1);
  const links = await page.locator('#card .contacts a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  assert.deepEqual(links, ['tel:0199001123', 'mailto:bulle@example.org', 'mailto:secretariat@example.org', 'https://bulle.example.org/cpts', 'https://www.bulle.example.org', 'tel:+33199001122', 'tel:0199001122']);
  await page.click('#language');
  assert.equal(await page.locator('#card .contacts dd').count(), told.length);
});

on('contacts', { hash: '#cpts=CPTS inventée du Script' }, 'contacts that look like scripts are texts, and lead nowhere', async (page) => {
  const values = await texts(page, '#card .contacts dd');
  for (const value of ['<script>alert(3)</script>', '"><img src=x onerror=alert(4)>@example.org', 'javascript:alert(5)', '=HYPERLINK(1)', 'a & b']) assert.ok(values.includes(value), value);
  assert.equal(await page.locator('#card a').count(), 0);
  assert.equal(await page.locator('img').count(), 0);
  assert.equal(await page.locator('script').count(), 2);
});

on('contacts', { hash: '#cpts=CPTS inventée sans contact' }, 'a card without contacts says nothing of them', async (page) => {
  assert.equal(await card(page), 'CPTS inventée sans contact');
  assert.equal(await page.locator('#card .contacts').count(), 0);
});

on('france', {}, 'overseas departments are on the map, and are found', async (page) => {
  await page.fill('#search', '97411');
  await page.press('#search', 'Enter');
  await drawn(page);
  assert.match(await card(page), /Saint-Denis/);
  const { x, y, width, height } = await page.locator('#map').boundingBox();
  await page.mouse.move(x + (width - 318) / 2, y + height / 2);
  await page.waitForSelector('#tip:not([hidden])');
  assert.match(await page.locator('#tip strong').textContent(), /\(974/);
});

on('france', {}, 'a table of all communes is turned page by page', async (page) => {
  await page.click('#tab-units');
  assert.equal(await page.locator('#panel-units tbody tr').count(), 50);
  await page.click('#panel-units .pager button:last-child');
  const second = await page.locator('#panel-units tbody th').first().textContent();
  assert.equal(second, rowsOf('france', 'communes.csv')[50].code_insee);
  await page.fill('#filter-communes', 'saint denis reunion');
  await page.fill('#filter-communes', 'saint-denis 974');
  assert.ok((await texts(page, '#panel-units tbody th')).includes('97411'));
});

test('a finger moves the map, two zoom it', async () => {
  const page = await open(browser, 'corse', { width: 390, height: 844, hasTouch: true, isMobile: true });
  const session = await page.context().newCDPSession(page);
  const scale = () => page.evaluate(() => document.getElementById('map').dataset.drawn && document.querySelector('#legend #scale').textContent);
  const { x, y, width, height } = await page.locator('#map').boundingBox();
  const [cx, cy] = [x + width / 2, y + height / 2];
  const touch = (type, ...points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([px, py], id) => ({ x: px, y: py, id })) });
  const before = await scale();
  await touch('touchStart', [cx - 40, cy], [cx + 40, cy]);
  for (let spread = 50; spread <= 120; spread += 10) await touch('touchMove', [cx - spread, cy], [cx + spread, cy]);
  await touch('touchEnd');
  await drawn(page);
  assert.notEqual(await scale(), before);
  await page.touchscreen.tap(cx, cy);
  await page.waitForSelector('#card:not([hidden])');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});
