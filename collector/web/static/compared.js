// How a number changed since last year, as it is typed; as collector.web.last_year.change.
import { tenths } from "./numbers.js";

const form = document.getElementById("questions");

function change(now, before) {
  if (now === null) {
    return "";
  }
  const difference = now - before;
  return difference ? (difference > 0 ? "＋" : "－") + Math.abs(difference) / 10 : "持平";
}

function compare(last) {
  const question = last.closest(".q");
  const number = question.querySelector(".num");
  const shown = last.querySelector("em");
  const unit = question.querySelector(".unit")?.textContent ?? "";
  const typed = number.value.trim() || number.placeholder;
  shown.textContent = change(tenths(typed, unit), tenths(last.dataset.was));
  shown.classList.toggle("moved", /^[＋－]/.test(shown.textContent));
}

function compareAll(event) {
  if (event.isComposing) {
    return;
  }
  const question = event.target.closest?.(".q");
  // A row of a ledger changes the number of another question.
  for (const last of (question && !question.dataset.counts ? question : form).querySelectorAll("[data-was]")) {
    compare(last);
  }
}

for (const type of ["input", "change", "compositionend", "redrawn"]) {
  form.addEventListener(type, compareAll);
}
