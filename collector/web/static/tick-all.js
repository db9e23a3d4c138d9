// 全选 and 全不选 for the people of a unit, or of all; without the script every tick is set by hand.
for (const line of document.querySelectorAll(".tick-all")) {
  line.hidden = false;
  line.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button === null) {
      return;
    }
    for (const tick of line.closest("fieldset, #q-people").querySelectorAll("[type=checkbox]:not(:disabled)")) {
      tick.checked = button.value === "on";
    }
  });
}
