// Reading a file takes a moment: say so, and let nobody send it twice.
const form = document.getElementById("upload");
const button = form.querySelector("button.main");
const status = document.getElementById("reading");

form.addEventListener("submit", () => {
  button.disabled = true;
  status.textContent = "正在读取…";
});

// A page that comes back as it was left would stay disabled.
window.addEventListener("pageshow", () => {
  button.disabled = false;
  status.textContent = "";
});
