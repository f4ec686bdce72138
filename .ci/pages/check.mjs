// Checks HTML pages in a browser and reports everything that is wrong with them. Arguments: the folder of pages, the
// folder of pages of hostile incidents.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { accessible } from './access.mjs';
import { harmless } from './hostile.mjs';
import { fits } from './layout.mjs';
import { valid } from './markup.mjs';
import { prints } from './paper.mjs';
import { holds } from './policy.mjs';

const AT_ONCE = 2;
const HOSTILE_AT_ONCE = 50;
const CHECKS = { markup: valid, layout: fits, accessibility: accessible, paper: prints };

const [folder, hostile] = process.argv.slice(2);
const pages = (folder) => readdirSync(folder).filter((name) => name.endsWith('.html')).sort().map((name) => join(folder, name));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const jobs = Object.entries(CHECKS).flatMap(([name, check]) => {
  return pages(folder).map((page) => ({ name: `${page}: ${name}`, kind: name, run: () => check(browser, page) }));
});
const attacks = pages(hostile);
for (let at = 0; at < attacks.length; at += HOSTILE_AT_ONCE) {
  const some = attacks.slice(at, at + HOSTILE_AT_ONCE);
  jobs.push({ name: 'safety', kind: 'safety', run: () => harmless(browser, some) });
}
jobs.push({ name: 'policy', kind: 'safety', run: () => holds(browser, pages(folder)[0]) });
const total = jobs.length;
const seconds = {};
const faults = [];

async function work() {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const start = performance.now();
    const found = await job.run().catch((error) => [`the check itself fails: ${error.stack}`]);
    faults.push(...found.map((fault) => `${job.name}: ${fault}`));
    seconds[job.kind] = (seconds[job.kind] ?? 0) + (performance.now() - start) / 1000;
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
await browser.close();
for (const fault of faults.sort()) console.error(fault);
const times = Object.entries(seconds).map(([name, time]) => `${name} ${time.toFixed(0)} s`).join(', ');
console.log(`${total} checks, ${faults.length} faults (${times})`);
// A folder without pages must not pass.
process.exitCode = faults.length > 0 || pages(folder).length < 10 || attacks.length < 100 ? 1 : 0;
