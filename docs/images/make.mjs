// Makes the README's images: a report as HTML, light and dark, the output of `lint` in a terminal, and the statistics and the
// site of examples/history. From the project's folder, with Debian's chromium:
//
//     cargo build --release && npm ci --prefix .ci && node docs/images/make.mjs
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(new URL('../../.ci/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const { AnsiUp } = await import(pathToFileURL(require.resolve('ansi_up')));

const postmortem = resolve('target/release/postmortem');
const images = resolve('docs/images');
const folder = mkdtempSync(join(tmpdir(), 'images-'));
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

async function shoot(name, page, options) {
  const tab = await browser.newPage({ deviceScaleFactor: 2, ...options });
  await tab.goto(pathToFileURL(page).href + (options.hash ?? ''));
  await tab.screenshot({ path: join(images, name), fullPage: options.fullPage });
  await tab.close();
}

// The report: as much as fits on a screen.
const report = join(folder, 'report.html');
execFileSync(postmortem, ['render', 'examples/full.yaml', '--format', 'html', '--quiet', '--output', report]);
for (const colorScheme of ['light', 'dark']) {
  const viewport = { width: 1180, height: 900 };
  await shoot(`report-${colorScheme}.png`, report, { viewport, colorScheme });
}

// The body of incidents: what a year of them shows.
const history = { cwd: 'examples/history' };
const statistics = join(folder, 'statistics.html');
execFileSync(postmortem, ['stats', '--now', '2026-01-15', '--quiet', '--output', statistics], history);
execFileSync(postmortem, ['site', '--title', 'Fernway incidents', '--quiet', '--output', join(folder, 'site')], history);
for (const colorScheme of ['light', 'dark']) {
  const viewport = { width: 1000, height: 620 };
  await shoot(`site-${colorScheme}.png`, join(folder, 'site/index.html'), { viewport, colorScheme });
  const part = { viewport, colorScheme, hash: '#duration' };
  await shoot(`statistics-${colorScheme}.png`, statistics, part);
}

// The terminal: the README's own incident file.
const yaml = readFileSync('README.md', 'utf8').match(/```yaml\n([^]*?)```/)[1];
mkdirSync(join(folder, 'incidents'));
writeFileSync(join(folder, 'incidents/2024-05-30-checkout.yaml'), yaml);
const said = spawnSync(postmortem, ['lint', '--color', 'always', '--now', '2024-06-04'], {
  cwd: folder,
  encoding: 'utf8',
});
const text = new AnsiUp().ansi_to_html(said.stdout + said.stderr);
const terminal = join(folder, 'terminal.html');
writeFileSync(
  terminal,
  `<!DOCTYPE html><meta charset="utf-8"><style>
  body { margin: 0; padding: 20px 24px; background: #14181f; color: #e5e9f0; }
  pre { margin: 0; font: 14px/1.45 "DejaVu Sans Mono", monospace; white-space: pre; }
  </style><pre><span style="color:#a3adbd">$</span> postmortem lint\n${text}</pre>`,
);
await shoot('lint.png', terminal, { viewport: { width: 980, height: 200 }, fullPage: true });

await browser.close();
rmSync(folder, { recursive: true });
