// A typed number in tenths, so that 0.1 + 0.2 stays exact; null for what is none. As collector.statement.readings reads it,
// apart from Chinese numerals.
export function tenths(text, unit = "") {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
  const digits = unit && plain.endsWith(unit) ? plain.slice(0, -unit.length) : plain;
  return /^\d{1,12}(\.\d)?$/.test(digits) ? Math.round(Number(digits) * 10) : null;
}
