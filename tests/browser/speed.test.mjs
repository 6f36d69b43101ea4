// How fast the page of all of France is: times and frames are told, for they are the machine's too; what is held to a
// bound is the processor time that the page takes, which other work on the machine does not lengthen.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';

import { pathToFileURL } from 'node:url';

import { drawn, launch, open, reportFile } from './lib.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Frames while something is done: the longest time between two, and the longest work of the page in one.
async function frames(page, doing) {
  await page.evaluate(() => {
    window.times = [];
    window.tasks = [];
    const note = (time) => { window.times.push(time); window.noting = requestAnimationFrame(note); };
    window.noting = requestAnimationFrame(note);
    window.observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.tasks.push(entry.duration)));
    window.observer.observe({ entryTypes: ['longtask'] });
  });
  await doing();
  return page.evaluate(() => {
    cancelAnimationFrame(window.noting);
    window.observer.disconnect();
    const gaps = window.times.slice(1).map((time, at) => time - window.times[at]).sort((a, b) => a - b);
    return { frames: gaps.length, median: gaps[gaps.length >> 1], longest: gaps.at(-1), over50: gaps.filter((gap) => gap > 50).length, longTasks: window.tasks };
  });
}

async function drag(page, from, steps, step) {
  await page.mouse.move(...from);
  await page.mouse.down();
  for (let at = 1; at <= steps; at += 1) {
    await page.mouse.move(from[0] + at * step[0], from[1] + at * step[1]);
    await page.waitForTimeout(12);
  }
  await page.mouse.up();
}

test('all of France is shown in time, and moves', async () => {
  const page = await open(browser, 'france', { reducedMotion: 'no-preference' });
  const shown = await page.evaluate(() => ({ paint: performance.getEntriesByName('first-contentful-paint')[0].startTime, ready: performance.now() }));
  const told = (name, { frames: count, median, longest, over50, longTasks }) => console.log(`${name}: ${count} frames, median ${median.toFixed(1)} ms, longest ${longest.toFixed(1)} ms, ${over50} over 50 ms, long tasks ${JSON.stringify(longTasks.map(Math.round))}`);
  console.log(`first contentful paint ${Math.round(shown.paint)} ms, map complete before ${Math.round(shown.ready)} ms`);
  const { x, y, width, height } = await page.locator('#map').boundingBox();
  const middle = [x + width * 0.6, y + height * 0.4];
  told('pan of the whole', await frames(page, () => drag(page, middle, 40, [-4, 2])));
  told('zoom by wheel', await frames(page, async () => {
    await page.mouse.move(...middle);
    for (let at = 0; at < 18; at += 1) {
      await page.mouse.wheel(0, -100);
      await page.waitForTimeout(25);
    }
    await drawn(page);
  }));
  told('pan among communes', await frames(page, () => drag(page, middle, 60, [-7, 3])));
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('all of France takes less than three seconds of a processor to show', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(pathToFileURL(reportFile('france', 'rapport.html')).href);
  await drawn(page);
  const { metrics } = await session.send('Performance.getMetrics');
  const seconds = metrics.find(({ name }) => name === 'TaskDuration').value;
  console.log(`processor time of the page until its map is complete: ${seconds.toFixed(2)} s`);
  assert.ok(seconds < 3, `${seconds} s`);
  await page.context().close();
});
