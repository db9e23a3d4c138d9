// Findings confirmed one after the other: the Enter key ticks one and goes to the next that is open, and saves nothing.
const form = document.getElementById("confirm");
const ticks = [...form.querySelectorAll("input[type=checkbox]")];

document.querySelector(".by-key").hidden = false;
form.addEventListener("keydown", (event) => {
  const at = ticks.indexOf(event.target);
  if (event.key !== "Enter" || at < 0) {
    return;
  }
  event.preventDefault();
  event.target.checked = true;
  const next = ticks.slice(at + 1).find((tick) => !tick.checked) ?? form.querySelector("button.main");
  next.focus();
  next.scrollIntoView({ block: "center" });
});
