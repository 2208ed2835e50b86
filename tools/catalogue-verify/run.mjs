// `npm run catalogue:verify [-- TOOL…]`: holds the data of each tool that npm can install against
// the real package, one after the other. Packages are removed again; the result is kept.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { withAllowed } from './allowed.mjs';
import { checks, verifyTool } from './verify-tool.mjs';

const cache = join(root, '.aim/catalogue-verify');
const tools = wantedTools(process.argv.slice(2));
const native = json('tools/catalogue-verify/native-programs.json');
const allowed = json('tools/catalogue-verify/allowed.json');

mkdirSync(cache, { recursive: true });
const results = {};
console.log(row('tool', 'version', checks));
for (const tool of tools) {
  const result = await verifyTool(tool, { cache, native: native[tool.id] });
  const { marked } = withAllowed({ [tool.id]: result }, allowed);
  const states = checks.map((check) => marked[tool.id][check].state);
  console.log(row(tool.id, result.seen ?? '-', states));
  results[tool.id] = result;
}
const { marked, problems } = withAllowed(results, allowed);
writeFileSync(join(cache, 'results.json'), `${JSON.stringify(marked, null, 2)}\n`);
tell(marked);
for (const problem of problems) console.error(`disagrees: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;

function wantedTools(ids) {
  const folder = 'packages/core/src/catalogue/tools';
  const all = readdirSync(join(root, folder)).map((name) => json(`${folder}/${name}`));
  const unknown = ids.filter((id) => !all.some((tool) => tool.id === id));
  if (unknown.length > 0) {
    console.error(`no such tool: ${unknown.join(', ')}`);
    process.exit(2);
  }
  const onNpm = all.filter(({ install }) => install.some(({ via }) => via === 'npm'));
  return ids.length === 0 ? onNpm : onNpm.filter(({ id }) => ids.includes(id));
}

/** What was skipped or is allowed, and why; and where the data was checked against another version. */
function tell(shown) {
  for (const tool of tools) {
    const { seen, ...cells } = shown[tool.id];
    for (const check of checks) {
      const { state, detail } = cells[check];
      if (state === 'skipped' || state === 'allowed')
        console.log(`${tool.id}: ${check}: ${detail}`);
    }
    const before = tool.checked?.version.replace(/ .*/, '');
    if (seen !== null && before !== seen) {
      console.log(`${tool.id}: its file says ${before ?? 'nothing'}, this was ${seen}`);
    }
  }
}

function row(name, version, cells) {
  return `${name.padEnd(14)}${version.padEnd(26)}${cells.map((cell) => cell.padEnd(9)).join('')}`.trimEnd();
}

function json(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
