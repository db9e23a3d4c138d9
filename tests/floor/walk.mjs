// Walk the path once in Chromium 86, the oldest browser the pages must work in: set-up link → first administrator → last
// year's report taken in → new statement → one section with all that helps, the others filled → history → check → download.
// Reads a plan (JSON) on standard input, prints the report as base64. Started by walk.py; any complaint of the browser fails it.
import { readFileSync } from "node:fs";
import { answer, paste, press, saved, says, submit, type, until } from "./answering.mjs";
import { launch, open } from "./browser.mjs";

const plan = JSON.parse(readFileSync(0, "utf8"));
const complaints = [];
const blank = (name) => `#sheet [data-blank="${name}"]`;

async function setUp(page) {
  await page.goto(plan.link);
  for (const [name, text] of Object.entries(plan.administrator)) await type(page, name, text);
  await submit(page, "main button");
  for (const place of ["unit", "phrases", "people", "password", "help"]) await page.goto(`${plan.base}/${place}`);
}

// Last year's report was never in here: its file is read, and confirmed as it was read.
async function takeIn(page) {
  await page.goto(`${plan.base}/statements/import`);
  await (await page.$("#f-file")).uploadFile(plan.earlier);
  await submit(page, "#upload button.main");
  await says(page, "h1", "核对导入的内容");
  await submit(page, "#confirm button.main");
  await says(page, ".tag.imported", "导入");
}

async function begin(page) {
  await page.goto(`${plan.base}/statements/new`);
  await submit(page, "main form button");
  return page.url().match(/.*\/statements\/\d+/)[0];
}

// --- one section with all that helps

async function besideLastYear(page) {
  for (const [name, number] of Object.entries(plan.before)) await says(page, `#q-${name} .last`, "去年", String(number));
}

async function seesTheSentence(page, { name, typed, printed }) {
  await until(page, blank(name), (text) => text === "**");
  await type(page, name, typed);
  await until(page, blank(name), (text) => text.includes(typed));
  await page.waitForSelector(`${blank(name)}.now`);
  await saved(page);
  await until(page, blank(name), (text) => text === printed);
  await says(page, `#w-${name}`, "报告里已经印有");
  await press(page, `#q-${name} .undo`);
  await page.waitForFunction((field) => document.getElementsByName(field)[0].value === "", {}, name);
  await saved(page);
  await until(page, blank(name), (text) => text === "**");
  await press(page, blank(name));
  await page.waitForFunction((field) => document.activeElement.name === field, {}, name);
}

async function keepsALedger(page, { name, count, rows, pasted }) {
  await press(page, `#q-${name} summary`);
  await page.evaluate(answer, name, rows);
  await says(page, `#q-${name} .line`, `${rows.length} 条`);
  await page.evaluate(paste, `${name}-${rows.length - 1}-date`, pasted);
  await says(page, `#q-${name} .line`, `${rows.length + 1} 条`);
  await page.waitForSelector(`[name="${count}"][placeholder="${rows.length + 1}"]`);
  await page.keyboard.down("Control");
  await page.keyboard.press("s");
  await page.keyboard.up("Control");
  await saved(page);
  await says(page, `#q-${name} .line`, "按台账填报");
  await press(page, `#q-${name} .remove`);
  await says(page, `#q-${name} .line`, `${rows.length} 条`);
  await saved(page);
}

// The same question in two windows: both texts are offered, once to take theirs, once to keep mine.
async function choosesBetweenTwo(page, other, { name, theirs, mine }) {
  await other.goto(page.url());
  for (const [keep, expected] of [["theirs", theirs], ["mine", mine]]) {
    await page.bringToFront();
    await type(page, name, keep === "mine" ? `${theirs}。` : theirs);
    await saved(page);
    await other.bringToFront();
    await type(other, name, mine);
    await says(other, `#c-${name}`, theirs, mine);
    await says(other, "#saved", "有 1 题要选择");
    await press(other, `#c-${name} [value=${keep}]`);
    await press(other, `#c-${name} button`);
    await saved(other);
    await other.waitForFunction((field, text) => document.getElementsByName(field)[0].value === text, {}, name, expected);
    await until(other, `#q-${name}`, (text) => !text.includes("请选择保留哪一个"));
    await page.goto(page.url());
  }
  await page.bringToFront();
}

async function outlivesTroubles(page, other, { name, theirs }) {
  await page.setOfflineMode(true);
  await type(page, name, theirs);
  await says(page, "#saved", "未保存，正在重试");
  await page.setOfflineMode(false);
  await saved(page);
  // Signed out in one window, and in again.
  await other.goto(`${plan.base}/statements`);
  await submit(other, "form[action='/sign-out'] button");
  await type(page, name, `${theirs}二`);
  await says(page, "#saved", "登录已过期");
  for (const field of ["account", "password"]) await type(other, field, plan.administrator[field]);
  await submit(other, "main button");
  await other.close();
  await page.bringToFront();
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await saved(page);
}

