// Who is asked already for the chosen report, year and period can't be ticked; without the script the server says so.
const form = document.querySelector(".asking");
const ticks = [...form.querySelectorAll("[data-asked]")];

function wanted() {
  const chosen = new FormData(form);
  return form.dataset.wanted ?? ["definition", "year", "period"].map((name) => chosen.get(name) ?? "").join(":");
}

function show() {
  const key = wanted();
  for (const tick of ticks) {
    const isAsked = tick.dataset.asked.split(" ").includes(key);
    const label = tick.closest("label");
    if (isAsked) {
      tick.checked = false;
    } else if (label.classList.contains("already")) {
      tick.checked = true;
    }
    tick.disabled = isAsked;
    label.classList.toggle("already", isAsked);
    label.querySelector(".there").hidden = !isAsked;
  }
}

form.addEventListener("change", (event) => {
  if (event.target.name !== "people") {
    show();
  }
});
show();
