// Makes the tables that the tests report on: one of all of France, and one with names that attack a page.
//
// Usage: node tables.mjs COMMUNES_CSV FOLDER   (communes.csv of any report on France)
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { parseCsv } from './csv.mjs';

const POPULATION = 36_000; // inhabitants at which a CPTS is full
const WHITE = 11; // every so many CPTS are left out: white zones
const OVERLAP = 40; // every so many claim a commune of the next: overlaps
const STAGES = ['ACI signé', 'ACI signé', 'ACI signé', 'projet de santé validé', "lettre d'intention validée", 'pré-projet'];

const [communes, folder] = process.argv.slice(2);
const [header, ...rows] = parseCsv(readFileSync(communes, 'utf8'));
const at = (name) => header.indexOf(name);
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

function write(name, claims) {
  const lines = claims.map(([id, cptsName, stage, code]) => [id, cptsName, stage, code].map(quoted).join(','));
  writeFileSync(path.join(folder, name), `cpts_id,cpts_nom,stade,code_insee\n${lines.join('\n')}\n`);
}

// Intercommunalities of a department one after the other, until a CPTS is full.
function national() {
  const byDepartment = new Map();
  for (const row of rows) {
    const department = row[at('code_departement')];
    if (!byDepartment.has(department)) byDepartment.set(department, new Map());
    const epcis = byDepartment.get(department);
    const epci = row[at('code_epci')];
    epcis.set(epci, [...(epcis.get(epci) ?? []), row]);
  }
  const groups = [];
  for (const [department, epcis] of byDepartment) {
    let group = { department, codes: [], population: 0 };
    for (const units of epcis.values()) {
      for (const unit of units) {
        group.codes.push(unit[at('code_insee')]);
        group.population += Number(unit[at('population')] || 0);
      }
      if (group.population < POPULATION) continue;
      groups.push(group);
      group = { department, codes: [], population: 0 };
    }
    if (group.codes.length > 0) groups.push(group);
  }
  return groups.flatMap(({ department, codes }, number) => {
    if (number % WHITE === 0) return [];
    const id = `FR-${String(number).padStart(3, '0')}`;
    const more = number % OVERLAP === 1 && groups[number + 1] ? [groups[number + 1].codes[0]] : [];
    return [...codes, ...more].map((code) => [id, `CPTS inventée ${number} (${department})`, STAGES[number % STAGES.length], code]);
  });
}

// Communes of Corse under names that a page, or a spreadsheet, might run.
function hostile() {
  const names = ['<script>alert(1)</script>', '</script><img src=x onerror=alert(2)>', '=HYPERLINK("x")', '"&amp;<b>', 'a|b:c=d&e', '-1+1', '@SUM(1)'];
  const corse = rows.filter((row) => row[at('code_region')] === '94');
  return corse.slice(0, 340).map((row, number) => {
    const name = names[Math.floor(number / 50) % names.length];
    return [name, name, 'ACI signé', row[at('code_insee')]];
  });
}

write('national.csv', national());
write('hostile.csv', hostile());
