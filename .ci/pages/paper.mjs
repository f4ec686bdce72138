// Does the page print, and does no figure, tile, image or table row cross the edge of a sheet?
import { execFileSync } from 'node:child_process';
import { open } from './open.mjs';

export async function prints(browser, file) {
  return open(browser, [file], { viewport: { width: 673, height: 986 } }, async (page) => {
    await page.emulateMedia({ media: 'print' });
    const names = await page.evaluate(mark);
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    const text = execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' });
    const sheets = text.split('\f');
    const sheet = (word) => sheets.findIndex((text) => text.includes(word));
    return names.flatMap((name, at) => {
      const [top, bottom] = [sheet(`top${at};`), sheet(`end${at};`)];
      if (top < 0 || bottom < 0) return [`${name} is not on paper`];
      return top === bottom ? [] : [`${name} is cut: it begins on sheet ${top + 1} and ends on sheet ${bottom + 1}`];
    });
  });
}

// Puts a word of no size at the top and at the end of everything that must stay in one piece. What is taller than half
// a sheet may be split.
function mark() {
  const whole = [...document.querySelectorAll('figure, .tile, tr, main img, pre')];
  const marked = whole.filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 500);
  const name = (element) => `<${element.localName}> ${element.textContent.trim().replace(/\s+/g, ' ').slice(0, 60)}`;
  const names = marked.map(name);
  marked.forEach((element, at) => {
    const place = element.localName === 'img' ? element.parentElement : element.querySelector(':scope > :is(td, th)') ?? element;
    place.style.position = 'relative';
    const box = element.getBoundingClientRect();
    const from = place.getBoundingClientRect().top;
    for (const [word, top] of [[`top${at};`, box.top - from], [`end${at};`, box.bottom - from - 2]]) {
      const span = document.createElement('span');
      span.textContent = word;
      span.style.cssText = `position: absolute; left: 0; top: ${top}px; font: 1px/1px monospace; white-space: nowrap`;
      place.append(span);
    }
  });
  return names;
}
