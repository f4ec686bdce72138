// Can everybody read the page and move through it: contrast, names, landmarks, keyboard?
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { open } from './open.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = [[360, 800], [1400, 900]];

export async function accessible(browser, file) {
  const faults = [];
  for (const [width, height] of SIZES) {
    for (const colorScheme of ['light', 'dark']) {
      const options = { viewport: { width, height }, colorScheme };
      const found = await open(browser, [file], options, async (page) => {
        const violations = await audit(page);
        return colorScheme === 'light' ? [...violations, ...(await keyboard(page))] : violations;
      });
      faults.push(...found.map((fault) => `at ${width} px, ${colorScheme}: ${fault}`));
    }
  }
  return faults;
}

// All of axe's rules except the experimental ones: WCAG 2.2 A and AA, and good practice.
async function audit(page) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => (await window.axe.run()).violations);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${help} (${id}): ${node.html.slice(0, 200)}`));
}

// Tab leads to the skip link first, which leads to the report, and then to everything that can be used.
async function keyboard(page) {
  const faults = [];
  const focused = () => page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const { left, right, width } = element.getBoundingClientRect();
    const stops = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')];
    return {
      at: stops.filter((stop) => stop.checkVisibility()).indexOf(element),
      count: stops.filter((stop) => stop.checkVisibility()).length,
      html: element.outerHTML.slice(0, 120),
      marked: style.outlineStyle !== 'none' || element.localName === 'body',
      visible: right > 0 && left < innerWidth && (width > 0 || getComputedStyle(element, '::before').content !== 'none'),
      skip: element.matches('.skip'),
    };
  });
  await page.keyboard.press('Tab');
  let stop = await focused();
  if (!stop.skip) faults.push(`Tab leads to ${stop.html}, not to the skip link`);
  for (let next = 0; next < stop.count; next++) {
    if (stop.at !== next) {
      faults.push(`Tab leads to ${stop.html} where stop ${next + 1} of ${stop.count} should be`);
      break;
    }
    if (!stop.marked || !stop.visible) faults.push(`nobody sees that ${stop.html} has the focus`);
    await page.keyboard.press('Tab');
    stop = await focused();
  }
  await page.focus('.skip');
  await page.keyboard.press('Enter');
  const main = await page.evaluate(() => document.activeElement.localName === 'main');
  return main ? faults : [...faults, 'the skip link does not lead to the report'];
}
