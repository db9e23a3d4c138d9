// The Enter key sends nothing from a field, a date, a list or a tick; buttons, links and texts of several lines keep theirs.
import { form } from "./fields.js";

const OWN = "button, a, summary, textarea";

form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.isComposing && !event.target.closest(OWN)) {
    event.preventDefault();
  }
});
