// The data of the page: tables by columns.
import { plainDecimal } from './format.js';

// A table: columns of whole numbers, of decimals, of texts, or of texts told once.
export class Table {
  constructor({ names, rows, columns }) {
    this.names = names;
    this.rows = rows;
    this.columns = new Map(names.map((name, at) => [name, columns[at]]));
  }

  has(name) {
    return this.columns.has(name);
  }

  isNumber(name) {
    const column = this.columns.get(name);
    return Boolean(column && (column.integers || column.digits));
  }

  places(name) {
    return this.columns.get(name).places ?? 0;
  }

  // What a cell holds: a whole number, the digits of a decimal, a text; null where there is no number.
  value(name, row) {
    const column = this.columns.get(name);
    if (!column) return null;
    if (column.integers) return column.integers[row];
    if (column.digits) return column.digits[row];
    return column.texts ? column.texts[row] : column.words[column.which[row]];
  }

  // A cell as the CSV files write it.
  text(name, row) {
    const value = this.value(name, row);
    if (value === null) return '';
    return this.columns.get(name).digits ? plainDecimal(value, this.places(name)) : String(value);
  }

  // The different texts of a column, in the order of the alphabet; for columns with few.
  words(name) {
    const column = this.columns.get(name);
    const all = column.words ?? column.texts ?? [...new Set(column.integers ?? [])].filter((value) => value !== null);
    return [...new Set(all)].map(String).filter((word) => word !== '').sort((a, b) => a.localeCompare(b, 'fr', { numeric: true }));
  }

  // A number for a row by which rows are put in order, or a text.
  compare(name) {
    const column = this.columns.get(name);
    const numbers = column.integers ?? column.digits;
    if (numbers) return (a, b) => (numbers[a] ?? -Infinity) - (numbers[b] ?? -Infinity);
    const compare = new Intl.Collator('fr', { numeric: true }).compare;
    if (column.texts) return (a, b) => compare(column.texts[a], column.texts[b]);
    // Words are few: their order is found once.
    const order = column.words.map((_, at) => at).sort((a, b) => compare(column.words[a], column.words[b]));
    const rank = new Uint32Array(order.length);
    order.forEach((word, at) => { rank[word] = at; });
    return (a, b) => rank[column.which[a]] - rank[column.which[b]];
  }
}

// The data that stands in the page, or in a text.
export function readData(text) {
  const data = JSON.parse(text);
  data.tables = Object.fromEntries(Object.entries(data.tables).map(([name, table]) => [name, new Table(table)]));
  // Anomalies in English: the same table with other texts in some columns.
  const french = data.tables.anomalies;
  const english = new Table({ names: french.names, rows: french.rows, columns: french.names.map((name) => french.columns.get(name)) });
  data.anomalies_en.names.forEach((name, at) => english.columns.set(name, data.anomalies_en.columns[at]));
  data.anomalies = { fr: french, en: english };
  data.map.beyond = new Table(data.map.beyond);
  return data;
}
