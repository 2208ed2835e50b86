// `npm run farm`: what AIM makes of tools that fail, each in every way that the farm knows.
// `npm run farm -- ID…`: only these faults. `-- --write`: the table into docs/fault-farm.md.
import { ensureBuilt } from '../lib/build.mjs';
import { ensureInstalled, requireNode } from '../lib/install.mjs';
import { root } from '../lib/root.mjs';
import { faults } from './faults.mjs';
import { isAsExpected } from './judge.mjs';
import { faultTable, outageTable, writeTables } from './report.mjs';
import { runFaults, runOutage } from './scenarios.mjs';

requireNode();
await ensureInstalled(root);
await ensureBuilt(root);
const ids = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const wanted = ids.length === 0 ? faults : faults.filter(({ id }) => ids.includes(id));
const rows = await runFaults(wanted);
console.log(faultTable(rows));
if (ids.length === 0) {
  const down = ['http-503', 'http-429-hours', 'signed-out'];
  const outages = [];
  for (const fault of faults.filter(({ id }) => down.includes(id))) {
    outages.push(await runOutage(fault, 10));
  }
  console.log(outageTable(outages));
  if (process.argv.includes('--write')) writeTables({ rows, outages });
}
process.exitCode = rows.every(isAsExpected) ? 0 : 1;
