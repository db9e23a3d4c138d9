// One request at a time, sent again with the same key and body until the service has answered it.
import { hidden } from "./fields.js";
import * as session from "./session.js";
import { show } from "./status.js";

const SLOWEST = 15000;
const PATIENCE = 20000;
// The most that a browser still sends once its page is gone.
const LARGEST_ALIVE = 60000;
// The author has to do something before it would be taken.
const FINAL = new Set([400, 413, 415, 422]);
// Submitted meanwhile: nothing will be taken until it comes back.
export const LOCKED = "locked";
const WORDS = { gone: "未保存，这份报告已删除；恢复后自动继续保存", too_often: "未保存，操作太频繁，稍后自动重试" };

let abort = null;
let wake = null;

function pause(milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

const size = (text) => new TextEncoder().encode(text).length;

function post(body, { isAgain = false, signal } = {}) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": hidden("csrf_token").value };
  if (isAgain) {
    headers["X-Again"] = "1";
  }
  const keepalive = size(body) < LARGEST_ALIVE;
  return fetch(`${location.pathname}/autosave`, { method: "POST", headers, body, keepalive, signal });
}

// { status, said }; status 0 where nothing came back.
async function once(body, isAgain) {
  abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await post(body, { isAgain, signal: abort.signal });
    return { status: response.status, said: await response.json() };
  } catch {
    return { status: 0, said: {} };
  } finally {
    clearTimeout(timer);
  }
}

// The answer to a save; `failed` is called whenever it did not get through and will be sent again.
export async function send(body, failed) {
  for (let tries = 0; ; tries += 1) {
    const { status, said } = await once(body, tries > 0);
    if (status === 200 || status === 409 || FINAL.has(status) || said.reason === LOCKED) {
      return { status, said };
    }
    failed(status);
    if (status === 403 && said.reason !== "forbidden") {
      await session.author(said.reason);
      tries = 0;
    } else {
      show("failing", WORDS[said.reason] ?? "未保存，正在重试");
      await pause(Math.min(1000 * 2 ** tries, SLOWEST));
    }
  }
}

// The last words of a page that is closed; nobody waits for the answer.
export function sendAndForget(body) {
  abort?.abort();
  post(body).catch(() => {});
}

const hurry = () => wake?.();
window.addEventListener("online", hurry);
window.addEventListener("focus", hurry);
