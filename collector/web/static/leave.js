// Unsaved changes are shown, and leaving the page with them asks first.
const form = document.getElementById("questions");
const saved = document.getElementById("saved");
let isChanged = false;

form.addEventListener("input", () => {
  if (!isChanged) {
    isChanged = true;
    saved.textContent = "有修改，还没有保存";
    saved.classList.add("unsaved");
  }
});
form.addEventListener("submit", () => {
  isChanged = false;
});
window.addEventListener("beforeunload", (event) => {
  if (isChanged) {
    event.preventDefault();
    event.returnValue = "";
  }
});
