// Whether what was typed is kept, in one place of the page. Read out only where it changes for the worse or the better.
const shown = document.getElementById("saved");
const said = document.createElement("p");
said.className = "vh";
said.setAttribute("role", "status");
shown.after(said);
// Every pause in typing saves: whoever hears the page is told of trouble and of its end alone.
shown.setAttribute("aria-live", "off");

const WORRYING = new Set(["failing", "waiting", "refused", "choose"]);
let now = { kind: "", text: "" };
// What was told before 保存中….
let before = null;

function filled(element, text, link) {
  element.textContent = text;
  if (link) {
    const [before, after] = text.split(link.words);
    const anchor = Object.assign(document.createElement("a"), { href: link.href, target: "_blank", textContent: link.words });
    element.replaceChildren(before, anchor, after);
  }
}

export function say(text) {
  said.textContent = text;
}

// kind: saved, saving, failing, waiting (for somebody to sign in), refused, choose.
export function show(kind, text, { link, aloud = false } = {}) {
  if (now.kind === kind && now.text === text) {
    return;
  }
  if (kind === "saving") {
    before = { now, nodes: [...shown.childNodes], isUnsaved: shown.classList.contains("unsaved") };
  }
  const isNews = kind !== now.kind && kind !== "saving" && (WORRYING.has(kind) || WORRYING.has(now.worry));
  filled(shown, text, link);
  shown.classList.toggle("unsaved", WORRYING.has(kind));
  if (isNews || aloud) {
    say(text);
  }
  // Trouble is over with the next 已保存, whatever was shown between.
  now = { kind, text, worry: kind === "saving" ? now.worry : kind };
}

// There was nothing to save after all.
export function back() {
  if (now.kind === "saving") {
    shown.replaceChildren(...before.nodes);
    shown.classList.toggle("unsaved", before.isUnsaved);
    now = before.now;
  }
}
