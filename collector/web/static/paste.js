// What is pasted arrives clean: paragraphs without leading blanks and empty lines, a table as rows from the cell it is pasted into.
const form = document.getElementById("questions");
const told = document.createElement("span");
told.className = "pasted";
told.setAttribute("role", "status");
form.querySelector(".actions").append(told);

const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const EDGES = /^[\s\u3000\ufeff\u200b]+|[\s\u3000\ufeff\u200b]+$/g;
const BLOCKS = "p, div, li, tr, h1, h2, h3, h4, h5, h6, blockquote";
const CELL_BLOCKS = "p, div, li";

const trimmed = (text) => text.replace(/[\t\u00a0]+/g, " ").replace(EDGES, "");
const lines = (text) => text.replace(LINE_ENDS, "\n").split("\n");
const paragraphs = (text) => lines(text).map(trimmed).filter(Boolean);

function parsed(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll("style, script, title").forEach((node) => node.remove());
  return page.body;
}

// The text of HTML that came without plain text, each block and each <br> a line.
function textOf(html) {
  const body = parsed(html);
  // Line ends of the source are no line ends of the text.
  const texts = document.createNodeIterator(body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    node.data = node.data.replace(/[\r\n\t]+/g, "");
  }
  body.querySelectorAll("br").forEach((each) => each.replaceWith("\n"));
  body.querySelectorAll(BLOCKS).forEach((each) => each.append("\n"));
  return body.textContent;
}

// Spreadsheets put a cell with a line end in quotation marks.
function cellsOfText(text) {
  const rows = [[]];
  const cells = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g;
  const plain = text.replace(LINE_ENDS, "\n").replace(/\n+$/, "");
  for (let found = cells.exec(plain); found; found = cells.exec(plain)) {
    rows[rows.length - 1].push(trimmed((found[1]?.replace(/""/g, '"') ?? found[2]).replace(/\n/g, " ")));
    if (!found[3]) {
      break;
    }
    if (found[3] === "\n") {
      rows.push([]);
    }
  }
  return rows;
}

function cellsOfTable(table) {
  table.querySelectorAll("br").forEach((each) => each.replaceWith(" "));
  table.querySelectorAll(CELL_BLOCKS).forEach((each) => each.append(" "));
  const text = (cell) => trimmed(cell.textContent.replace(/\s+/g, " "));
  return [...table.rows].map((row) =>
    [...row.cells].flatMap((cell) => [text(cell), ...Array(Math.min(cell.colSpan, 20) - 1).fill("")]),
  );
}

// The rows of what is pasted; null where it is a text and no table.
function pastedRows(data, isList) {
  const table = data.getData("text/html").includes("<table") && parsed(data.getData("text/html")).querySelector("table");
  if (table) {
    return cellsOfTable(table);
  }
  const text = data.getData("text/plain") || textOf(data.getData("text/html"));
  if (isList && !text.includes("\t")) {
    return paragraphs(text).map((line) => [line]);
  }
  return text.includes("\t") ? cellsOfText(text) : null;
}

const controlsOf = (row) => [...row.querySelectorAll("input, textarea, select")];

