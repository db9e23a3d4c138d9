// Chromium 86 out of its package, and windows that complain of everything the browser complains of.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

// What is answered on purpose: problems on a page, a question changed on two pages, a save after signing out, no network.
const MEANT = /status of (409|422)|\/(autosave|session-token) .*status of 403|net::ERR_INTERNET_DISCONNECTED/;

// The package holds the browser compressed, and the libraries that a bare machine lacks.
function unpacked(modules, require) {
  const bin = join(dirname(require.resolve("chrome-aws-lambda/package.json")), "bin");
  const folder = join(modules, "chromium-86");
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

export async function launch(modules) {
  const require = createRequire(join(modules, "package.json"));
  const { browser: executablePath, libraries } = unpacked(modules, require);
  return require("puppeteer-core").launch({
    executablePath,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--single-process", "--no-zygote"],
    env: { ...process.env, LD_LIBRARY_PATH: libraries },
  });
}

// A window; whatever goes wrong in it is added to `complaints`.
export async function open(browser, complaints) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  const complain = (what) => complaints.push(`${page.url()}: ${what}`);
  page.on("pageerror", (error) => complain(error.message));
  page.on("console", (line) => {
    const text = `${line.location().url} ${line.text()}`;
    if (["error", "warning"].includes(line.type()) && !MEANT.test(text)) {
      complain(text);
    }
  });
  page.on("dialog", (dialog) => {
    complain(`asked: ${dialog.type()} ${dialog.message()}`);
    dialog.accept();
  });
  return page;
}