async function isToldWhatIsWrong(page, { name, wrong, right }) {
  await type(page, name, wrong);
  await page.keyboard.press("Tab");
  await page.waitForSelector(`#e-${name} span`);
  await says(page, ".rail > ol [aria-current] small", "有 1 处问题");
  await type(page, name, right);
  await saved(page);
  await page.waitForSelector(`#e-${name}`, { hidden: true });
}

async function writesLongerTexts(page, { list, items, paragraphs, pasted }) {
  await page.evaluate(answer, list, items);
  await saved(page);
  await press(page, `#q-${list} .undo`);
  await page.waitForFunction((box) => document.querySelector(box).children.length === 1, {}, `[data-rows="${list}"]`);
  await page.evaluate(paste, paragraphs, "", pasted);
  await says(page, `#m-${paragraphs}`, "已写 7 字");
  await page.waitForFunction((field) => document.getElementsByName(field)[0].value === "第一段\n第二段。", {}, paragraphs);
  await saved(page);
}

async function ticksNone(page, name) {
  await type(page, name, "6");
  await page.$eval(`[name="${name}"]`, (control) => control.select());
  await page.keyboard.press("Backspace");
  for (const expected of ["0", ""]) {
    await press(page, `[name="${name}.none"]`);
    await page.waitForFunction((field, text) => document.getElementsByName(field)[0].value === text, {}, name, expected);
  }
  await saved(page);
}

async function fitsNarrowWindows(page) {
  await page.setViewport({ width: 683, height: 384 });
  await page.waitForSelector("#preview:not([open])");
  await press(page, "#preview summary");
  await says(page, "#sheet-page", "页");
  await page.setViewport({ width: 1366, height: 768 });
  await press(page, "#only-open");
  await press(page, "#only-open");
}

// Leaving saves first: nothing is asked, nothing is lost.
async function leavesUnsaved(page, { name, mine }, home) {
  await type(page, name, `${mine}局`);
  await submit(page, `.rail > ol a[href$="/${plan.sections[0].name}"]`);
  await page.goto(`${home}/${plan.guided.section}`);
  await page.waitForSelector(`[name="${name}"][value="${mine}局"]`);
}

async function guided(page, other, home) {
  const { section, text, ledger, conflict, number, longer, none } = plan.guided;
  await page.goto(`${home}/${section}`);
  await besideLastYear(page);
  await seesTheSentence(page, text);
  await keepsALedger(page, ledger);
  await choosesBetweenTwo(page, other, conflict);
  await outlivesTroubles(page, other, conflict);
  await isToldWhatIsWrong(page, number);
  await writesLongerTexts(page, longer);
  await ticksNone(page, none);
  await leavesUnsaved(page, conflict, home);
  await fitsNarrowWindows(page);
}

// --- all sections, and what follows

async function fill(page, home, section) {
  await page.goto(`${home}/${section.name}`);
  for (const [name, value] of Object.entries(section.answers)) await page.evaluate(answer, name, value);
  await press(page, "[name=finished][value=yes]");
  await submit(page, ".actions button[value=next]");
  const problem = await page.$("[role=alert]");
  if (problem && page.url().endsWith(section.name)) {
    throw new Error(`${section.name}: ${await page.evaluate((box) => box.textContent, problem)}`);
  }
}

async function goesBackInHistory(page, home) {
  await page.goto(`${home}/history`);
  const { theirs, mine } = plan.guided.conflict;
  const newest = await page.$$eval(".history tbody tr", (rows) => rows.length);
  await says(page, "table.history", "两处改了同一题");
  await page.goto(`${home}/history/compare?from=1&to=${newest}`);
  await says(page, "main", "题不同");
  await page.goto(`${home}/history/compare?from=2&to=3`);
  await says(page, ".changes", theirs, mine);
  for (const number of [1, newest]) {
    await page.goto(`${home}/history`);
    await submit(page, `form[action$="/history/${number}/take-back"] button`);
  }
}

async function confirms(page, home) {
  await page.goto(`${home}/check`);
  await says(page, ".findings mark", plan.stale);
  await type(page, await page.$eval(".finding [name^='why.']", (control) => control.name), "引用的是去年的文件");
  await press(page, ".finding [name^='ok.']");
  await submit(page, "#confirm button.main");
  await says(page, ".finding .tag.done", "已确认");
}

async function download(page, home) {
  await page.goto(`${home}/sheet`);
  await page.waitForSelector("#print");
  await says(page, ".sheet", plan.stale);
  await page.goto(`${home}/check`);
  const [status, report] = await page.evaluate(async (url) => {
    const response = await fetch(url);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return [response.status, btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""))];
  }, `${home}/report.docx`);
  if (status !== 200) throw new Error(`the report answered ${status}`);
  return report;
}

const browser = await launch(plan.modules);
try {
  console.error(await browser.version());
  const page = await open(browser, complaints);
  await setUp(page);
  await takeIn(page);
  const home = await begin(page);
  await guided(page, await open(browser, complaints), home);
  for (const section of plan.sections) await fill(page, home, section);
  await goesBackInHistory(page, home);
  await confirms(page, home);
  console.log(await download(page, home));
} finally {
  await browser.close();
  complaints.forEach((complaint) => console.error(complaint));
  if (complaints.length) process.exitCode = 1;
}