function hasOurLabels(box, cells) {
  const label = (text) => text.replace(/[（(*].*/, "").trim();
  const labels = [...(box.closest("table")?.querySelectorAll("thead th") ?? [])].map((head) => label(head.textContent));
  return labels.length > 0 && cells.some(Boolean) && cells.every((cell) => !cell || labels.includes(label(cell)));
}

const isFigure = (text) => /^\d/.test(text.normalize("NFKC"));
const isOfFigures = (control) => control?.type === "date" || control?.dataset.type === "date" || control?.matches(".num");

// Words above figures: in a column of dates or numbers above one of them, in a column of words above nothing else.
function isAboveFigures(controls, [first, ...later]) {
  const hasDigit = first.some((text) => /\d/.test(text.normalize("NFKC")));
  const figures = [...first.keys()].filter((at) =>
    isOfFigures(controls[at]) ? isFigure(later[0]?.[at] ?? "") : !hasDigit && later.every((row) => isFigure(row[at] ?? "")),
  );
  return later.length > 0 && figures.some((at) => first[at]) && !figures.some((at) => isFigure(first[at]));
}

function isHeader(target, box, rows) {
  const controls = controlsOf(target.closest("li, tr"));
  const isTable = box.tagName === "TBODY" && rows.length > 0;
  return isTable && (hasOurLabels(box, rows[0]) || isAboveFigures(controls.slice(controls.indexOf(target)), rows));
}

// A date field takes only 2026-03-05; what else is pasted stays readable in a field of text.
function asDate(control, text) {
  const found = /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/.exec(text.normalize("NFKC").replace(/\s.*/, ""));
  if (found) {
    return `${found[1]}-${found[2].padStart(2, "0")}-${found[3].padStart(2, "0")}`;
  }
  if (text) {
    control.dataset.type = "date";
    control.type = "text";
  }
  return text;
}

function put(control, text) {
  control.value = control.type === "date" ? asDate(control, text) : text;
  return control.value === text || control.type === "date";
}

function tell(text, undo) {
  told.textContent = text;
  if (undo) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: "撤销粘贴" });
    button.addEventListener("click", () => {
      undo();
      tell("已撤销粘贴");
    });
    told.append(" ", button);
  }
}

function pasteRows(target, box, rows, isHeaded) {
  const first = [...box.children].indexOf(target.closest("li, tr"));
  const column = controlsOf(box.children[first]).indexOf(target);
  const before = [...box.children].map((row) => controlsOf(row).map((control) => [control, control.type, control.value]));
  let refused = 0;
  let done = 0;
  for (const [at, cells] of rows.entries()) {
    if (first + at >= box.children.length && !box.dispatchEvent(new CustomEvent("addrow", { cancelable: true }))) {
      break;
    }
    const controls = controlsOf(box.children[first + at]).slice(column);
    const fitting = controls.length > 1 ? cells.slice(0, controls.length) : [cells.filter(Boolean).join("，")];
    refused += fitting.filter((text, place) => !put(controls[place], text)).length;
    done += 1;
  }
  const undo = () => {
    [...box.children].slice(before.length).forEach((row) => row.remove());
    before.flat().forEach(([control, type, value]) => {
      if (control.type !== type) {
        control.type = type;
      }
      control.value = value;
    });
    box.dispatchEvent(new CustomEvent("rowsremoved"));
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const rest = rows.length - done;
  const noted = `${isHeaded ? "，表头没有粘贴" : ""}${rest ? `，最多 ${box.dataset.most} 行，还有 ${rest} 行没有粘贴` : ""}${refused ? `，${refused} 格不在选项里，没有粘贴` : ""}`;
  tell(`已粘贴 ${done} 行${noted}`, undo);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function pasteParagraphs(event) {
  const text = event.clipboardData.getData("text/plain") || textOf(event.clipboardData.getData("text/html"));
  const found = paragraphs(text);
  if (!found.length || found.join("\n") === text) {
    return;
  }
  event.preventDefault();
  // The one way that the browser's own undo takes back.
  document.execCommand("insertText", false, found.join("\n"));
  tell(`已粘贴 ${found.length} 段`);
}

form.addEventListener("paste", (event) => {
  const { target } = event;
  const box = target.closest("[data-rows]");
  if (!box) {
    if (target.tagName === "TEXTAREA") {
      pasteParagraphs(event);
    }
    return;
  }
  const found = pastedRows(event.clipboardData, box.tagName === "OL") ?? [];
  const filled = found.filter((cells) => cells.some(Boolean));
  const isHeaded = isHeader(target, box, filled);
  const rows = isHeaded ? filled.slice(1) : filled;
  if (rows.length > 1 || (rows.length === 1 && (isHeaded || rows[0].length > 1))) {
    event.preventDefault();
    pasteRows(target, box, rows, isHeaded);
  }
});
