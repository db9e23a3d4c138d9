// What is typed is kept by itself: two seconds after the last keystroke, every twenty while they go on, and when the question
// or the page is left. Only changed questions are sent; what is typed meanwhile goes with the next request.
import { show as showAnswer, showSheet } from "./answer.js";
import { fields, form, hidden, isComposing, nameOf, questionNamed, questionOf, questions, state } from "./fields.js";
import { LOCKED, send, sendAndForget } from "./sending.js";
import * as status from "./status.js";
import { learn, newest, offer, redraw, seen, settle } from "./versions.js";

const PAUSE = 2000;
const LONGEST = 20000;

// name -> the state that the service has, or has refused, or has set aside in a conflict
const kept = new Map(questions().map((question) => [nameOf(question), state(question)]));
const refused = new Map();
const aside = new Map();
// What is in conflict and has been chosen; what is kept otherwise than as sent and not drawn yet.
const chosen = new Set();
const undrawn = new Set();

const page = hidden("page").value;
let number = 0;
let isSending = false;
let isDrawing = false;
let isExplicit = false;
let isLocked = false;
let firstChange = 0;
let lastChange = 0;
let timer = 0;
let waiting = [];
// The question whose choice had the focus and is gone.
let refocus = "";

const dirty = () => questions().filter((question) => "dirty" in question.dataset);
const boxOf = (question) => question.querySelector(".conflict");
const choiceIn = (question) => boxOf(question)?.querySelector("input[type=radio]:checked");

// --- what is to be sent

function isDue(question, { all } = {}) {
  const name = nameOf(question);
  if (isComposing(question)) {
    return false;
  }
  if (boxOf(question)) {
    const last = aside.get(name);
    const isChosen = choiceIn(question) && (chosen.has(name) || isExplicit);
    return isChosen || (state(question) !== last.state && (all || Date.now() - last.at >= LONGEST));
  }
  if (state(question) === kept.get(name)) {
    delete question.dataset.dirty;
    return false;
  }
  return state(question) !== refused.get(name);
}

function choiceFields(question) {
  const isChosen = chosen.has(nameOf(question)) || isExplicit;
  const found = [...(boxOf(question)?.querySelectorAll("input") ?? [])];
  return found.filter((each) => each.type === "hidden" || (isChosen && each.checked)).map((each) => [each.name, each.value]);
}

function request(options) {
  if (isLocked) {
    return null;
  }
  const due = dirty().filter((question) => isDue(question, options));
  if (!due.length && !isExplicit) {
    return null;
  }
  number += 1;
  const names = due.map(nameOf);
  const body = {
    key: `${page}.${number}`,
    page,
    author: hidden("author").value,
    seen: seen().filter((entry) => names.includes(entry.split(".")[0])).join(" "),
    questions: names,
    fields: due.flatMap((question) => [...fields(question), ...choiceFields(question)]),
    is_explicit: isExplicit,
  };
  return { body: JSON.stringify(body), states: new Map(due.map((question) => [nameOf(question), state(question)])), isExplicit };
}

// --- what came back

function take(name, sent, said) {
  const question = questionNamed(name);
  undrawn.delete(name);
  if (said.conflicts[name]) {
    aside.set(name, { state: sent, at: Date.now() });
    chosen.delete(name);
    offer(name, said.conflicts[name], said.messages[name][0]);
  } else if (said.refused.includes(name)) {
    refused.set(name, sent);
  } else {
    if (settle(name)) {
      refocus = name;
    }
    chosen.delete(name);
    kept.set(name, sent);
    question.dispatchEvent(new CustomEvent("kept", { bubbles: true, detail: sent }));
    if (!isComposing(question) && state(question) === sent) {
      delete question.dataset.dirty;
    }
  }
}

// A control is drawn anew only where nobody is at it, and nothing was typed into it since.
const isIdle = (name) => {
  const question = questionNamed(name);
  return !isComposing(question) && !question.contains(document.activeElement) && state(question) === kept.get(name);
};

async function draw() {
  if (isDrawing || ![...undrawn].some(isIdle)) {
    return;
  }
  isDrawing = true;
  const fresh = await newest().catch(() => null);
  isDrawing = false;
  // Somebody may have begun to type while it came.
  const names = fresh ? [...undrawn].filter(isIdle) : [];
  if (names.length) {
    learn(redraw(names, fresh));
  }
  for (const name of names) {
    undrawn.delete(name);
    kept.set(name, state(questionNamed(name)));
    delete questionNamed(name).dataset.dirty;
    questionNamed(name).dispatchEvent(new CustomEvent("kept", { bubbles: true, detail: kept.get(name) }));
  }
  if (names.length) {
    showSheet();
  }
}

