// Tests `postmortem serve` in a browser: a page follows its file, keeps its scroll position, shows errors and that they
// are fixed, and outlives the server. Arguments: the program; optionally a folder for screenshots.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const [program, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'serve-'));
const file = join(folder, 'incidents/full.yaml');
const faults = [];
const running = new Set();
let browser;
const must = (holds, what) => holds || faults.push(what);

mkdirSync(join(folder, 'incidents'));
mkdirSync(join(folder, '.git'));
for (const name of ['full', 'ids-disk-full', 'iota-coordinator']) {
  copyFileSync(`examples/${name}.yaml`, join(folder, `incidents/${name}.yaml`));
}
const sound = readFileSync(file, 'utf8');

async function serve(...args) {
  const child = spawn(resolve(program), ['serve', ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /http:\S+/.exec(line);
    if (address) {
      // Its other output is not needed, but must not fill the pipe.
      child.stderr.resume();
      return { child, address: address[0] };
    }
    console.error(line);
  }
  throw new Error('the preview does not start');
}

async function end({ child }) {
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  must(code === 0, `Ctrl-C ends it with ${code}`);
}

// Editors replace the file.
function save(text) {
  writeFileSync(join(folder, 'incidents/.new'), text);
  renameSync(join(folder, 'incidents/.new'), file);
}

async function open(address, options) {
  const page = await browser.newPage(options);
  page.on('pageerror', (error) => faults.push(`fails: ${error.message}`));
  page.on('console', (message) => {
    const expected = ['ERR_CONNECTION', 'ERR_INCOMPLETE', ' 503 '].some((text) => message.text().includes(text));
    if (['error', 'warning'].includes(message.type()) && !expected) faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(address).origin) && !request.url().startsWith('data:')) faults.push(`asks for ${request.url()}`);
  });
  await page.goto(address);
  return page;
}

const shot = async (page, name) => shots && page.screenshot({ path: join(shots, `${name}.png`) });
const report = (page) => page.frameLocator('iframe:not(.coming)');
const scroll = (page) => page.evaluate(() => document.querySelector('iframe:not(.coming)').contentWindow.scrollY);

async function audit(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const { help, nodes } of violations) faults.push(`${where}: ${help}: ${nodes[0].html.slice(0, 200)}`);
}

async function follow() {
  let server = await serve();
  const port = new URL(server.address).port;
  const list = await open(server.address, { viewport: { width: 1000, height: 700 } });
  await list.locator('tbody tr').nth(2).waitFor();
  await shot(list, 'list');
  await audit(list, 'list');

  const page = await open(server.address, { viewport: { width: 1000, height: 700 } });
  await page.click('text=incidents/full.yaml >> xpath=../a');
  await report(page).locator('h1').waitFor();
  await audit(page, 'page');
  await page.evaluate(() => document.querySelector('iframe').contentWindow.scrollTo(0, 900));
  await report(page).locator('details').first().evaluate((details) => (details.open = true));
  const before = await scroll(page);
  must(before > 500, `the page cannot be scrolled: ${before}`);

  // The page follows, in all tabs, and keeps its scroll position. So does the list, after an answer that failed.
  await list.route(server.address, (route) => route.fulfill({ status: 503, body: '' }), { times: 1 });
  const start = performance.now();
  save(sound.replace(/^title: .*/m, 'title: A title that has just been written'));
  await report(page).locator('h1', { hasText: 'just been written' }).waitFor({ state: 'attached' });
  console.log(`the page follows after ${(performance.now() - start).toFixed(0)} ms`);
  must((await scroll(page)) === before, `scrolled from ${before} to ${await scroll(page)}`);
  must(await report(page).locator('details').first().evaluate((details) => details.open), 'what was open is closed');
  must((await page.title()).includes('just been written'), 'the tab has the old title');
  await list.getByText('just been written').waitFor();
  await page.reload();
  await report(page).locator('h1').waitFor();
  must((await scroll(page)) === before, `a reload scrolls from ${before} to ${await scroll(page)}`);

  // An error is shown above the last good page, and disappears when it is fixed.
  save(sound.replace(/^severity:/m, 'sevrity: <img src=x onerror=alert(1)>\nseverity:'));
  const fault = page.locator('#fault pre');
  await fault.waitFor();
  must((await fault.textContent()).includes('did you mean `severity`?'), 'the fault comes without help');
  must((await page.locator('#fault img').count()) === 0, 'the file writes into the page');
  must((await scroll(page)) === before, 'a fault moves the page');
  await shot(page, 'fault');
  await audit(page, 'fault');
  await list.getByText('Cannot be rendered').waitFor();
  await shot(list, 'list-fault');
  save(sound);
  await fault.waitFor({ state: 'detached' });
  rmSync(file);
  await page.locator('#fault pre').waitFor();
  save(sound);
  await page.locator('#fault pre').waitFor({ state: 'detached' });

  // The server stops, the page says so, and continues with the next one.
  await end(server);
  await page.locator('#ended').waitFor();
  await shot(page, 'ended');
  server = await serve('--port', port);
  await page.locator('#ended').waitFor({ state: 'hidden' });
  save(sound.replace(/^title: .*/m, 'title: After the restart'));
  await report(page).locator('h1', { hasText: 'After the restart' }).waitFor({ state: 'attached' });

  const narrow = await open(`${server.address}incidents/full`, { viewport: { width: 360, height: 640 }, colorScheme: 'dark' });
  await report(narrow).locator('h1').waitFor();
  await shot(narrow, 'narrow');
  must(await narrow.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is too wide at 360 px');

  await end(server);
}

try {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  await follow();
} finally {
  for (const child of running) child.kill('SIGKILL');
  await browser?.close();
  rmSync(folder, { recursive: true });
}
for (const found of faults) console.error(found);
process.exitCode = faults.length > 0 ? 1 : 0;
