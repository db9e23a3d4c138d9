// A comparison: a button that prints it, with all that is folded away.
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
