// Tables as CSV for spreadsheets.
import { language } from './texts.js';

// A text that a spreadsheet would run as a formula gets an apostrophe before it. Numbers are left as they are.
export function inert(text) {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text, separator) {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// Some rows of a table, with the digits of the report's files. In French what Excel in French opens by a double click:
// byte-order mark, semicolons, decimal commas.
export function csvOf(table, rows) {
  const isFrench = language() === 'fr';
  const separator = isFrench ? ';' : ',';
  const cell = (name, row) => {
    const text = table.text(name, row);
    if (!table.isNumber(name)) return quoted(inert(text), separator);
    return isFrench ? text.replace('.', ',') : text;
  };
  const lines = [table.names.join(separator)];
  for (const row of rows) lines.push(table.names.map((name) => cell(name, row)).join(separator));
  return `${isFrench ? '\ufeff' : ''}${lines.join('\r\n')}\r\n`;
}
