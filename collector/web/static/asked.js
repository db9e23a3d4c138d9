// Which questions are asked now, and which are still open: follows the answers as they are typed. The service decides when saving.
const form = document.getElementById("questions");
const counted = document.getElementById("open-count");
const only = document.getElementById("only-open");
const questions = [...form.querySelectorAll(".q[data-name]")];
// What a page asks for: a ledger is never asked for.
const asked = questions.filter((question) => !question.dataset.counts);

const named = (name) => document.getElementById(`q-${name}`);

function values(question) {
  return [...question.querySelectorAll("[name]")]
    .filter((control) => control.tagName !== "BUTTON" && !control.name.endsWith(".none") && !control.closest(".conflict"))
    .filter((control) => (control.type !== "checkbox" && control.type !== "radio") || control.checked)
    .filter((control) => !control.name.endsWith(".other"))
    .map((control) => control.value.trim())
    .filter(Boolean);
}

const isNone = (question) => Boolean(question.querySelector('[name$=".none"]:checked'));
// An open number with a ledger has the ledger's as its placeholder.
const isCounted = (question) => Boolean(question.querySelector(".num[placeholder]:not([placeholder=''])"));
const isFilled = (question) => isNone(question) || values(question).length > 0 || isCounted(question);

// As collector.statement.answers.is_relevant.
function isAsked({ relevant, operator, value }) {
  const other = named(relevant);
  // Parents stand above their children, so theirs is already decided.
  if (other.hidden) {
    return false;
  }
  if (!operator) {
    return !isNone(other);
  }
  const found = isNone(other) ? [] : values(other);
  return found.length > 0 && found.includes(value) === (operator === "=");
}

function showOpen() {
  const open = asked.filter((question) => !question.hidden && !isFilled(question));
  const required = open.filter((question) => "required" in question.dataset).length;
  counted.textContent = open.length ? `（${open.length} 项${required ? `，必填 ${required} 项` : ""}）` : "（都已填写）";
}

function update(event) {
  // Half of a word chooses nothing; once it is a whole one, `compositionend` comes.
  if (event?.isComposing) {
    return;
  }
  for (const question of questions) {
    if (question.dataset.relevant && named(question.dataset.relevant)) {
      question.hidden = !isAsked(question.dataset);
    }
  }
  showOpen();
}

function filter() {
  // Marked once, so that a question doesn't vanish under the cursor.
  for (const question of questions) {
    const isDone = question.dataset.counts ? true : isFilled(question);
    question.toggleAttribute("data-filled", isDone && !question.classList.contains("bad"));
  }
  for (const group of form.querySelectorAll(".group, .yearly")) {
    group.toggleAttribute("data-filled", !group.querySelector(".q:not([data-filled]):not([hidden])"));
  }
  form.classList.toggle("only-open", only.checked);
}

if (only) {
  only.parentElement.hidden = false;
  only.addEventListener("change", filter);
}
form.addEventListener("input", update);
form.addEventListener("change", update);
form.addEventListener("compositionend", update);
form.addEventListener("redrawn", update);
update();
