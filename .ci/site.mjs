// Tests `postmortem site` in a browser: its pages are valid and accessible, load nothing from elsewhere, fit every screen
// and can be read without scripts; the search finds, and keeps its query in the address. Arguments: the program.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { valid } from './pages/markup.mjs';

const [program] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'site-'));
const faults = [];
const must = (holds, what) => holds || faults.push(what);
execFileSync(resolve(program), ['site', '-o', folder, '--quiet'], { cwd: 'examples/history' });
const root = pathToFileURL(folder).href;
const report = `incidents/${readdirSync(join(folder, 'incidents')).sort().pop()}`;
const pages = ['index.html', 'actions.html', report, 'services/orders.html', 'tags/connection-pool.html'];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

async function open(path, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('request', (request) => {
    const own = request.url().startsWith(root) || request.url().startsWith('data:');
    must(own, `${path} asks for ${request.url()}`);
  });
  page.on('console', (message) => must(!['error', 'warning'].includes(message.type()), `${path}: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${path} fails: ${error.message}`));
  await page.goto(`${root}/${path}`);
  return page;
}

for (const path of pages) {
  for (const fault of await valid(browser, join(folder, path))) faults.push(`${path}: ${fault}`);
  for (const width of [320, 360, 800, 1400]) {
    const page = await open(path, { viewport: { width, height: 900 }, colorScheme: width === 360 ? 'dark' : 'light' });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    must(!wide, `${path} scrolls sideways at ${width} px`);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await window.axe.run({ preload: false })).violations);
    const nodes = found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
    for (const fault of nodes) faults.push(`${path} at ${width} px: ${fault}`);
    await page.context().close();
  }
}

// Without scripts everything is there, and nothing that would not work.
const still = await open('index.html', { javaScriptEnabled: false });
must((await still.locator('#incidents > li:visible').count()) === 18, 'the index without scripts has all incidents');
must(!(await still.locator('#search').isVisible()), 'a search without scripts is not shown');
await still.context().close();

const page = await open('index.html', {});
const shown = () => page.locator('#incidents > li:visible').count();
const waits = (count) => page.waitForFunction((count) => document.getElementById('count').textContent.startsWith(`${count} of`), count);
await page.getByLabel('Search').pressSequentially('CONNEC Póol');
await waits(3).catch(() => faults.push('the search does not find `connection pool`'));
must((await shown()) === 3, `the search shows ${await shown()} incidents`);
must(new URL(page.url()).searchParams.get('q') === 'CONNEC Póol', `the query is not in ${page.url()}`);
await page.getByLabel('Severity').selectOption('SEV1');
await waits(1).catch(() => faults.push('the severity does not narrow the search'));
await page.reload();
await waits(1).catch(() => faults.push('the address does not lead to what was found'));
must((await page.getByLabel('Severity').inputValue()) === 'SEV1', 'the severity is not kept');
await page.getByLabel('Search').fill('</script>');
await page.getByLabel('Search').fill('');
await page.getByLabel('Severity').selectOption('All');
must((await shown()) === 18, 'without a query all incidents are shown');
must(new URL(page.url()).search === '', `an empty query stays in ${page.url()}`);

await browser.close();
rmSync(folder, { recursive: true });
for (const fault of faults) console.error(fault);
console.log(`site: ${pages.length} pages, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
