import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { isAsExpected } from './judge.mjs';

const document = join(root, 'docs/fault-farm.md');

export function faultTable(rows) {
  return table(
    ['fault', 'what the tool does', 'class', 'answer from', 'calls', 'orphans', 'leaks', ''],
    rows.map((row) => [
      `\`${row.id}\``,
      row.what,
      row.class ?? '',
      row.answer ?? 'nobody',
      row.calls,
      row.orphans,
      row.leaks,
      isAsExpected(row) ? 'as it should' : '**not as it should**',
    ]),
  );
}

export function outageTable(outages) {
  return table(
    ['fault', 'jobs', 'answered', 'calls to the dead tool', 'used again after'],
    outages.map(({ id, jobs, answered, calls, recoverySeconds }) => [
      `\`${id}\``,
      jobs,
      answered,
      calls,
      recoveryWords(recoverySeconds),
    ]),
  );
}

function recoveryWords(seconds) {
  if (seconds === undefined) return 'not tried';
  return seconds === null ? 'not within 120 s' : `${seconds} s`;
}

/** Puts the tables between their marks. */
export function writeTables({ rows, outages }) {
  let text = readFileSync(document, 'utf8');
  for (const [name, lines] of [
    ['faults', faultTable(rows)],
    ['outages', outageTable(outages)],
  ]) {
    const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
    const before = text.slice(0, text.indexOf(start) + start.length);
    text = `${before}\n\n${lines}\n\n${text.slice(text.indexOf(end))}`;
  }
  writeFileSync(document, text);
}

function table(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => String(row[column]).length)),
  );
  const line = (cells) =>
    `| ${cells.map((cell, column) => String(cell).padEnd(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
