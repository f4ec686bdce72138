// The search of the index: words are looked up as they are typed, in an index that was made with the site. The query is
// kept in the address, so that a link leads to what was found.
'use strict';
(() => {
  const box = document.getElementById('search');
  const list = document.getElementById('incidents');
  const count = document.getElementById('count');
  if (!box || !list || !count) return;
  const rows = Array.from(list.children);
  const fields = Array.from(box.querySelectorAll('input, select'));
  const [query, ...choices] = fields;
  const whole = count.textContent;
  let words = null;
  let numbers = [];
  let state = 'none';

  // The index: all words, sorted, and the numbers of their incidents as distances.
  window.postmortemSearch = (all, places) => {
    words = all === '' ? [] : all.split(' ');
    numbers = places.split(';');
  };

  function load() {
    if (state !== 'none') return;
    state = 'coming';
    const script = document.createElement('script');
    script.src = box.dataset.index;
    script.onload = () => { state = 'there'; show(); };
    script.onerror = () => { state = 'missing'; show(); };
    document.head.append(script);
  }

  // As the index folds: without accents, in lower case, ideographs alone.
  function fold(text) {
    const plain = text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
    const folded = plain.normalize('NFKD').replace(/\p{M}+/gu, '').replace(/ς/g, 'σ');
    const parts = folded.replace(/[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu, ' $& ');
    return (parts.match(/[\p{L}\p{N}]+/gu) || []).map((word) => Array.from(word).slice(0, 40).join(''));
  }

  // The incidents with a word that begins so.
  function find(start) {
    const found = new Uint8Array(rows.length);
    let [low, high] = [0, words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle] < start) low = middle + 1;
      else high = middle;
    }
    for (; low < words.length && words[low].startsWith(start); low++) {
      let number = 0;
      for (const step of numbers[low].split(',')) found[number += Number(step)] = 1;
    }
    return found;
  }

  // Whether a row has what is asked for, by its number.
  function matches(asked) {
    if (asked.length === 0) return () => true;
    if (words === null) {
      const texts = rows.map((row) => fold(row.textContent));
      return (at) => asked.every((start) => texts[at].some((word) => word.startsWith(start)));
    }
    const found = asked.map(find);
    return (at) => found.every((is) => is[at] === 1);
  }

  function show() {
    const asked = fold(query.value);
    if (asked.length > 0 && state === 'none') load();
    if (asked.length > 0 && state === 'coming') return;
    const has = matches(asked);
    const chosen = choices.filter((choice) => choice.value !== '');
    let shown = 0;
    rows.forEach((row, at) => {
      const is = has(at) && chosen.every((choice) => row.dataset[choice.name] === choice.value);
      if (row.hidden === is) row.hidden = !is;
      if (is) shown += 1;
    });
    count.textContent = shown === rows.length ? whole : `${shown} of ${whole}`;
  }

  function keep() {
    const address = new URL(location.href);
    for (const field of fields) {
      if (field.value === '') address.searchParams.delete(field.name);
      else address.searchParams.set(field.name, field.value);
    }
    try {
      history.replaceState(null, '', address);
    } catch {
      // A page that is opened as a file, or too many changes at once: the search works all the same.
    }
  }

  function restore() {
    const asked = new URL(location.href).searchParams;
    for (const field of fields) field.value = asked.get(field.name) || '';
    // An unknown choice selects nothing.
    for (const choice of choices) if (choice.selectedIndex < 0) choice.value = '';
    show();
  }

  box.addEventListener('input', () => { show(); keep(); });
  query.addEventListener('focus', load, { once: true });
  window.addEventListener('popstate', restore);
  box.hidden = false;
  restore();
})();
