// Does the page's own policy stop what gets past the sanitiser? Here it is let in on purpose.
import { readFileSync, rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ATTACKS = [
  '<script>alert("a script")</script>',
  '<img src="x" onerror="alert(\'a handler\')">',
  '<svg onload="alert(\'a drawing\')"></svg>',
  '<iframe srcdoc="<script>alert(\'a frame\')</script>"></iframe>',
  '<img src="https://evil.example/picture.png">',
  '<link rel="stylesheet" href="https://evil.example/looks.css">',
  '<style>@import "https://evil.example/import.css"; main { background: url(https://evil.example/ground.png) }</style>',
  '<object data="https://evil.example/object"></object>',
  '<script src="https://evil.example/script.js"></script>',
  '<base href="https://evil.example/">',
];

export async function holds(browser, file) {
  const folder = mkdtempSync(join(tmpdir(), 'postmortem-'));
  const attacked = join(folder, 'page.html');
  writeFileSync(attacked, readFileSync(file, 'utf8').replace('</main>', `${ATTACKS.join('\n')}</main>`));
  const address = pathToFileURL(attacked).href;
  const page = await browser.newPage();
  const faults = [];
  page.on('dialog', async (dialog) => {
    faults.push(`the policy lets ${dialog.message()} run`);
    await dialog.dismiss();
  });
  page.on('response', (response) => {
    if (response.url() !== address) faults.push(`the policy lets ${response.url()} through`);
  });
  page.on('requestfailed', (request) => {
    // Any other failure is one that happened on the way.
    const { errorText } = request.failure();
    if (errorText !== 'csp') faults.push(`the policy lets ${request.url()} out (${errorText})`);
  });
  await page.goto(address, { waitUntil: 'load' });
  if (await page.evaluate(() => document.baseURI !== location.href)) faults.push('the policy lets the base be moved');
  await page.close();
  rmSync(folder, { recursive: true });
  return faults;
}
