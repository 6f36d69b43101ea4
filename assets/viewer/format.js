// Numbers and texts as the reader's language writes them.
import { language } from './texts.js';

const NARROW = '\u202f';

// A whole number with its thousands apart, from its digits.
function apart(digits) {
  const between = language() === 'fr' ? NARROW : ',';
  return digits.replace(/\B(?=(\d{3})+$)/g, between);
}

export function integer(number) {
  return number === null ? '–' : (number < 0 ? '−' : '') + apart(String(Math.abs(number)));
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
