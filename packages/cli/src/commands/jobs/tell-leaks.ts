import { countOf } from '@aim/core';
import type { LeakReport } from '@aim/services';
import { confirm } from '../../terminal/ask.js';
import type { CommandInput } from '../types.js';

/** Only so many places are listed; the count tells of the rest. */
const maxListed = 20;

/** Says where the values were written down, and overwrites them for whoever agrees. */
export async function tellLeaks(
  report: LeakReport,
  { terminal, globals }: CommandInput,
  tell: (text: string) => void,
): Promise<void> {
  const { found, searched, unreadable } = report;
  for (const { file, message } of unreadable) tell(`${file} could not be searched: ${message}`);
  const files = countOf(searched, 'file');
  if (found.length === 0) {
    if (!globals.quiet) tell(`no injected value in ${files} that the tool wrote`);
    return;
  }
  for (const { name, file, line, form } of found.slice(0, maxListed)) {
    tell(`${name} is in ${file}:${line}${form === 'plain' ? '' : ` (${form})`}`);
  }
  const places = countOf(found.length, 'place');
  const names = [...new Set(found.map(({ name }) => name))].join(', ');
  tell(`the tool wrote down ${names} in ${places}; whoever can read them has the key`);
  const question = `Overwrite ${places} with asterisks?`;
  const canAsk = terminal.stdinIsTty && terminal.stderrIsTty;
  if (!globals.yes && !(canAsk && (await confirm(terminal, question)))) {
    if (!canAsk) tell('--yes overwrites them with asterisks');
    return;
  }
  const { covered, left } = await report.overwrite();
  tell(`overwrote ${countOf(covered.length, 'place')}`);
  for (const { name, file, line } of left) tell(`${name} is still in ${file}:${line}`);
}
