// Reads CSV, by other code than that which wrote it.

export function parseCsv(text, separator = ',') {
  const records = [];
  let cells = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isQuoted && sign === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') {
      isQuoted = !isQuoted;
    } else if (isQuoted || (sign !== separator && sign !== '\n' && sign !== '\r')) {
      cell += sign;
    } else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') {
      records.push([...cells, cell]);
      cells = [];
      cell = '';
    }
  }
  return records;
}
