// Makes the page live. Everything here also works without: the forms post, and the server draws the page anew.
"use strict";

const log = document.getElementById("log");
const main = document.querySelector("main");
const stage = document.getElementById("stage");
const composer = document.getElementById("composer");
const words = document.getElementById("words");
const state = document.getElementById("state");
const palette = document.getElementById("palette");
const offers = document.getElementById("offers");
const usage = document.getElementById("usage");
const jump = document.getElementById("jump");
const place = document.body.dataset.place;
const title = document.title;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const SLOW = 350; // milliseconds after which waiting is shown
const GAP = 12; // pixels above an answer that is read from its beginning
const NEAR = 120; // pixels from the end within which a reader is still at the end

/** Make one element from the server's HTML, in which every text is escaped. */
function element(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

/** An id for one request; `crypto.randomUUID` is missing where the page is not on localhost or https. */
function uuid() {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

// ---- The conversation -------------------------------------------------------------------------------------------

const isAtEnd = () => main.scrollHeight - main.scrollTop - main.clientHeight < NEAR;

/** Scroll to the end; where the last answer is longer than the view, to its beginning, whether or not work goes on. */
function toEnd(behavior = calm.matches ? "instant" : "smooth") {
  const last = [...log.children].findLast((message) => !message.matches(".working"));
  const above = last ? last.getBoundingClientRect().top - main.getBoundingClientRect().top - GAP : 0;
  const isLong = last?.matches(".theirs") && last.offsetHeight + 2 * GAP > main.clientHeight;
  main.scrollTo({ top: isLong ? main.scrollTop + above : main.scrollHeight, behavior });
  jump.hidden = true;
}

/** Show one message, or what became of it; the same news twice changes nothing. */
function show({ number, version, html }) {
  const old = document.getElementById(`m${number}`);
  if (old && Number(old.dataset.version) >= version) return;
  const message = element(html);
  const atEnd = isAtEnd();
  if (old) {
    const focused = old.contains(document.activeElement);
    old.replaceWith(message);
    if (focused) message.focus({ preventScroll: true });
  } else {
    log.querySelector(`.pending[data-key="${CSS.escape(message.dataset.key || "-")}"]`)?.remove();
    message.classList.add("fresh");
    log.insertBefore(message, log.querySelector(".pending, .working"));
    if (message.classList.contains("nudge")) nudged();
  }
  tellTimes();
  if (atEnd) toEnd();
  else if (!old) jump.hidden = false;
}

function catchUp(news) {
  if (news.log !== undefined) {
    log.innerHTML = news.log;
    tellTimes();
    toEnd("instant");
  }
  (news.messages || []).forEach(show);
  log.dataset.mark = news.mark;
}

let unread = 0;

function nudged() {
  if (document.hasFocus()) return;
  unread += 1;
  document.title = `(${unread}) ${title}`;
}

window.addEventListener("focus", () => {
  unread = 0;
  document.title = title;
});

// What a menu offers opens below it, where there may be nothing to see yet.
log.addEventListener(
  "toggle",
  (event) => event.target.open && event.target.scrollIntoView({ block: "nearest", behavior: calm.matches ? "instant" : "smooth" }),
  true,
);

main.addEventListener("scroll", () => {
  if (isAtEnd()) jump.hidden = true;
});
jump.addEventListener("click", () => {
  toEnd("instant");
  log.lastElementChild?.focus({ preventScroll: true });
});

// ---- News that nobody asked for just now -------------------------------------------------------------------------

let live = null;
let lost = 0;

function listen() {
  live?.close();
  live = new EventSource(`${place}/live?after=${encodeURIComponent(log.dataset.mark)}`);
  live.addEventListener("open", () => {
    clearTimeout(lost);
    lost = 0;
    state.textContent = "";
  });
  live.addEventListener("message", (event) => {
    show(JSON.parse(event.data));
    log.dataset.mark = event.lastEventId;
  });
  live.addEventListener("clock", (event) => showClock(JSON.parse(event.data)));
  live.addEventListener("whole", (event) => catchUp(JSON.parse(event.data)));
  live.addEventListener("rest", () => {
    live.close();
    live = null;
    state.textContent = "Milepost is open in many pages, so this one rests until you come back to it.";
  });
  live.addEventListener("error", () => {
    lost ||= setTimeout(() => (state.textContent = "I cannot reach Milepost. I keep trying…"), 1500);
    if (live?.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
}

const wake = () => live === null && !document.hidden && listen();
document.addEventListener("visibilitychange", wake);
window.addEventListener("focus", wake);
window.addEventListener("pagehide", () => live?.close());
window.addEventListener("pageshow", (event) => event.persisted && listen());

// ---- Asking ------------------------------------------------------------------------------------------------------

/** Post what a form says; returns the news, or throws words that say why not. */
async function post(fields, to = place) {
  let response;
  fields.set("mark", log.dataset.mark);
  try {
    response = await fetch(to, { method: "POST", body: fields, headers: { Accept: "application/json" } });
  } catch {
    throw Object.assign(new Error("I could not reach Milepost."), { again: true });
  }
  if (!response.ok) throw Object.assign(new Error((await response.text()).trim()), { again: response.status >= 500 });
  return response.json();
}

function taken(news) {
  catchUp(news);
  if (news.form) openForm(news.form);
}

/** Show that an answer takes a while; returns what ends it. */
function waiting() {
  const dots = element('<li class="message working"><article aria-label="Milepost is working"><i></i><i></i><i></i></article></li>');
  const timer = setTimeout(() => {
    log.append(dots);
    toEnd();
  }, SLOW);
  return () => {
    clearTimeout(timer);
    dots.remove();
  };
}

/** Say a typed line: it stands there at once, and can be tried again if it did not arrive. */
async function say(line) {
  const fields = new URLSearchParams({ words: line, key: uuid() });
  const pending = element('<li class="message mine pending"><p class="words" dir="auto"></p></li>');
  pending.firstElementChild.textContent = line;
  pending.dataset.key = fields.get("key");
  log.append(pending);
  toEnd();
  await trySaying(fields, pending);
}

async function trySaying(fields, pending) {
  const done = waiting();
  try {
    taken(await post(fields));
    pending.remove();
    toEnd();
  } catch (trouble) {
    const failed = element('<p class="failed" role="alert"></p>');
    failed.textContent = `${trouble.message} `;
    if (trouble.again) {
      const again = element('<button type="button">Try again</button>');
      again.addEventListener("click", () => {
        failed.remove();
        words.focus();
        trySaying(fields, pending);
      });
      failed.append(again);
    }
    pending.append(failed);
    toEnd();
  } finally {
    done();
  }
}

/** Send a tapped button or a filled form; the same words tried again keep their key, so that they count once. */
async function send(form, submitter) {
  const holder = form.closest(".message, dialog");
  if (holder.getAttribute("aria-busy") === "true") return;
  const fields = new URLSearchParams(new FormData(form, submitter));
  const said = fields.toString();
  if (form.tried?.said !== said) form.tried = { said, key: uuid() };
  fields.set("key", form.tried.key);
  holder.setAttribute("aria-busy", "true");
  const done = waiting();
  try {
    const news = await post(fields);
    form.tried = null;
    if (holder.matches("dialog")) closeForm();
    taken(news);
    state.textContent = "";
    if (!news.form && (holder.matches("dialog") || document.activeElement === document.body)) words.focus();
  } catch (trouble) {
    state.textContent = trouble.message;
    if (holder.matches("dialog")) complain(form, trouble.message);
  } finally {
    done();
    holder.removeAttribute("aria-busy");
    form.querySelector("details[open]")?.removeAttribute("open");
  }
}

function complain(form, message) {
  form.querySelector(".failed")?.remove();
  const failed = element('<p class="error failed" role="alert"></p>');
  failed.textContent = `${message} Nothing you wrote is lost: send it again.`;
  form.querySelector(".acts").before(failed);
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.closest("#clock")) {
    letPass(event.target, event.submitter);
    return;
  }
  if (event.target !== composer) {
    send(event.target, event.submitter);
    return;
  }
  const line = words.value.trim();
  words.value = "";
  keep();
  closePalette();
  if (line) {
    recalled = 0;
    said.push(line);
    say(line);
  }
});

// ---- Forms -------------------------------------------------------------------------------------------------------

function openForm(html) {
  stage.innerHTML = html;
  const dialog = stage.firstElementChild;
  dialog.removeAttribute("open");
  dialog.showModal();
  const blanks = [...dialog.querySelectorAll(".blank input, .blank select, .blank textarea")];
  const isRequired = (b) => b.getAttribute("aria-required") === "true";
  // What names the thing is filled already: what is to be said of it comes next.
  const next = blanks.find((b) => isRequired(b) && !b.value) || blanks.find((b) => !isRequired(b)) || blanks[0];
  const first = blanks.find((b) => b.getAttribute("aria-invalid") === "true") || blanks.find(gap) || next;
  first?.focus();
  const [start, end] = (first && gap(first)) || [];
  if (end) first.setSelectionRange(start, end);
  dialog.addEventListener("close", () => dialog.remove());
}

/** Where the first `___` of a blank stands, which is to be typed over; null where there is none. */
function gap(blank) {
  const start = typeof blank.setSelectionRange === "function" ? blank.value.indexOf("___") : -1;
  return start < 0 ? null : [start, start + 3];
}

function closeForm() {
  stage.querySelector("dialog")?.close();
}

stage.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  event.preventDefault();
  closeForm();
});

// ---- What may be typed -------------------------------------------------------------------------------------------

let asked = 0;
let picked = -1;

function closePalette() {
  asked += 1;
  palette.hidden = true;
  pick(-1);
}

async function offer() {
  const typed = words.value;
  if (!typed.trim()) return closePalette();
  const turn = (asked += 1);
  const response = await fetch(`${place}/suggestions?typed=${encodeURIComponent(typed)}`).catch(() => null);
  if (turn !== asked || !response?.ok) return;
  const { lines, usage: shape } = await response.json();
  if (turn !== asked) return;
  // What was picked while this was on its way stays so.
  const kept = offers.children[picked]?.dataset.line;
  offers.replaceChildren(...lines.map(option));
  usage.textContent = shape;
  picked = -1;
  pick(lines.findIndex(({ line }) => line === kept));
  palette.hidden = !lines.length && !shape;
}

function option({ label, about, line }, place) {
  const item = element('<li role="option" aria-selected="false"><b dir="auto"></b><span></span></li>');
  item.id = `offer-${place}`;
  item.dataset.line = line;
  item.firstElementChild.textContent = label;
  item.lastElementChild.textContent = about;
  return item;
}

function pick(place) {
  offers.children[picked]?.setAttribute("aria-selected", "false");
  picked = place;
  const item = offers.children[picked];
  item?.setAttribute("aria-selected", "true");
  item?.scrollIntoView({ block: "nearest" });
  if (item) words.setAttribute("aria-activedescendant", item.id);
  else words.removeAttribute("aria-activedescendant");
}

function take(item) {
  words.value = item.dataset.line;
  words.focus();
  keep();
  offer();
}

// ---- What was typed: half a line outlives the page, and the last lines come back by the arrow -----------------------

const KEPT = `typed ${place}`;
const said = [...log.querySelectorAll(".mine .words")].map((line) => line.textContent.trim());
let recalled = 0; // how many lines back
const fits = CSS.supports("field-sizing", "content");
const LINES = 8; // shown at once, as in page.css

function keep() {
  // Where the browser does not fit the height to the words by itself, their lines tell it.
  if (!fits) words.rows = Math.min(words.value.split("\n").length, LINES);
  try {
    sessionStorage.setItem(KEPT, words.value);
  } catch {
    // A browser that keeps nothing keeps nothing.
  }
}

function restore() {
  try {
    words.value ||= sessionStorage.getItem(KEPT) || "";
  } catch {
    // Nothing was kept.
  }
  keep();
}

/** Put an earlier line back, or a later one again; tells whether there was one. */
function recall(step) {
  const back = recalled + step;
  if (back < 0 || back > said.length) return false;
  recalled = back;
  words.value = back ? said[said.length - back] : "";
  keep();
  return true;
}

let pause = 0;
words.addEventListener("input", () => {
  recalled = 0;
  keep();
  pick(-1);
  clearTimeout(pause);
  pause = setTimeout(offer, 90);
});
words.addEventListener("blur", closePalette);
words.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    // What is still being looked up is not wanted any more either.
    clearTimeout(pause);
    closePalette();
  }
  const isBlank = !words.value || (recalled && words.value === said[said.length - recalled]);
  const arrow = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (arrow && isBlank && !event.isComposing && recall(arrow)) {
    event.preventDefault();
    closePalette();
    return;
  }
  if (event.isComposing) return;
  // A line is sent by Enter; Shift+Enter, and what is pasted, makes several of it.
  if (event.key === "Enter" && !event.shiftKey && (palette.hidden || picked < 0)) {
    event.preventDefault();
    composer.requestSubmit();
    return;
  }
  if (palette.hidden) return;
  const count = offers.children.length;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && count) {
    event.preventDefault();
    pick(picked < 0 && step < 0 ? count - 1 : (picked + step + count) % count);
  } else if (((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") && picked >= 0) {
    event.preventDefault();
    take(offers.children[picked]);
  }
});
offers.addEventListener("mousedown", (event) => event.preventDefault());
offers.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  if (item) take(item);
});

