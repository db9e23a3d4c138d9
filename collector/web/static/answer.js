// What the page shows once something is saved: messages at the questions, the sections' states, the sheet.
// Nothing is drawn anew that is as it was, and no message comes up while its question is being answered.
import { controls, form, inside, isComposing, nameOf, questionOf, questions } from "./fields.js";

// What there is to show at a question that is being answered.
const later = new Map();

const element = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const texts = (found) => [...(found?.querySelectorAll("span") ?? [])].map((each) => each.textContent);

function describe(question, name) {
  const described = question.matches("fieldset") ? question : document.getElementById(`f-${name}`);
  if (!described || question.matches("details")) {
    return;
  }
  const own = [`e-${name}`, `w-${name}`];
  const others = (described.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !own.includes(id));
  const ids = [...others, ...own.filter((id) => document.getElementById(id))].join(" ");
  if (ids) {
    described.setAttribute("aria-describedby", ids);
  } else {
    described.removeAttribute("aria-describedby");
  }
}

function markWrong(question, name, isWrong) {
  const isRadio = question.getAttribute("role") === "radiogroup";
  const own = question.querySelector("[data-rows]") ? controls(question) : [document.getElementById(`f-${name}`)];
  for (const control of isRadio ? [question] : own) {
    if (control && control.type !== "checkbox") {
      control.toggleAttribute("aria-invalid", isWrong);
      if (isWrong) {
        control.setAttribute("aria-invalid", "true");
      }
    }
  }
}

function showErrors(question, name, messages) {
  const found = document.getElementById(`e-${name}`);
  if (JSON.stringify(texts(found)) === JSON.stringify(messages)) {
    return;
  }
  const spans = messages.map((message) => element("span", { textContent: message }));
  if (!messages.length) {
    found.remove();
  } else if (found) {
    found.replaceChildren(...spans);
  } else {
    const fresh = element("p", { className: "error", id: `e-${name}` }, ...spans);
    const box = inside(question);
    const above = box.querySelector(":scope > .hint") ?? box.querySelector(":scope > label, :scope > legend");
    if (above) {
      above.after(fresh);
    } else {
      box.prepend(fresh);
    }
  }
  markWrong(question, name, messages.length > 0);
}

function showLooks(question, name, note, warnings) {
  const found = document.getElementById(`w-${name}`);
  const shown = [...(found?.children ?? [])].map((each) => each.textContent);
  const wanted = [...(note ? [note] : []), ...warnings.map((warning) => `提示${warning}`)];
  if (JSON.stringify(shown) === JSON.stringify(wanted)) {
    return;
  }
  const lines = warnings.map((warning) =>
    element("p", { className: "warning" }, element("b", { textContent: "提示" }), warning),
  );
  const all = note ? [element("p", { className: "taken", textContent: note }), ...lines] : lines;
  if (!all.length) {
    found.remove();
  } else if (found) {
    found.replaceChildren(...all);
  } else {
    const fresh = element("div", { id: `w-${name}` }, ...all);
    inside(question).insertBefore(fresh, inside(question).querySelector(":scope > .conflict"));
  }
}

export function showAt(question, name, { errors, note, warnings }) {
  showErrors(question, name, errors);
  showLooks(question, name, note, warnings);
  question.classList.toggle("bad", errors.length > 0);
  question.classList.toggle("look", !errors.length && warnings.length > 0);
  describe(question, name);
}

// What was missing when the form was sent is still said until it is there.
function errorsOf(name, answer) {
  const found = answer.messages[name] ?? [];
  return found.length || !answer.open.includes(name) ? found : texts(document.getElementById(`e-${name}`));
}

function isBeingAnswered(question, errors) {
  const isHere = question.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
  return isComposing(question) || (isHere && errors.length > 0 && !question.classList.contains("bad"));
}

function showMessages(answer) {
  for (const question of questions().filter((each) => each.dataset.name && !each.querySelector(".conflict"))) {
    const name = nameOf(question);
    const at = { errors: errorsOf(name, answer), note: answer.notes[name] ?? "", warnings: answer.warnings[name] ?? [] };
    if (isBeingAnswered(question, at.errors)) {
      later.set(name, at);
    } else {
      later.delete(name);
      showAt(question, name, at);
    }
  }
}

function showSummary() {
  const summary = document.getElementById("problems");
  for (const link of summary?.querySelectorAll("a[href^='#f-']") ?? []) {
    if (!document.getElementById(`e-${link.hash.slice(3)}`)) {
      link.closest("li").remove();
    }
  }
  const left = summary?.querySelectorAll("li").length;
  if (summary && !left) {
    summary.remove();
    document.title = document.title.replace(/^错误：/, "");
  } else if (summary) {
    const title = summary.querySelector("h2");
    title.textContent = title.textContent.replace(/\d+/, left);
  }
}

function showSections(sections) {
  for (const { name, state, label } of sections) {
    for (const item of document.querySelectorAll(`[data-section="${name}"]`)) {
      const words = item.querySelector("small");
      if (words.textContent !== label) {
        words.textContent = label;
      }
      if (item.className !== state) {
        item.className = state;
      }
    }
  }
}

let sheet = "";

export function showSheet(html = sheet) {
  sheet = html;
  document.dispatchEvent(new CustomEvent("sheet", { detail: html }));
}

export function show(answer) {
  showMessages(answer);
  showSummary();
  showSections(answer.sections);
  showSheet(answer.sheet);
}

form.addEventListener("focusout", (event) => {
  const question = questionOf(event.target);
  const name = question && nameOf(question);
  if (later.has(name) && !question.contains(event.relatedTarget)) {
    showAt(question, name, later.get(name));
    later.delete(name);
  }
});
