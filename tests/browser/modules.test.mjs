// The modules of the page by themselves, without a browser.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';

import { decodeArcs, decodeRings, Thinned } from '../../assets/viewer/arcs.js';
import { addressOf, contactsOf } from '../../assets/viewer/contacts.js';
import { csvOf, inert } from '../../assets/viewer/csv.js';
import { Table } from '../../assets/viewer/data.js';
import { decimal, integer, percent, plain, plainDecimal, sayCount, wordsOf } from '../../assets/viewer/format.js';
import { hashOf, targetOf } from '../../assets/viewer/links.js';
import { around, closed, componentsOf } from '../../assets/viewer/outlines.js';
import { BoxIndex, isInside } from '../../assets/viewer/picking.js';
import { columnName, say, speak, textKeys } from '../../assets/viewer/texts.js';
import { between, fitted, onPlane, onScreen, zoomed } from '../../assets/viewer/view.js';
import { scaleBar } from '../../assets/viewer/legend.js';

// Two squares side by side: the border between them is one arc. Unit 0 is on the left.
//   (0,0) – (4,0) – (8,0)
//     |       |       |
//   (0,4) – (4,4) – (8,4)
const SQUARES = squares();

function squares() {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const folded = (number) => digits[number < 0 ? -2 * number - 1 : 2 * number];
  let last = [0, 0];
  const arc = (...vertices) => digits[vertices.length] + vertices.map(([x, y]) => {
    const text = folded(x - last[0]) + folded(y - last[1]);
    last = [x, y];
    return text;
  }).join('');
  const arcs = arc([4, 0], [0, 0], [0, 4], [4, 4]) + arc([4, 4], [4, 0]) + arc([4, 4], [8, 4], [8, 0], [4, 0]);
  // Unit 0: one ring of the two next arcs; unit 1: one ring of the next arc and the one before it.
  const map = { arc_count: 3, vertex_count: 10, arcs, rings: 'BCAA' + 'BCAC' };
  // After three arcs the border, arc 1, is two back.
  return { arcs: decodeArcs(map), rings: decodeRings(map, 2) };
}

test('arcs and rings come out of their texts with the units beside each arc', () => {
  const { arcs, rings } = SQUARES;
  assert.deepEqual([...arcs.xs.subarray(0, 4)], [4, 0, 0, 4]);
  assert.deepEqual([...rings.refs], [0, 1, 2, ~1]);
  assert.deepEqual([...rings.left], [0, 0, 1]);
  assert.deepEqual([...rings.right], [-1, 1, -1]);
});

test('the outline of two units leaves out the border between them', () => {
  const { arcs, rings } = SQUARES;
  const refs = around(rings, [0, 1], () => true);
  assert.deepEqual(refs.sort(), [0, 2]);
  assert.deepEqual(closed(arcs, [0, 2]), [[0, 2]]);
});

test('units that share a border hang together', () => {
  assert.deepEqual(componentsOf(SQUARES.rings, [0, 1]), [[0, 1]]);
  assert.deepEqual(componentsOf(SQUARES.rings, [1]), [[1]]);
});

test('a place is inside of one unit only', () => {
  const { arcs, rings } = SQUARES;
  assert.deepEqual([0, 1].map((unit) => isInside(arcs, rings, unit, 2, 2)), [true, false]);
  assert.deepEqual([0, 1].map((unit) => isInside(arcs, rings, unit, 6, 2)), [false, true]);
  assert.deepEqual([0, 1].map((unit) => isInside(arcs, rings, unit, 9, 2)), [false, false]);
});