// ---- Time --------------------------------------------------------------------------------------------------------

let ahead = new Date(document.body.dataset.now) - Date.now();
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const DAY = 86400;
const UNITS = [["day", DAY], ["hour", 3600], ["minute", 60], ["second", 1]];
const ROUGH = [["year", 365.25 * DAY, 700 * DAY], ["month", 30.44 * DAY, 120 * DAY]]; // with the seconds from which on

const zone = document.body.dataset.zone;

/** The day of a moment on the reader's own calendar, as a count of days. */
const dayOf = (at) => Date.parse(new Date(at).toLocaleDateString("sv-SE", { timeZone: zone })) / (1000 * DAY);

/** Say how far away a moment is: from a day on by the calendar, so that "tomorrow" is the day after today. */
function inWords(at, now) {
  const seconds = Math.round((at - now) / 1000);
  const rough = ROUGH.find(([, , from]) => Math.abs(seconds) >= from);
  if (rough) return relative.format(Math.round(seconds / rough[1]), rough[0]).replace(/^in /, "in about ");
  const [unit, size] = UNITS.find(([, s]) => Math.abs(seconds) >= s) || UNITS[3];
  return relative.format(unit === "day" ? dayOf(at) - dayOf(now) : Math.trunc(seconds / size), unit);
}

