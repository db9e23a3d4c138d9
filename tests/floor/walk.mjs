// Walk the path once in Chromium 86, the oldest browser the pages must work in: set-up link → first administrator →
// new statement → every page filled → check → download. Reads a plan (JSON) on standard input, prints the report as base64.
// Started by walk.py.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const plan = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(join(plan.modules, "package.json"));
const puppeteer = require("puppeteer-core");

// The package holds the browser compressed, and the libraries that a bare machine lacks.
function unpacked() {
  const bin = join(dirname(require.resolve("chrome-aws-lambda/package.json")), "bin");
  const folder = join(plan.modules, "chromium-86");
  const browser = join(folder, "chromium");
  if (!existsSync(browser)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "aws.tar"), brotliDecompressSync(readFileSync(join(bin, "aws.tar.br"))));
    execFileSync("tar", ["xf", join(folder, "aws.tar"), "-C", folder]);
    writeFileSync(browser, brotliDecompressSync(readFileSync(join(bin, "chromium.br"))));
    chmodSync(browser, 0o755);
  }
  return { browser, libraries: join(folder, "lib") };
}

async function submit(page, selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}

async function type(page, name, text) {
  await page.waitForSelector(`[name="${name}"]`);
  await page.$eval(`[name="${name}"]`, (input) => { input.value = ""; });
  await page.type(`[name="${name}"]`, text);
}

// Runs in the page: put one answer where a person would, and tell the scripts of it.
function answer(name, value) {
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

const { browser: executablePath, libraries } = unpacked();
const browser = await puppeteer.launch({
  executablePath,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--single-process", "--no-zygote"],
  env: { ...process.env, LD_LIBRARY_PATH: libraries },
});
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  page.on("pageerror", (error) => { console.error(`page error: ${error.message}`); process.exitCode = 1; });
  console.error(await browser.version());
  await page.goto(plan.link);
  for (const [name, text] of Object.entries(plan.administrator)) await type(page, name, text);
  await submit(page, "main button");
  await page.goto(`${plan.base}/statements/new`);
  await submit(page, "main form button");
  const home = page.url().match(/.*\/statements\/\d+/)[0];
  for (const section of plan.sections) {
    await page.goto(`${home}/${section.name}`);
    for (const [name, value] of Object.entries(section.answers)) await page.evaluate(answer, name, value);
    await submit(page, ".actions button[value=next]");
    const problem = await page.$("[role=alert]");
    if (problem && page.url().endsWith(section.name)) {
      throw new Error(`${section.name}: ${await page.evaluate((box) => box.textContent, problem)}`);
    }
  }
  await page.goto(`${home}/check`);
  const report = await page.evaluate(async (url) => {
    const response = await fetch(url);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return [response.status, btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""))];
  }, `${home}/report.docx`);
  if (report[0] !== 200) throw new Error(`the report answered ${report[0]}`);
  console.log(report[1]);
} finally {
  await browser.close();
}
