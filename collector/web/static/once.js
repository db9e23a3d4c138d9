// One-time passwords are shown once: leaving the page asks first, until they were downloaded, printed or noted.
let isKept = false;
const keep = () => {
  isKept = true;
};

document.querySelector(".keeping").addEventListener("submit", keep);
document.querySelector(".kept-all").addEventListener("click", keep);
window.addEventListener("afterprint", keep);
window.addEventListener("beforeunload", (event) => {
  if (!isKept) {
    event.preventDefault();
    event.returnValue = "";
  }
});
