// 确认为零 and 没有 exclude an answer: a tick sets the number to 0 (or empties the rest), typing takes the tick away.
const form = document.getElementById("questions");
const ZEROES = ["", "0", "０"];

function answersOf(tick) {
  const found = [...tick.closest(".q").querySelectorAll("input, textarea, select")];
  return found.filter((control) => control !== tick && !control.closest(".conflict"));
}

function empty(control, zero) {
  if (control.type === "checkbox" || control.type === "radio") {
    control.checked = false;
  } else {
    control.value = zero;
  }
}

form.addEventListener("change", (event) => {
  const tick = event.target;
  if (!tick.name.endsWith(".none")) {
    return;
  }
  for (const control of answersOf(tick)) {
    const isNumber = control.classList.contains("num");
    // What was typed is not thrown away unseen: it comes back when the tick is taken away.
    if (tick.checked) {
      control.dataset.before = control.type === "checkbox" ? control.checked : control.value;
      empty(control, isNumber ? "0" : "");
    } else if (control.dataset.before !== undefined) {
      if (control.type === "checkbox") {
        control.checked = control.dataset.before === "true";
      } else {
        control.value = isNumber && ZEROES.includes(control.dataset.before) ? "" : control.dataset.before;
      }
    } else if (isNumber) {
      control.value = "";
    }
  }
});

form.addEventListener("input", (event) => {
  const control = event.target;
  if (event.isComposing || control.closest(".conflict")) {
    return;
  }
  const tick = control.closest(".q")?.querySelector('[name$=".none"]');
  const isFilled = control.type === "checkbox" ? control.checked : !ZEROES.includes((control.value ?? "").trim());
  if (tick && control !== tick && isFilled) {
    tick.checked = false;
  }
});

// A number that is there needs no tick: it is out of the way, and of the tab order, until the number is gone.
function settle(tick) {
  const number = tick.closest(".row")?.querySelector(".num");
  tick.parentElement.classList.toggle("settled", Boolean(number) && !tick.checked && !ZEROES.includes(number.value.trim()));
}

const settleAll = () => form.querySelectorAll('[name$=".none"]').forEach(settle);
settleAll();
form.addEventListener("input", settleAll);
form.addEventListener("redrawn", settleAll);

// Words typed beside 其他 choose it; choosing it leads to the words.
form.addEventListener("input", (event) => {
  if (event.target.name?.endsWith(".other") && event.target.value) {
    const question = event.target.closest(".q");
    const radio = question.querySelector("[data-other]");
    if (radio) {
      radio.checked = true;
    } else {
      question.querySelector("select").value = "其他";
    }
  }
});
