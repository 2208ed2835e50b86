// Prints a case of cases.json: `node print-case.mjs NAME VARIABLE`, with the value in VARIABLE.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { outputOf } from './encode.mjs';

const [name, variable] = process.argv.slice(2);
const { cases } = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8'));
const testCase = cases.find((each) => each.name === name);

for (const [n, piece] of outputOf(testCase, process.env[variable]).pieces.entries()) {
  // Without a pause the pieces are still writes of their own.
  if (n > 0) await sleep(testCase.pauseMs ?? 0);
  await new Promise((resolve) => process.stdout.write(piece, resolve));
}
