// Every page: what is wrong with what was just sent is read first, and what Tab comes to is seen whole.
const summary = document.querySelector("#problems[role=alert]");
if (summary) {
  summary.focus();
}
document.addEventListener("keyup", (event) => {
  // The browser shows the caret alone: the rest of a text may lie under a bar.
  if (event.key === "Tab" && event.target instanceof HTMLTextAreaElement) {
    event.target.scrollIntoView({ block: "nearest" });
  }
});
