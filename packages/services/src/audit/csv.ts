/** A row of RFC 4180, with its line end; what a spreadsheet would take for a formula is made text. */
export function csvRow(values: readonly unknown[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

// A formula could start a program on the machine of whoever opens the file. The apostrophe is how
// spreadsheets mark text.
const formula = /^[=+\-@\t\r]/;

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value.replace(formula, "'$&") : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
