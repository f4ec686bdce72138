// Does the page fit every screen, and do no texts of its drawings overlap?
import { open } from './open.mjs';

const WIDTHS = [320, 360, 800, 1400];

export async function fits(browser, file) {
  return open(browser, [file], { viewport: { width: 360, height: 800 } }, async (page) => {
    const faults = await page.evaluate(doubleIds);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const found = [...(await page.evaluate(overflow)), ...(await page.evaluate(collisions))];
      faults.push(...found.map((fault) => `at ${width} px ${fault}`));
    }
    return faults;
  });
}

function doubleIds() {
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  const doubles = ids.filter((id, at) => ids.indexOf(id) !== at);
  return doubles.map((id) => `the id \`${id}\` is there twice`);
}

// Which elements make the page scroll sideways.
function overflow() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (element) => {
    const box = element.parentElement?.closest('.table, pre');
    return box && box !== element;
  };
  const wide = [...document.body.querySelectorAll('*')].filter(
    (element) => element.getBoundingClientRect().right > width + 0.5 && !scrolls(element),
  );
  const name = (element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}">`;
  return [`the page scrolls sideways (${document.documentElement.scrollWidth} px) because of ${wide.slice(-1).map(name)}`];
}

// Pairs of texts in a drawing that overlap by more than a hair's breadth. A page without a drawing has none.
function collisions() {
  const faults = [];
  for (const drawing of document.querySelectorAll('svg')) {
    const shown = (text) => text.textContent.trim() && text.checkVisibility({ visibilityProperty: true });
    const texts = [...drawing.querySelectorAll('text')].filter(shown);
    const boxes = texts.map((text) => [text.textContent.trim(), text.getBoundingClientRect()]);
    boxes.forEach(([one, a], at) => {
      for (const [other, b] of boxes.slice(at + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 0.5 && down > 0.5) faults.push(`the label \`${one}\` lies upon \`${other}\``);
      }
    });
  }
  return faults;
}