async function answered({ states, isExplicit: isAloud }, { status: code, said }) {
  if (said.reason === LOCKED) {
    isLocked = true;
    status.show("refused", said.message, { aloud: true });
    return;
  }
  if (code !== 200 && code !== 409) {
    states.forEach((sent, name) => refused.set(name, sent));
    status.show("refused", code === 413 ? "未保存，内容太多" : "未保存，请刷新页面后再试", { aloud: true });
    return;
  }
  states.forEach((sent, name) => take(name, sent, said));
  learn(said.seen.split(" ").filter(Boolean));
  said.replaced.forEach((name) => undrawn.add(name));
  showAnswer(said);
  await draw();
  document.getElementById(`f-${refocus}`)?.focus();
  refocus = "";
  tell(said.saved_at, isAloud);
}

function tell(at, isAloud) {
  const open = questions().filter(boxOf).length;
  if (open) {
    status.show("choose", `有 ${open} 题要选择保留哪一个，其余已保存`, { aloud: isAloud });
  } else if (dirty().some((question) => state(question) === refused.get(nameOf(question)))) {
    status.show("refused", "有的内容未保存，请看题目旁的说明", { aloud: isAloud });
  } else if (!dirty().length) {
    status.show("saved", `已保存 ${at}`, { aloud: isAloud });
  }
}

// --- when

function finish(isSaved) {
  waiting.forEach((resolve) => resolve(isSaved));
  waiting = [];
}

async function run(options) {
  clearTimeout(timer);
  if (isSending) {
    return;
  }
  const made = request(options);
  firstChange = 0;
  if (!made) {
    finish(true);
    if (!dirty().some(isComposing)) {
      status.back();
    }
    return schedule();
  }
  isSending = true;
  isExplicit = false;
  status.show("saving", "保存中…");
  const answer = await send(made.body, () => finish(false));
  isSending = false;
  await answered(made, answer);
  // What was typed meanwhile is waited for as well by whoever waits.
  if (waiting.length || isExplicit) {
    return run(options);
  }
  return schedule();
}

function schedule() {
  clearTimeout(timer);
  if (isSending || isLocked || !dirty().length) {
    return;
  }
  const apart = dirty().filter(boxOf).map((question) => (aside.get(nameOf(question))?.at ?? 0) + LONGEST);
  const at = firstChange ? Math.min(lastChange + PAUSE, firstChange + LONGEST) : Math.min(...apart);
  if (Number.isFinite(at)) {
    timer = setTimeout(run, Math.max(at - Date.now(), 50));
  }
}

// Whether everything that can be kept is; false as soon as a request does not get through.
export function save({ explicit = false } = {}) {
  isExplicit ||= explicit;
  return new Promise((resolve) => {
    waiting.push(resolve);
    run({ all: true });
  });
}

// Whether leaving now would lose something.
export function isUnsaved() {
  return isSending || dirty().some((question) => isComposing(question) || boxOf(question) || state(question) !== kept.get(nameOf(question)));
}

function changed(event) {
  const question = questionOf(event.target);
  if (!question || event.target.closest?.(".conflict")) {
    return;
  }
  question.dataset.dirty = "";
  lastChange = Date.now();
  firstChange ||= lastChange;
  if (isLocked) {
    return;
  }
  if (!isSending) {
    status.show("saving", "保存中…");
  }
  schedule();
}

for (const type of ["input", "change", "compositionend"]) {
  form.addEventListener(type, changed);
}
form.addEventListener("focusout", (event) => {
  const question = questionOf(event.target);
  if (question && !question.contains(event.relatedTarget)) {
    // Once the focus has arrived, and what it brings about is done.
    setTimeout(() => {
      draw();
      if ("dirty" in question.dataset) {
        run();
      }
    });
  }
});
form.addEventListener("click", (event) => {
  const button = event.target.closest(".conflict button");
  const question = button && questionOf(button);
  if (question && choiceIn(question)) {
    event.preventDefault();
    chosen.add(nameOf(question));
    question.dataset.dirty = "";
    save();
  } else if (question) {
    event.preventDefault();
    status.say("请先选择保留哪一个");
  }
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    save({ explicit: true });
  }
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    run({ all: true });
  }
});
window.addEventListener("pagehide", () => {
  const made = request({ all: true });
  if (made && dirty().length) {
    sendAndForget(made.body);
  }
});

for (const question of questions().filter(boxOf)) {
  aside.set(nameOf(question), { state: state(question), at: Date.now() });
  question.dataset.dirty = "";
}
