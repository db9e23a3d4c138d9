// The report beside the questions: raw characters stand in their blanks as they are typed, the exact wording comes with each save
// (a `sheet` event on the document, its detail the new HTML). It scrolls in its own box and never moves the page.
// A section that can only be read has no form: nothing is typed there, and a click on a blank still leads to its question.
const form = document.getElementById("questions") ?? document.getElementById("main");
const box = document.getElementById("sheet-box");
const sheet = document.getElementById("sheet");
const fold = document.getElementById("preview");
const page = document.getElementById("sheet-page");
const isNarrow = window.matchMedia("(max-width: 1080px)");
const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)");
const LINES = 22;
const AIR = 24;
// What the service last said of each paragraph; those that hold raw characters are not in it.
const told = new WeakMap();
let now = "";
let composing = null;
let share = 0;

const blanksOf = (name) => [...sheet.querySelectorAll(`[data-blank="${name}"]`)];
// Computed blanks lead to the question they come from.
const marksOf = (name) => [...sheet.querySelectorAll(`[data-blank="${name}"], .blank[href="#f-${name}"]`)];
const questionOf = (element) => element.closest?.(".q[data-name]");

function remember() {
  for (const paragraph of sheet.children) {
    told.set(paragraph, paragraph.outerHTML);
  }
}

// --- raw characters

function controlsOf(question) {
  const name = question.dataset.name;
  return [...question.querySelectorAll("input, select, textarea")].filter((each) => each.name === name || each.name.startsWith(`${name}-`));
}

const inChinese = (day) => day.replace(/^(\d{4})-(\d\d)-(\d\d)$/, (_, year, month, date) => `${Number(year)}年${Number(month)}月${Number(date)}日`);

function valueOf(control) {
  if ((control.type === "radio" || control.type === "checkbox") && !control.checked) {
    return "";
  }
  const other = form.elements[`${control.name}.other`];
  return (other && control.value === "其他" ? other.value : inChinese(control.value)).trim();
}

// The lines an answer would print as far as it is typed; null where only the service can say.
function linesOf(question) {
  const tick = form.elements[`${question.dataset.name}.none`];
  const controls = controlsOf(question);
  if (tick?.checked || !controls.length || question.querySelector("tbody[data-rows]")) {
    return null;
  }
  if (controls[0].tagName === "TEXTAREA" && controls[0].name === question.dataset.name) {
    return controls[0].value.split("\n").map((line) => line.trim()).filter(Boolean);
  }
  return [controls.map(valueOf).filter(Boolean).join("、")].filter(Boolean);
}

function writeIn(blank, text, isRequired) {
  blank.textContent = text || (isRequired ? "**" : "");
  blank.classList.toggle("open", !text && isRequired);
  told.delete(blank.closest("p"));
}

function spread(blanks, count) {
  const last = blanks[blanks.length - 1].closest("p");
  for (const extra of blanks.splice(count)) {
    extra.closest("p").remove();
  }
  let end = blanks[blanks.length - 1].closest("p");
  while (blanks.length < count) {
    const added = last.cloneNode(true);
    added.removeAttribute("id");
    end.after(added);
    end = added;
    blanks.push(added.querySelector(`[data-blank="${blanks[0].dataset.blank}"]`));
  }
}

function write(question) {
  const blanks = blanksOf(question.dataset.name);
  const lines = linesOf(question);
  if (!lines || !blanks.length) {
    return;
  }
  const isRequired = "required" in question.dataset;
  if (question.querySelector(`textarea[name="${question.dataset.name}"]`)) {
    spread(blanks, Math.max(lines.length, 1));
    blanks.forEach((blank, at) => writeIn(blank, lines[at] ?? "", isRequired));
  } else {
    blanks.forEach((blank) => writeIn(blank, lines[0] ?? "", isRequired));
  }
}

// --- the question being answered

function mark() {
  sheet.querySelectorAll(".now").forEach((blank) => blank.classList.remove("now"));
  const found = now ? marksOf(now) : [];
  found.forEach((blank) => blank.classList.add("now"));
  return found[0];
}

function reveal(element) {
  const place = element.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  // Of the box, too, only a part may be in the window.
  const [top, bottom] = [Math.max(frame.top, 0), Math.min(frame.bottom, window.innerHeight)];
  if (place.top < top + AIR || place.bottom > bottom - AIR) {
    const away = place.top - top - Math.max(bottom - top, 0) / 3;
    box.scrollTo({ top: box.scrollTop + away, behavior: isCalm.matches ? "auto" : "smooth" });
  }
}

function showSection() {
  const start = document.getElementById("here");
  if (start) {
    box.scrollTop += start.getBoundingClientRect().top - box.getBoundingClientRect().top - AIR;
  }
}

