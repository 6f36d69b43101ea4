// Contacts of a CPTS: texts, and links where a text is plainly an address or a number.
import { make } from './dom.js';

const EMAIL = /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/;
const WEB = /^(https?:[/]{2}|www\.)[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?$/i;
const SIGN = ' : ';

// The items of a list of contacts, `label : value` with bars between them.
export function contactsOf(text) {
  return text.split('|').filter(Boolean).map((item) => {
    const cut = item.indexOf(SIGN);
    return { label: item.slice(0, Math.max(cut, 0)), value: cut < 0 ? item : item.slice(cut + SIGN.length) };
  });
}

// Where a value leads; null where it is not plainly an e-mail address, a telephone number, or an address of the web.
export function addressOf(value) {
  if (EMAIL.test(value)) return `mailto:${value}`;
  if (WEB.test(value)) return /^www\./i.test(value) ? `https:${'/'.repeat(2)}${value}` : value;
  // A number of France, or of anywhere after +; the zero in brackets is not dialled from abroad.
  const number = /^[\d .()+-]+$/.test(value) ? value.replace('(0)', '').replace(/[ .()-]/g, '') : '';
  return /^(0\d{9}|\+\d{8,15})$/.test(number) ? `tel:${number}` : null;
}

// A value as an element or a text.
export function contactLink(value) {
  const address = addressOf(value);
  if (!address) return value;
  const isWeb = /^http/i.test(address);
  return make('a', { href: address, ...(isWeb ? { target: '_blank', rel: 'noopener noreferrer' } : {}) }, value);
}
