// 撤销 at each question that was changed here: back to what it was before its last change, as often as there is one. Ctrl+Z
// stays the browser's.
import { controls, form, inside, isComposing, nameOf, put, questionOf, questions, state } from "./fields.js";

// name -> its states: when the page was opened, and whenever it was kept
const states = new Map(questions().map((question) => [nameOf(question), [state(question)]]));

function button(question) {
  const made = document.createElement("button");
  const head = question.querySelector("label, legend, summary");
  const label = head.firstChild.textContent.trim().replace(/（$/, "");
  const hidden = Object.assign(document.createElement("span"), { className: "vh", textContent: `：${label}` });
  Object.assign(made, { type: "button", className: "undo small", title: "撤销这一题的上一次修改" });
  made.append("撤销", hidden);
  // Before the controls: whoever tabs on from an answer comes to the next question.
  if (head.parentElement === inside(question)) {
    head.after(made);
  } else {
    inside(question).prepend(made);
  }
  return made;
}

function update(question) {
  const before = states.get(nameOf(question));
  const isChanged = before.length > 1 || (!isComposing(question) && state(question) !== before[0]);
  const there = question.querySelector(".undo");
  if (isChanged) {
    (there ?? button(question)).hidden = false;
  } else if (there) {
    there.hidden = true;
  }
}

function undo(question) {
  const before = states.get(nameOf(question));
  if (state(question) === before[before.length - 1] && before.length > 1) {
    before.pop();
  }
  put(question, before[before.length - 1]);
  controls(question)[0].focus();
  update(question);
}

form.addEventListener("kept", (event) => {
  const before = states.get(nameOf(event.target));
  if (before[before.length - 1] !== event.detail) {
    before.push(event.detail);
  }
  update(event.target);
});
for (const type of ["input", "change", "compositionend"]) {
  form.addEventListener(type, (event) => {
    const question = questionOf(event.target);
    if (question?.dataset.name && !event.isComposing && !event.target.closest(".conflict")) {
      update(question);
    }
  });
}
form.addEventListener("click", (event) => {
  if (event.target.closest(".undo")) {
    undo(questionOf(event.target));
  }
});
