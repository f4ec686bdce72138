// Opens pages and records what they must not do: load something, write to the console, open a dialog.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// What the check of each page found, and what went wrong meanwhile. `options` are those of a browser context.
export async function open(browser, files, options, look) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  let [name, address] = ['', ''];
  const tell = (fault) => faults.push(files.length > 1 ? `${name}: ${fault}` : fault);
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) tell(`asks for ${request.url()}`);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) tell(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => tell(`fails: ${error.message}`));
  page.on('popup', (popup) => tell(`opens ${popup.url()}`));
  page.on('dialog', async (dialog) => {
    tell(`opens a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  for (const file of files) {
    [name, address] = [file, pathToFileURL(resolve(file)).href];
    // A page that navigates elsewhere ends the check.
    const found = page.goto(address).then(() => look(page));
    (await found.catch((error) => [`the look at it fails: ${error.message}`])).forEach(tell);
  }
  await context.close();
  return faults;
}
