// Numbers and texts as the reader's language writes them.
import { language, say } from './texts.js';

const NARROW = '\u202f';

// A whole number with its thousands apart, from its digits.
function apart(digits) {
  const between = language() === 'fr' ? NARROW : ',';
  return digits.replace(/\B(?=(\d{3})+$)/g, between);
}

export function integer(number) {
  return number === null ? '–' : (number < 0 ? '−' : '') + apart(String(Math.abs(number)));
}

// A text with a number in its first gap, in the singular where the number asks for it.
export function sayCount(key, number, ...values) {
  const isOne = language() === 'fr' ? Math.abs(number) < 2 : number === 1;
  return say(isOne ? `one_${key}` : key, integer(number), ...values);
}

// The digits of a number without its point, as the CSV files write it: 1250 with 2 places is 12.50.
export function plainDecimal(digits, places) {
  const text = String(Math.abs(digits)).padStart(places + 1, '0');
  const cut = text.length - places;
  return (digits < 0 ? '-' : '') + text.slice(0, cut) + (places > 0 ? '.' + text.slice(cut) : '');
}

export function decimal(digits, places) {
  if (digits === null) return '–';
  const [whole, part] = plainDecimal(Math.abs(digits), places).split('.');
  const point = language() === 'fr' ? ',' : '.';
  return (digits < 0 ? '−' : '') + apart(whole) + (part ? point + part : '');
}

// A share in percent with two decimals, as in resume.json.
export function percent(number) {
  if (number === null || number === undefined) return '–';
  return decimal(Math.round(number * 100), 2) + (language() === 'fr' ? NARROW : '') + '%';
}

// Small letters without accents, so that « evreux » finds Évreux.
export function plain(text) {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[’']/g, ' ').replace(/œ/gi, 'oe').toLowerCase();
}

// The words of a text as they are compared: hyphens and full stops stand between words, and St is Saint.
export function wordsOf(text) {
  const short = { st: 'saint', ste: 'sainte', sts: 'saints', stes: 'saintes' };
  return plain(text).split(/[\s.,;/()\u2010-\u2015-]+/).filter(Boolean).map((word) => short[word] ?? word);
}
