// What to do while nobody is signed in: wait until the author of this page is, in another window, and go on with the new token.
import { hidden } from "./fields.js";
import { show } from "./status.js";

const EVERY = 15000;
const HERE = "在新窗口登录";
const WORDS = {
  signed_out: `登录已过期，${HERE} 后自动继续保存`,
  one_time_password: `密码已重置，${HERE} 并设好新密码后自动继续保存`,
  somebody_else: `现在登录的是别人，这里填的不会存到别人名下；请本人${HERE}`,
};
let goOn = null;
let timer = 0;

async function asked() {
  const response = await fetch("/session-token", { headers: { Accept: "application/json" }, cache: "no-store" });
  const said = await response.json();
  if (!response.ok) {
    return { reason: said.reason };
  }
  return said.person === hidden("author").value ? { token: said.csrf_token } : { reason: "somebody_else" };
}

function tell(reason) {
  show("waiting", WORDS[reason] ?? WORDS.signed_out, { link: { words: HERE, href: "/sign-in" } });
}

async function look() {
  clearTimeout(timer);
  if (!goOn) {
    return;
  }
  timer = setTimeout(look, EVERY);
  let found;
  try {
    found = await asked();
  } catch {
    return;
  }
  if (found.token && goOn) {
    document.querySelectorAll("input[name=csrf_token]").forEach((field) => {
      field.value = found.token;
    });
    clearTimeout(timer);
    const resume = goOn;
    goOn = null;
    resume();
  } else if (goOn) {
    tell(found.reason);
  }
}

// Resolves once the author is signed in again. With `other_session` they are already, most likely.
export function author(reason) {
  return new Promise((resolve) => {
    goOn = resolve;
    if (reason === "other_session") {
      look();
    } else {
      tell(reason);
      timer = setTimeout(look, EVERY);
    }
  });
}

export const isWaiting = () => goOn !== null;

window.addEventListener("focus", look);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    look();
  }
});
