// A browser, and reports to open in it. `scripts/browser-tests` sets where things are:
// MAILLAGE_REPORTS, a folder with a report in each folder of its own; MAILLAGE_NODE, where the packages are.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { parseCsv } from './csv.mjs';

const require = createRequire(path.join(process.env.MAILLAGE_NODE, 'package.json'));
const { chromium } = require('playwright-core');

export const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export function reportFile(name, file) {
  return path.join(process.env.MAILLAGE_REPORTS, name, file);
}

export function resumeOf(name) {
  return JSON.parse(readFileSync(reportFile(name, 'resume.json'), 'utf8'));
}

// The rows of a CSV file as objects.
export function rowsOf(name, file) {
  const records = parseCsv(readFileSync(reportFile(name, file), 'utf8'));
  const header = records.shift();
  return records.map((cells) => Object.fromEntries(header.map((column, at) => [column, cells[at]])));
}

export function launch() {
  return chromium.launch({ executablePath: process.env.MAILLAGE_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
}

// Opens a report's page and waits until its map is drawn. Anything that the page complains of fails the test, and so
// does anything that it asks the network for.
export async function open(browser, name, { hash = '', width = 1366, height = 768, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(error.stack));
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text()); });
  page.on('dialog', (dialog) => { page.complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => { if (!/^(file|blob|data):/.test(request.url())) page.complaints.push(request.url()); });
  await page.goto(pathToFileURL(reportFile(name, 'rapport.html')).href + hash);
  await drawn(page);
  return page;
}

// Waits until the map shows all that it should.
export async function drawn(page) {
  await page.waitForFunction(() => document.getElementById('map')?.dataset.drawn === 'all', null, { timeout: 90_000 });
}

// The digits of a text, whatever the language that wrote it.
export function digits(text) {
  return text.replace(/[^\d]/g, '');
}
