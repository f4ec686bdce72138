// Does nothing of a hostile incident run or reach out? The page's own policy would stop it too, so it is taken out first.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from './open.mjs';

const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/;

export async function harmless(browser, file) {
  const guarded = readFileSync(file, 'utf8');
  const bare = guarded.replace(POLICY, '');
  if (bare === guarded) return ['the page has no content security policy'];
  const folder = mkdtempSync(join(tmpdir(), 'postmortem-'));
  const unguarded = join(folder, 'page.html');
  writeFileSync(unguarded, bare);
  const options = { viewport: { width: 1400, height: 900 } };
  const faults = await open(browser, unguarded, options, async (page) => [
    ...(await page.evaluate(suspects)),
    ...(await usable(page)),
  ]);
  rmSync(folder, { recursive: true });
  const behindPolicy = await open(browser, file, options, (page) => page.waitForLoadState('load'));
  return [...faults, ...(behindPolicy ?? [])];
}

// What the browser itself makes of the page: addresses, handlers, elements that run or fetch.
function suspects() {
  const schemes = ['http:', 'https:', 'mailto:', 'file:'];
  const faults = [];
  const active = 'script, iframe, object, embed, form, input, button, base, link, template, noscript, math, foreignObject, meta[http-equiv], style ~ style, body style';
  faults.push(...[...document.querySelectorAll(active)].map((element) => `holds ${element.outerHTML.slice(0, 200)}`));
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on') || ['srcset', 'srcdoc', 'background', 'ping'].includes(name)) {
        faults.push(`holds ${name}="${value}"`);
      }
    }
    if (element.protocol && !schemes.includes(element.protocol)) faults.push(`links to ${element.href}`);
  }
  if (document.title.includes('stolen') || window.stolen) faults.push('a script ran');
  return faults;
}

// What a reader does must not set anything off either.
async function usable(page) {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('main *')) {
      for (const event of ['mouseover', 'focus', 'toggle', 'error', 'animationstart']) element.dispatchEvent(new Event(event));
    }
  });
  await page.waitForTimeout(20);
  return [];
}
