// How much of a longer text is written, counted as Word counts; a most is one of characters, as the service has it.
import { words } from "./words.js";

const characters = (text) => [...text.split("\n").map((line) => line.trim()).join("")].length;

function told({ min, least, max }, text) {
  const now = words(text);
  const beyond = max ? characters(text) - Number(max) : 0;
  const said = [`已写 ${now} 字`];
  if (min) {
    said.push(now < min ? `不少于 ${min} 字，还差 ${min - now} 字` : `不少于 ${min} 字`);
  } else if (least && now < least) {
    said.push(`建议不少于 ${least} 字`);
  }
  if (beyond > 0) {
    said.push(`最多 ${max} 字，超出 ${beyond} 字`);
  }
  return `${said.join("，")}；换行即另起一段`;
}

function count(area, meter) {
  meter.textContent = told(area.dataset, area.value);
  meter.classList.toggle("over", Boolean(area.dataset.max) && characters(area.value) > Number(area.dataset.max));
}

function update(area) {
  const meter = document.getElementById(`m-${area.name}`);
  if (meter) {
    count(area, meter);
  }
}

const form = document.getElementById("questions");
const updateAll = (element) => element.querySelectorAll("textarea").forEach(update);
updateAll(form);
form.addEventListener("redrawn", (event) => updateAll(event.target));
for (const type of ["input", "compositionend"]) {
  form.addEventListener(type, (event) => {
    // A whole question may have been put back.
    if (event.target.tagName === "TEXTAREA" && !event.isComposing) {
      update(event.target);
    } else if (event.target.matches(".q")) {
      updateAll(event.target);
    }
  });
}