function open(blank, event) {
  const link = blank.getAttribute("href") ?? `#f-${blank.dataset.blank}`;
  const control = link.startsWith("#") && document.getElementById(link.slice(1));
  if (!control) {
    return;
  }
  event.preventDefault();
  const only = document.getElementById("only-open");
  if (!control.offsetParent && only?.checked) {
    only.click();
  }
  (questionOf(control) ?? control).scrollIntoView({ block: "center" });
  control.focus({ preventScroll: true });
}

// --- the exact wording

function steady(kept, change) {
  const top = box.getBoundingClientRect().top;
  const anchor = kept.find((paragraph) => paragraph.getBoundingClientRect().bottom > top) ?? kept[kept.length - 1];
  const before = anchor?.getBoundingClientRect().top;
  change();
  const moved = anchor ? anchor.getBoundingClientRect().top - before : 0;
  if (Math.abs(moved) >= 1) {
    box.scrollTop += moved;
  }
}

function ends(old, fresh) {
  const isSame = (one, other) => told.get(one) === other.outerHTML;
  let start = 0;
  while (start < old.length && start < fresh.length && isSame(old[start], fresh[start])) {
    start += 1;
  }
  let end = 0;
  while (end < Math.min(old.length, fresh.length) - start && isSame(old[old.length - 1 - end], fresh[fresh.length - 1 - end])) {
    end += 1;
  }
  return [start, end];
}

function patch(html) {
  const old = [...sheet.children];
  const fresh = [...new DOMParser().parseFromString(html, "text/html").body.children];
  const [start, end] = ends(old, fresh);
  const leaving = old.slice(start, old.length - end);
  const coming = fresh.slice(start, fresh.length - end);
  // As many as before: most of those between the first difference and the last are the same, too.
  const pairs = leaving.length === coming.length ? leaving.map((each, at) => [each, coming[at]]) : [];
  const same = new Set(pairs.filter(([one, other]) => told.get(one) === other.outerHTML).map(([one]) => one));
  const kept = old.filter((each, at) => at < start || at >= old.length - end || same.has(each));
  coming.forEach((paragraph) => told.set(paragraph, paragraph.outerHTML));
  steady(kept, () => {
    if (pairs.length) {
      pairs.filter(([one]) => !same.has(one)).forEach(([one, other]) => one.replaceWith(other));
    } else {
      const next = old[old.length - end] ?? null;
      leaving.forEach((each) => each.remove());
      coming.forEach((each) => sheet.insertBefore(each, next));
    }
    // What was typed since the save was sent is newer than its answer.
    form.querySelectorAll(".q[data-dirty]").forEach(write);
    if (composing) {
      write(composing);
    }
    mark();
  });
  count();
}

// --- pages

let isCounting = false;

function estimate() {
  isCounting = false;
  const first = sheet.firstElementChild;
  if (!first || !box.clientHeight) {
    return;
  }
  const style = getComputedStyle(sheet);
  const above = parseFloat(style.paddingTop);
  const height = parseFloat(getComputedStyle(first).lineHeight) * LINES;
  const pages = Math.max(1, Math.ceil((sheet.clientHeight - above - parseFloat(style.paddingBottom)) / height - 0.01));
  const at = Math.floor((box.scrollTop + box.clientHeight / 3 - above) / height) + 1;
  const text = `约第 ${Math.min(Math.max(at, 1), pages)} 页，共 ${pages} 页`;
  if (page.textContent !== text) {
    page.textContent = text;
  }
}

function count() {
  if (!isCounting) {
    isCounting = true;
    setTimeout(() => requestAnimationFrame(estimate), 120);
  }
}

form.addEventListener("input", (event) => {
  const question = questionOf(event.target);
  if (question && !event.isComposing) {
    write(question);
    mark();
    count();
  }
});
form.addEventListener("compositionstart", (event) => {
  composing = questionOf(event.target);
});
form.addEventListener("compositionend", (event) => {
  composing = null;
  const question = questionOf(event.target);
  if (question) {
    write(question);
    mark();
  }
});
form.addEventListener("focusin", (event) => {
  now = questionOf(event.target)?.dataset.name ?? "";
  const first = mark();
  if (first) {
    reveal(first);
  }
});
sheet.addEventListener("click", (event) => {
  const blank = event.target.closest(".blank");
  if (blank && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    open(blank, event);
  }
});
document.addEventListener("sheet", (event) => patch(event.detail));
box.addEventListener("scroll", () => {
  share = box.scrollTop / box.scrollHeight;
  count();
}, { passive: true });
window.addEventListener("resize", () => {
  // The characters grow and shrink with the window: the same ones stay in view.
  box.scrollTop = share * box.scrollHeight;
  count();
});
isNarrow.addEventListener("change", () => {
  fold.open = !isNarrow.matches;
});
fold.addEventListener("toggle", () => {
  if (fold.open) {
    showSection();
    count();
  }
});

remember();
form.querySelectorAll(".q[data-dirty]").forEach(write);
fold.open = !isNarrow.matches;
showSection();
count();
