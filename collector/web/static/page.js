// Every page: what is wrong with what was just sent is read first.
const summary = document.querySelector("#problems[role=alert]");
if (summary) {
  summary.focus();
}
