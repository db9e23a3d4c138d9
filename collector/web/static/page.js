// Every page: the summary of problems is what is read first.
const summary = document.getElementById("problems");
if (summary) {
  summary.focus();
}