/** Say beside each moment how far away it is; for eyes only, so that nobody hears seconds counted. */
function tellTimes() {
  const now = Date.now() + ahead;
  for (const time of document.querySelectorAll("time[data-moment]")) {
    const told = ` · ${inWords(Date.parse(time.dateTime), now)}`;
    const away = time.querySelector(".away") || time.appendChild(element('<span class="away" aria-hidden="true"></span>'));
    if (away.textContent !== told) away.textContent = told;
  }
  // Near days by name, as Slack has it, and distances alone, as Discord has them.
  for (const time of document.querySelectorAll("time[data-long]")) {
    const near = { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[dayOf(time.dateTime) - dayOf(now)];
    const told = `${near || time.dataset.long}, ${time.dataset.clock}`;
    if (time.textContent !== told) time.textContent = told;
  }
  for (const time of document.querySelectorAll("time[data-relative]")) {
    const told = inWords(Date.parse(time.dateTime), now);
    if (time.textContent !== told) time.textContent = told;
  }
  for (const clock of document.querySelectorAll("time[data-zone]")) {
    const there = { timeZone: clock.dataset.zone, hour: "2-digit", minute: "2-digit" };
    const day = "day" in clock.dataset ? { weekday: "short", day: "numeric", month: "short" } : {};
    const told = new Date(now).toLocaleString("en-GB", { ...day, ...there });
    if (clock.textContent !== told) clock.textContent = told;
  }
}

// ---- The clock, where it can be moved -----------------------------------------------------------------------------

const clock = document.getElementById("clock");

/** Go by what time it has become; what somebody types into the clock stays there. */
function showClock({ now, html }) {
  ahead = new Date(now) - Date.now();
  const fresh = element(html);
  const typed = clock.querySelector("input").value;
  const focused = clock.querySelector(".panel").contains(document.activeElement);
  if (!focused) clock.querySelector(".panel").replaceWith(fresh.querySelector(".panel"));
  if (!focused) clock.querySelector("input").value = typed;
  tellTimes();
}

function closeClock() {
  clock.open = false;
  clock.querySelector("summary").focus();
}

/** Let time pass until what a button or the blank says; what comes on the way arrives meanwhile. */
async function letPass(form, submitter) {
  if (clock.getAttribute("aria-busy") === "true") return;
  const fields = new URLSearchParams(new FormData(form, submitter));
  const blank = clock.querySelector("input");
  clock.setAttribute("aria-busy", "true");
  clock.querySelector(".error")?.remove();
  blank.removeAttribute("aria-invalid");
  state.textContent = "Time passes…";
  try {
    const { clock: time, said, refused, ...news } = await post(fields, `${place}/clock`);
    if (refused) throw new Error(refused);
    blank.value = "";
    closeClock();
    showClock(time);
    state.textContent = said;
    catchUp(news);
    toEnd();
  } catch (trouble) {
    state.textContent = "";
    const failed = element('<p class="error" id="until-error" role="alert"></p>');
    failed.textContent = trouble.message;
    blank.after(failed);
    blank.setAttribute("aria-invalid", "true");
    blank.setAttribute("aria-describedby", failed.id);
    blank.focus();
  } finally {
    clock.removeAttribute("aria-busy");
  }
}

if (clock) {
  clock.addEventListener("keydown", (event) => event.key === "Escape" && closeClock());
  document.addEventListener("pointerdown", (event) => {
    if (!clock.contains(event.target)) clock.open = false;
  });
}

// ---- Begin -------------------------------------------------------------------------------------------------------

words.setAttribute("aria-autocomplete", "list");
words.setAttribute("aria-haspopup", "listbox");
words.setAttribute("aria-controls", "offers");
restore();
tellTimes();
setInterval(tellTimes, 1000);
toEnd("instant");
listen();
if (stage.querySelector("dialog")) openForm(stage.innerHTML);
