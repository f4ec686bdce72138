// Keeps the page up to date with the files. The server sends the state of the page whenever it changes: the version of
// the report, and its errors. The report is shown in a frame, as it would be written.

const { events, report } = document.body.dataset;
const fault = document.getElementById("fault");
const ended = document.getElementById("ended");
const place = `scroll ${location.pathname}`;

let version = document.body.dataset.version ?? "";
let shown = null;
let coming = null;
let source = null;

/** Loads the report hidden behind the current one, and swaps them once it is scrolled to where the reader was. */
function show() {
  coming?.remove();
  const frame = document.createElement("iframe");
  frame.title = "Report";
  frame.className = "coming";
  frame.src = report;
  frame.addEventListener("load", () => {
    const page = frame.contentDocument;
    if (!page) return again(frame);
    document.title = page.title;
    page.addEventListener("click", leave);
    restore(page, frame.contentWindow);
    const had_focus = shown === null || document.activeElement === shown;
    frame.className = "";
    shown?.remove();
    shown = frame;
    coming = null;
    if (had_focus) frame.focus();
  });
  coming = frame;
  document.querySelector("main").append(frame);
}

/** The server has stopped meanwhile: whatever it sends next is new. */
function again(frame) {
  frame?.remove();
  coming = null;
  version = "";
}

/** Opens what the reader had open, and scrolls to where the reader was. */
function restore(page, view) {
  const before = shown?.contentDocument.querySelectorAll("details") ?? [];
  page.querySelectorAll("details").forEach((details, index) => {
    if (before[index]) details.open = before[index].open;
  });
  const { scrollX, scrollY } = shown?.contentWindow ?? JSON.parse(sessionStorage.getItem(place) ?? "{}");
  view.scrollTo({ left: scrollX ?? 0, top: scrollY ?? 0, behavior: "instant" });
}

/** A link that leads out of the report opens in a new tab. */
function leave(event) {
  const link = event.target.closest("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  window.open(link.href, "_blank", "noopener");
}

/** The list is not in a frame: its new text replaces the old one. */
async function refresh() {
  const answer = await fetch(location.pathname);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = answer.ok && page.querySelector("main");
  if (!main) throw new Error(`no list: ${answer.status}`);
  document.querySelector("main").replaceWith(main);
}

/** Asks for the state again, treating the answer as new. */
function retry() {
  again();
  setTimeout(() => document.visibilityState === "visible" && connect(), 1000);
}

function take(state) {
  if (fault.innerHTML !== state.fault) fault.innerHTML = state.fault;
  if (!state.version || state.version === version) return;
  version = state.version;
  if (report) show();
  else refresh().catch(retry);
}

function connect() {
  source?.close();
  source = new EventSource(events);
  source.addEventListener("open", () => (ended.hidden = true));
  source.addEventListener("message", (event) => take(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    ended.hidden = false;
    // Some browsers give up if nobody answers.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  });
}

// A browser opens at most six connections to a server: hidden tabs release theirs.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") connect();
  else source?.close();
});
addEventListener("pagehide", () => {
  const { scrollX, scrollY } = shown?.contentWindow ?? window;
  sessionStorage.setItem(place, JSON.stringify({ scrollX, scrollY }));
});
addEventListener("pageshow", (event) => event.persisted && connect());

if (document.visibilityState === "visible") connect();
