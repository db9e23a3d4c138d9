// A comparison: a button that prints it, with all that is folded away; boxes to write in, by keyboard.
const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => window.print());

const opened = [];
addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll("details.fold:not([open])")) {
    each.open = true;
    opened.push(each);
  }
});
addEventListener("afterprint", () => {
  while (opened.length) {
    opened.pop().open = false;
  }
});

// A box that opens is there to be written in; Escape closes it and keeps what was typed.
document.addEventListener("click", (event) => {
  const box = event.target.closest(".write > summary")?.parentElement;
  setTimeout(() => {
    if (box?.open) {
      box.querySelector("textarea")?.focus();
    }
  });
});
document.addEventListener("keydown", (event) => {
  const box = event.target.closest(".write[open]");
  if (box && event.key === "Escape" && !event.isComposing) {
    box.open = false;
    box.querySelector("summary").focus();
  }
});
