// What a person does with a page, for walk.mjs: keys, buttons, answers.

export async function submit(page, selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}

// Press a control where it is, whatever lies over it.
export async function press(page, selector) {
  await page.waitForSelector(selector);
  await page.$eval(selector, (control) => {
    control.focus();
    control.click();
  });
}

// Key by key, in the place of what is there.
export async function type(page, name, text) {
  const selector = `[name="${name}"]`;
  await page.waitForSelector(selector);
  await page.focus(selector);
  await page.$eval(selector, (control) => control.select());
  await page.keyboard.press("Backspace");
  await page.type(selector, text);
}

export const saved = (page) => until(page, "#saved", (text) => /^已保存 \d\d:\d\d$/.test(text));

// The text of an element, once it is as wanted.
export async function until(page, selector, isWanted) {
  const end = Date.now() + 15000;
  for (;;) {
    const found = await page.$eval(selector, (element) => element.textContent.trim()).catch(() => null);
    if (found !== null && isWanted(found)) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`${page.url()}: ${selector} says ${JSON.stringify(found)}, not ${isWanted}`);
    }
    await page.waitForTimeout(50);
  }
}

export const says = (page, selector, ...words) =>
  until(page, selector, (text) => words.every((word) => text.includes(word))).catch((error) => {
    throw new Error(`${error.message} (${words.join(", ")})`);
  });

// Runs in the page: put one answer where a person would, and tell the scripts of it.
export function answer(name, value) {
  const named = (full) => document.querySelector(`[name="${full}"]`);
  const tell = (input) => ["input", "change"].forEach((kind) => input.dispatchEvent(new Event(kind, { bubbles: true })));
  const write = (input, text) => { input.value = text; tell(input); };
  const isNone = value === 0 || (Array.isArray(value) && value.length === 0);
  if (isNone) {
    named(`${name}.none`).click();
  } else if (Array.isArray(value)) {
    const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${name}"]`)];
    if (boxes.length) {
      boxes.filter((box) => value.includes(box.value)).forEach((box) => box.click());
      return;
    }
    value.forEach((item, row) => {
      const field = typeof item === "object" ? `${name}-${row}-${Object.keys(item)[0]}` : `${name}-${row}`;
      if (!named(field)) document.querySelector(`button[name=add][value="${name}"]`).click();
      if (typeof item === "object") {
        Object.keys(item).forEach((column) => write(named(`${name}-${row}-${column}`), item[column]));
      } else {
        write(named(field), item);
      }
    });
  } else if (document.querySelector(`input[type=radio][name="${name}"]`)) {
    document.querySelector(`input[type=radio][name="${name}"][value="${value}"]`).click();
  } else {
    write(named(name), String(value));
  }
}

// Runs in the page: paste a text into a control, as the browser hands it over.
export function paste(name, text, html) {
  const control = document.querySelector(`[name="${name}"]`);
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  if (html) clipboardData.setData("text/html", html);
  control.focus();
  control.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}
