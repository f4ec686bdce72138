// Opens a page and keeps what it must not do: ask for something, write to the console, open a dialog.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// The look at the page, and then what went wrong meanwhile. `options` are those of a browser context.
export async function open(browser, file, options, look) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const address = pathToFileURL(resolve(file)).href;
  const faults = [];
  const own = (request) => request.url() === address || request.url().startsWith('data:');
  page.on('request', (request) => own(request) || faults.push(`asks for ${request.url()}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`fails: ${error.message}`));
  page.on('popup', (popup) => faults.push(`opens ${popup.url()}`));
  page.on('dialog', async (dialog) => {
    faults.push(`opens a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.goto(address);
  faults.push(...((await look(page)) ?? []));
  await context.close();
  return faults;
}
