// Leaving the page saves first, and asks where something could not be saved. Coming back shows what is kept.
import { isUnsaved, save } from "./autosave.js";
import { form } from "./fields.js";
import { isWaiting } from "./session.js";

const PATIENCE = 3000;
let isSubmitting = false;

const soon = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds, false));

// A form carries what is typed through signing in; without a network it would only lead to an error.
async function submitAfterSaving(submitter) {
  const isSaved = await save();
  // Where there was nothing to wait for, the browser is still at the first attempt and takes no other.
  await soon(0);
  if (isSaved || isWaiting()) {
    isSubmitting = true;
    submitter.form.requestSubmit(submitter);
  }
}

form.addEventListener("submit", (event) => {
  if (event.defaultPrevented) {
    return;
  }
  if (isSubmitting || !isUnsaved() || !event.submitter) {
    isSubmitting = true;
    return;
  }
  event.preventDefault();
  submitAfterSaving(event.submitter);
});

const isPlain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  const isAway = link && link.origin === location.origin && link.pathname !== location.pathname && !link.target;
  if (!isAway || event.defaultPrevented || !isPlain(event) || !isUnsaved()) {
    return;
  }
  event.preventDefault();
  await Promise.race([save(), soon(PATIENCE)]);
  location.href = link.href;
});

window.addEventListener("beforeunload", (event) => {
  if (!isSubmitting && isUnsaved()) {
    event.preventDefault();
    event.returnValue = "";
  }
});

// A page taken out of the browser's memory shows what was there when it was left.
window.addEventListener("pageshow", (event) => {
  isSubmitting = false;
  if (event.persisted) {
    location.reload();
  }
});
