// A ledger's line follows its rows and the numbers answered, as collector.web.counted has it when the page is made.
import { tenths } from "./numbers.js";

const form = document.getElementById("questions");

const plain = (number) => String(number / 10);
const cells = (row) => [...row.querySelectorAll("input, textarea, select")];
const cellOf = (row, column) => cells(row).find((cell) => cell.name.endsWith(`-${column}`));

function filledRows(ledger) {
  return [...ledger.querySelectorAll("tbody tr")].filter((row) => cells(row).some((cell) => cell.value.trim()));
}

// The number of rows or the sum of a column, in tenths; null where a cell can't be read.
function counted(ledger, { column }) {
  const rows = filledRows(ledger);
  if (!column) {
    return rows.length * 10;
  }
  let total = 0;
  for (const text of rows.map((row) => cellOf(row, column).value.trim()).filter(Boolean)) {
    const number = tenths(text);
    if (number === null) {
      return null;
    }
    total += number;
  }
  return total;
}

function countsOf(ledger) {
  return ledger.dataset.counts.split(" ").map((text) => {
    const [name, column, unit] = text.split("|");
    const question = document.getElementById(`q-${name}`);
    const tick = question.querySelector('[name$=".none"]');
    return { name, column, unit, input: question.querySelector(".num"), isNone: () => Boolean(tick?.checked) };
  });
}

function line(rows, counts) {
  if (!rows) {
    return "还没有记录";
  }
  const sums = counts.filter(({ column, number }) => column && number !== null).map(({ number, unit }) => `${plain(number)} ${unit}`);
  const said = [`${rows} 条${sums.length ? `，合计 ${sums.join("、")}` : ""}`];
  const apart = counts.filter(({ isApart }) => isApart);
  if (counts.some(({ number }) => number === null)) {
    said.push("有读不出的数字");
  } else if (apart.length) {
    said.push(...apart.map(({ answered, unit }) => `填报 ${plain(answered)} ${unit}`), "不一致");
  } else if (counts.some(({ isOpen }) => isOpen)) {
    said.push("按台账填报");
  } else if (counts.every(({ answered }) => answered !== null)) {
    said.push("与填报一致");
  }
  return said.join("，");
}

// The button that takes the ledger's number; those that came with the page send the form instead.
function offer(ledger, { name, isApart }) {
  const value = `${name}.ledger`;
  const found = ledger.querySelector(`button[value="${value}"]`);
  if (isApart && !found) {
    const label = document.querySelector(`#q-${name} label`).firstChild.textContent.trim();
    const button = Object.assign(document.createElement("button"), { name: "take", value, className: "small", textContent: "采用台账数" });
    button.append(Object.assign(document.createElement("span"), { className: "vh", textContent: `：${label}` }));
    ledger.querySelector(".tools").append(button);
  } else if (found) {
    found.hidden = !isApart;
  }
}

function update(ledger) {
  const rows = filledRows(ledger).length;
  const counts = countsOf(ledger).map((count) => {
    const number = counted(ledger, count);
    const typed = count.input.value.trim();
    const answered = count.isNone() ? 0 : tenths(typed, count.unit);
    const isOpen = !typed && !count.isNone();
    const isApart = Boolean(rows) && number !== null && answered !== null && answered !== number;
    return { ...count, number, answered, isOpen, isApart };
  });
  for (const { input, number, isOpen } of counts) {
    input.placeholder = rows && number && isOpen ? plain(number) : "";
  }
  ledger.querySelector(".line").textContent = line(rows, counts);
  counts.forEach((count) => offer(ledger, count));
}

function updateAll(event) {
  if (!event.isComposing) {
    form.querySelectorAll("[data-counts]").forEach(update);
  }
}

for (const type of ["input", "change", "compositionend", "redrawn"]) {
  form.addEventListener(type, updateAll);
}
form.addEventListener("click", (event) => {
  const button = event.target.closest('button[name=take][value$=".ledger"]');
  if (!button) {
    return;
  }
  event.preventDefault();
  const ledger = button.closest("[data-counts]");
  const count = countsOf(ledger).find(({ name }) => `${name}.ledger` === button.value);
  count.input.value = plain(counted(ledger, count));
  count.input.focus();
  count.input.dispatchEvent(new Event("input", { bubbles: true }));
});
