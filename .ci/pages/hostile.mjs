// Does nothing in a hostile incident run or load anything? The page's own policy would also stop it, so it is removed first.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { open } from './open.mjs';

const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/;

export async function harmless(browser, files) {
  const folder = mkdtempSync(join(tmpdir(), 'postmortem-'));
  const bare = files.map((file) => {
    const text = readFileSync(file, 'utf8');
    if (!POLICY.test(text)) throw new Error(`${file} has no content security policy`);
    const path = join(folder, basename(file));
    writeFileSync(path, text.replace(POLICY, ''));
    return path;
  });
  try {
    return await open(browser, bare, { viewport: { width: 1400, height: 900 } }, (page) => page.evaluate(suspects));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// What the browser makes of the page: URLs, handlers, elements that run or load something. Then what a reader triggers.
async function suspects() {
  const schemes = ['http:', 'https:', 'mailto:', 'file:'];
  const active = `script, iframe, object, embed, form, input, button, base, link, template, noscript, math, foreignObject,
    meta[http-equiv], style ~ style, body style`;
  const faults = [...document.querySelectorAll(active)].map((element) => `holds ${element.outerHTML.slice(0, 200)}`);
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on|^(srcset|srcdoc|background|ping|action|formaction)$/.test(name)) faults.push(`holds ${name}="${value}"`);
    }
    if (element.hasAttribute('href') && !schemes.includes(element.protocol)) faults.push(`links to ${element.href}`);
  }
  for (const element of document.querySelectorAll('main, main *')) {
    for (const event of ['mouseover', 'focus', 'toggle', 'error']) element.dispatchEvent(new Event(event));
  }
  await new Promise((done) => setTimeout(done, 10));
  return faults;
}
