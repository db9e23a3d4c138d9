// A question changed on two pages: both texts are offered at it, and what is chosen takes the control's place.
import { showAt } from "./answer.js";
import { hidden, inside, questionNamed } from "./fields.js";

export function offer(name, html, message) {
  const question = questionNamed(name);
  const [fresh] = new DOMParser().parseFromString(html, "text/html").body.children;
  const there = question.querySelector(".conflict");
  const theirs = (box) => box.querySelector(`[name="theirs.${name}"]`);
  const version = (box) => theirs(box).value.split(".")[0];
  if (there && version(there) === version(fresh)) {
    // Only mine has changed: what is chosen already stays chosen, and where the focus is it stays.
    theirs(there).value = theirs(fresh).value;
    const mine = (box) => box.querySelector("[value=mine]").closest("label").querySelector(".text");
    mine(there).textContent = mine(fresh).textContent;
    return;
  }
  there?.remove();
  inside(question).append(fresh);
  if (question.matches("details")) {
    question.open = true;
  }
  question.classList.add("apart");
  showAt(question, name, { errors: [message], note: "", warnings: [] });
}

// Take the choice away; whether the focus was in it.
export function settle(name) {
  const box = questionNamed(name).querySelector(".conflict");
  const isHere = Boolean(box?.contains(document.activeElement));
  box?.remove();
  questionNamed(name).classList.remove("apart");
  return isHere;
}

// The page as it would be shown now.
export async function newest() {
  const response = await fetch(location.pathname, { headers: { "X-Again": "1" }, cache: "no-store" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page.getElementById("questions")) {
    throw new Error("another page");
  }
  return page;
}

// Questions as they are on that page, in the place of those here; what was seen with them.
export function redraw(names, page) {
  const entries = page.querySelector("#questions [name=seen]").value.split(" ");
  for (const name of names) {
    const [question, fresh] = [questionNamed(name), page.getElementById(`q-${name}`)];
    for (const { name: attribute, value } of [...fresh.attributes]) {
      question.setAttribute(attribute, value);
    }
    question.replaceChildren(...fresh.childNodes);
    question.dispatchEvent(new CustomEvent("redrawn", { bubbles: true }));
  }
  return entries.filter((entry) => names.includes(entry.split(".")[0]));
}

export const seen = () => hidden("seen").value.split(" ").filter(Boolean);

// The newer entries in the place of those of the same questions.
export function learn(entries) {
  const found = new Map(seen().map((entry) => [entry.split(".")[0], entry]));
  entries.forEach((entry) => found.set(entry.split(".")[0], entry));
  hidden("seen").value = [...found.values()].join(" ");
}
