// How long a text is, as Word's 字数 counts: each 汉字 and full-width sign is one, and so is each run of anything else between
// blanks. As collector.statement.counting.words.
const WIDE =
  "\\u00b7\\u2014\\u2018\\u2019\\u201c\\u201d\\u2026\\u2e80-\\u2fff\\u3001-\\ua4cf\\uac00-\\ud7af\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff01-\\uff60\\uffe0-\\uffe6\\u{20000}-\\u{3ffff}";
const COUNTED = new RegExp(`[${WIDE}]|[^\\s${WIDE}]+`, "gu");

export function words(text) {
  return (text.match(COUNTED) || []).length;
}
