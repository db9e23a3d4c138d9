// Rows of lists and tables are added and removed here; without this script the 添加 button asks the server.
const form = document.getElementById("questions");

const controls = (row) => row.querySelectorAll("input, textarea, select");

function nextNumber(box) {
  const numbers = [...box.querySelectorAll("[name]")].map((control) => Number(control.name.slice(box.dataset.rows.length + 1).split("-")[0]));
  return Math.max(-1, ...numbers) + 1;
}

function relabel(box) {
  [...box.children].forEach((row, at) => {
    const head = row.querySelector("th");
    if (head) {
      head.textContent = at + 1;
    }
    for (const control of controls(row)) {
      control.setAttribute("aria-label", control.getAttribute("aria-label").replace(/第 \d+/, `第 ${at + 1}`));
    }
  });
  const adder = form.querySelector(`button[name=add][value="${box.dataset.rows}"]`);
  adder.disabled = Boolean(box.dataset.most) && box.children.length >= Number(box.dataset.most);
}

function emptied(row) {
  for (const control of controls(row)) {
    control.value = "";
    control.removeAttribute("aria-invalid");
  }
}

function append(box) {
  const row = box.lastElementChild.cloneNode(true);
  const number = nextNumber(box);
  for (const control of controls(row)) {
    control.name = control.name.replace(/-\d+/, `-${number}`);
    control.removeAttribute("id");
    if (control.dataset.type) {
      control.type = control.dataset.type;
    }
  }
  emptied(row);
  box.append(row);
  relabel(box);
  return row;
}

function remove(box, row) {
  const neighbour = row.nextElementSibling || row.previousElementSibling;
  if (neighbour) {
    const id = controls(row)[0].id;
    row.remove();
    if (id) {
      controls(box)[0].id = id;
    }
    controls(neighbour)[0].focus();
  } else {
    emptied(row);
    controls(row)[0].focus();
  }
  relabel(box);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function remover(row) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "remove";
  button.textContent = "移除";
  const cell = row.tagName === "TR" ? row.insertCell() : row;
  cell.append(button);
}

function prepare(box) {
  const head = box.parentElement.querySelector("thead tr");
  if (head) {
    head.append(document.createElement("td"));
  }
  [...box.children].forEach(remover);
  relabel(box);
  // A pasted table asks for rows of its own, as many as there may be.
  box.addEventListener("addrow", (event) => {
    if (box.dataset.most && box.children.length >= Number(box.dataset.most)) {
      event.preventDefault();
    } else {
      append(box);
    }
  });
  box.addEventListener("rowsremoved", () => relabel(box));
  box.addEventListener("click", (event) => {
    if (event.target.classList.contains("remove")) {
      remove(box, event.target.closest("li, tr"));
    }
  });
}

const prepareAll = (element) => element.querySelectorAll("[data-rows]").forEach(prepare);
prepareAll(form);
form.addEventListener("redrawn", (event) => prepareAll(event.target));

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=add]");
  if (button) {
    event.preventDefault();
    controls(append(form.querySelector(`[data-rows="${button.value}"]`)))[0].focus();
  }
});
