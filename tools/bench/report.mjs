import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from './measure.mjs';

/** A user of their own. NODE_EXTRA_CA_CERTS would make every start of Node 20 some 35 ms longer. */
export function homeOf(folder, name) {
  const home = join(folder, name);
  mkdirSync(home);
  return { PATH: process.env.PATH, HOME: home, AIM_HOME: join(home, 'aim') };
}

/** Measures commands beside the first of them and prints what came of it. */
export function report(title, commands, rounds) {
  console.log(`\n${title}`);
  for (const { name, goal, ms, ratio } of measure(commands, rounds)) {
    const figures = `${ms.toFixed(1).padStart(7)} ms${ratio.toFixed(2).padStart(7)}×`;
    const wish = goal === undefined ? '' : `  goal ${goal.toFixed(2)}`;
    console.log(`  ${name.padEnd(44)}${figures}${wish}`);
  }
}
