// axe-core finds nothing serious, in both themes, with a card open and on each tab.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';

import { AXE, launch, open } from './lib.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Of the whole page, or of the part that changed: looking at everything takes seconds.
async function violations(page, part = null) {
  // The policy of the page lets no script in but its own; what the debugger evaluates is not bound by it.
  const found = await page.evaluate(`${AXE}; axe.run(${part ? JSON.stringify(part) : 'document'}, { resultTypes: ['violations'] })`);
  const serious = found.violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
  return serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
}

for (const colorScheme of ['light', 'dark']) {
  test(`no serious violation on a card with contacts, ${colorScheme}`, async () => {
    const page = await open(browser, 'contacts', { colorScheme, hash: `#cpts=${encodeURIComponent('CPTS inventée de la Bulle')}` });
    assert.deepEqual(await violations(page, '#card'), []);
    await page.context().close();
  });
  for (const [width, height] of [[1366, 768], [390, 844]]) {
    test(`no serious violation, ${colorScheme}, ${width} px wide`, async () => {
      const page = await open(browser, 'hauts-de-france', { colorScheme, width, height, hash: '#cpts=HDF-07' });
      // Every tab once; in the other looks those that differ most.
      const all = ['figures', 'coverage', 'cpts', 'units', 'overlaps', 'zones', 'anomalies', 'method'];
      for (const tab of colorScheme === 'light' && width > 640 ? all : ['figures', 'cpts']) {
        await page.click(`#tab-${tab}`);
        assert.deepEqual(await violations(page, tab === 'figures' ? null : '#tables'), [], tab);
      }
      await page.click('#in-view');
      assert.deepEqual(await violations(page, '#map-part'), [], 'list');
      await page.fill('#search', 'am');
      assert.deepEqual(await violations(page, '.top'), [], 'search');
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
}
