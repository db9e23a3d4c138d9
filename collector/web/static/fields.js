// What stands in the controls of a question, as a form would send it. Nothing is read while an input method composes there.
export const form = document.getElementById("questions");

const QUESTIONS = ".q[data-name], #finish";
let composing = null;

form.addEventListener("compositionstart", (event) => {
  composing = questionOf(event.target);
}, true);
form.addEventListener("compositionend", () => {
  composing = null;
}, true);

export const questions = () => [...form.querySelectorAll(QUESTIONS)];
export const questionOf = (node) => node?.closest?.(QUESTIONS) ?? null;
export const nameOf = (question) => question.dataset.name ?? "finished";
export const questionNamed = (name) => document.getElementById(name === "finished" ? "finish" : `q-${name}`);
export const isComposing = (question) => composing !== null && composing === question;
// A ledger folds away around what it holds.
export const inside = (question) => (question.matches("details") ? question.lastElementChild : question);
export const hidden = (name) => form.querySelector(`input[type=hidden][name="${name}"]`);

const isChosen = (control) => (control.type !== "checkbox" && control.type !== "radio") || control.checked;

export function controls(question) {
  const found = [...question.querySelectorAll("input, textarea, select")];
  return found.filter((control) => control.name && !control.disabled && !control.closest(".conflict"));
}

const pairs = (found) => found.filter(isChosen).map((control) => [control.name, control.value]);

// Rows count from 0 as they stand, and empty ones don't: a row added or removed alone is no change.
function rowPairs(box) {
  const rows = [...box.children].map((row) => pairs([...row.querySelectorAll("input, textarea, select")]));
  const prefix = box.dataset.rows.length;
  const renamed = (name, at) => name.slice(0, prefix) + name.slice(prefix).replace(/^-\d+/, `-${at}`);
  return rows
    .filter((row) => row.some(([, value]) => value.trim()))
    .flatMap((row, at) => row.map(([name, value]) => [renamed(name, at), value]));
}

// Pairs of name and value.
export function fields(question) {
  const box = question.querySelector("[data-rows]");
  const others = pairs(controls(question).filter((control) => !box?.contains(control)));
  return box ? [...rowPairs(box), ...others] : others;
}

// The same as a text that tells one state of a question from another.
export const state = (question) => JSON.stringify(fields(question));

function rowsOf(name, found) {
  const rows = new Map();
  for (const [key, value] of found) {
    const place = /^-(\d+)(.*)$/.exec(key.slice(name.length));
    if (place) {
      rows.set(place[1], { ...rows.get(place[1]), [place[2]]: value });
    }
  }
  return [...rows.values()];
}

// As many rows as the state has, and at least one.
function fit(box, count) {
  while (box.children.length < count && box.dispatchEvent(new CustomEvent("addrow", { cancelable: true })));
  [...box.children].slice(Math.max(count, 1)).forEach((row) => row.remove());
  box.dispatchEvent(new CustomEvent("rowsremoved"));
}

function putRows(box, rows) {
  const name = box.dataset.rows;
  fit(box, rows.length);
  [...box.children].forEach((row, at) => {
    for (const control of row.querySelectorAll("input, textarea, select")) {
      control.value = rows[at]?.[control.name.slice(name.length).replace(/^-\d+/, "")] ?? "";
    }
  });
}

// Put a state back into the controls, and tell the other scripts.
export function put(question, text) {
  const wanted = JSON.parse(text);
  const box = question.querySelector("[data-rows]");
  if (box) {
    putRows(box, rowsOf(box.dataset.rows, wanted));
  }
  for (const control of controls(question).filter((each) => !box?.contains(each))) {
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = wanted.some(([name, value]) => name === control.name && value === control.value);
    } else {
      control.value = wanted.find(([name]) => name === control.name)?.[1] ?? "";
    }
  }
  question.dispatchEvent(new Event("input", { bubbles: true }));
}