test('thinned arcs keep their ends', () => {
  const thin = new Thinned(SQUARES.arcs, 100);
  assert.deepEqual(thin.rangeOf(0), [0, 4]);
  assert.deepEqual([...thin.kept], [1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
});

test('an index of boxes finds each that touches, once', () => {
  const index = new BoxIndex(Int32Array.from([0, 0, 10, 10, 5, 5, 90, 90, 80, 0, 90, 10]), [0, 0, 100, 100], 10);
  assert.deepEqual(index.touching([8, 8, 9, 9]).sort(), [0, 1]);
  assert.deepEqual(index.touching([60, 60, 61, 61]), [1]);
});

test('zooming keeps the place under the pointer, and a box fits whole', () => {
  const view = fitted([0, 0, 1000, 500], 800, 600);
  const at = onPlane(view, 100, 200, 800, 600);
  const after = zoomed(view, 3, 100, 200, 800, 600, [0, 1e9]);
  onScreen(after, ...at, 800, 600).forEach((pixel, axis) => assert.ok(Math.abs(pixel - [100, 200][axis]) < 1e-6));
  for (const [x, y] of [[0, 0], [1000, 500]]) {
    const [px, py] = onScreen(view, x, y, 800, 600);
    assert.ok(px >= 0 && px <= 800 && py >= 0 && py <= 600);
  }
  const arrived = between(view, after, 1);
  for (const key of ['x', 'y', 'scale']) assert.ok(Math.abs(arrived[key] - after[key]) < 1e-6 * Math.abs(after[key]));
});

test('numbers are written as each language does, with the digits of the files', () => {
  speak('fr');
  assert.equal(integer(1234567), '1\u202f234\u202f567');
  assert.equal(decimal(1250, 2), '12,50');
  assert.equal(percent(75.6), '75,60\u202f%');
  speak('en');
  assert.equal(integer(1234567), '1,234,567');
  assert.equal(decimal(123456, 2), '1,234.56');
  assert.equal(percent(75.6), '75.60%');
  assert.deepEqual([plainDecimal(5, 2), plainDecimal(-5, 2), plainDecimal(100, 0)], ['0.05', '-0.05', '100']);
  assert.equal(integer(null), '–');
});

test('a table gives back what the CSV says', () => {
  const columns = [{ integers: [1, null] }, { digits: [1250, -5], places: 2 }, { words: ['a', 'b'], which: [1, 0] }, { texts: ['x', '=1+1'] }];
  const table = new Table({ names: ['n', 'd', 'w', 't'], rows: 2, columns });
  assert.deepEqual([0, 1].map((row) => table.names.map((name) => table.text(name, row))), [['1', '12.50', 'b', 'x'], ['', '-0.05', 'a', '=1+1']]);
  assert.deepEqual([0, 1].sort(table.compare('w')), [1, 0]);
  speak('en');
  assert.equal(csvOf(table, [0, 1]), "n,d,w,t\r\n1,12.50,b,x\r\n,-0.05,a,'=1+1\r\n");
  speak('fr');
  assert.equal(csvOf(table, [0]), '\ufeffn;d;w;t\r\n1;12,50;b;x\r\n');
});

test('texts that a spreadsheet would run are made inert', () => {
  for (const text of ['=1', '+1', '-1', '@A', '\tx', '\rx']) assert.equal(inert(text), `'${text}`);
  for (const text of ['a=1', '', 'CPTS', ' =1']) assert.equal(inert(text), text);
});

test('a deep link gives back what it was made of, whatever signs are in it', () => {
  for (const key of ['HDF-01', 'a|b:c=d&e', '<script>', '100 %', 'é#']) assert.deepEqual(targetOf(hashOf({ kind: 'cpts', key })), { kind: 'cpts', key });
  for (const hash of ['', '#', '#tables', '#cpts', '#cpts=%E0%A4%A', '#other=1']) assert.equal(targetOf(hash), null);
});

test('both languages have the same texts, none is empty, and every text that is asked for is there', () => {
  assert.deepEqual(textKeys('fr'), textKeys('en'));
  const known = new Set(textKeys('fr'));
  const folder = new URL('../../assets/viewer/', import.meta.url);
  for (const file of readdirSync(folder).filter((name) => /\.(js|html)$/.test(name))) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    for (const [, key] of text.matchAll(/(?:\bsay\('|data-text=")([A-Za-z0-9_]+)['"]/g)) assert.ok(known.has(key), `${file}: ${key}`);
  }
});

test('columns that the page does not know keep their names', () => {
  assert.equal(columnName('colonne_future'), 'colonne_future');
  speak('en');
  assert.equal(columnName('nb_cpts_taille_2'), 'Size 2');
  assert.equal(say('page', 1, 2), 'Page 1 of 2');
  speak('fr');
});

test('search takes small letters, without accents', () => {
  assert.equal(plain("L'Haÿ-les-Roses Œuilly"), 'l hay-les-roses oeuilly');
});

test('a scale bar is round and fits', () => {
  assert.deepEqual(scaleBar(100, 110), { metres: 10000, pixels: 100, text: '10 km' });
  assert.deepEqual(scaleBar(2, 110), { metres: 200, pixels: 100, text: '200 m' });
});

test('a list of contacts is labels and values, whatever signs stand in a value', () => {
  const expected = [{ label: 'Adresse', value: 'Bât. 3 : 1 rue X' }, { label: 'Tél.', value: '01 99 00 11 22' }, { label: '', value: 'seul' }];
  assert.deepEqual(contactsOf('Adresse : Bât. 3 : 1 rue X|Tél. : 01 99 00 11 22|seul'), expected);
  assert.deepEqual(contactsOf(''), []);
});

test('a contact is a link only where it is plainly an address or a number', () => {
  for (const [value, address] of [
    ['cpts.nord+info@sante.example.org', 'mailto:cpts.nord+info@sante.example.org'],
    ['01 99 00 11 22', 'tel:0199001122'],
    ['01.99.00.11.22', 'tel:0199001122'],
    ['+33 (0)1 99 00 11 22', 'tel:+33199001122'],
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['HTTP://example.org', 'HTTP://example.org'],
    ['www.example.org', 'https://www.example.org'],
  ]) assert.equal(addressOf(value), address, value);
  for (const value of ['', 'Dr Exemple', 'a@b', 'a@example.org ou b@example.org', 'a@example.org?cc=b@example.org', '199001122', '60000', '2023-01-01', '01 99 00 11 22 / 23', 'javascript:alert(1)', 'JAVASCRIPT:alert(1)//https://x.y', 'data:text/html,x', 'https://a b', 'https://user@example.org', 'file:///etc', '//example.org', 'ftp://example.org', ' https://example.org', 'java\nscript:x@example.org']) {
    assert.equal(addressOf(value), null, value);
  }
});

test('words are compared without accents, hyphens or the short forms of saint', () => {
  assert.deepEqual(wordsOf('Saint-Étienne-du-Rouvray'), ['saint', 'etienne', 'du', 'rouvray']);
  assert.deepEqual(wordsOf('ST ETIENNE (76)'), ['saint', 'etienne', '76']);
});

test('a number alone is in the singular, in French nought too', () => {
  speak('fr');
  assert.deepEqual([0, 1, 2].map((number) => sayCount('rows', number)), ['0 ligne', '1 ligne', '2 lignes']);
  speak('en');
  assert.deepEqual([0, 1, 2].map((number) => sayCount('rows', number)), ['0 rows', '1 row', '2 rows']);
  speak('fr');
});
