// `node tools/check-skips.mjs [RESULTS [ALLOWED]]`: fails when a test was skipped that the list of
// allowed ones does not hold with a reason, or when the list names a test that was not skipped.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/root.mjs';

const [
  resultsFile = join(root, '.aim/test-results.json'),
  allowedFile = join(root, 'tools/ci-allowed-skips.json'),
] = process.argv.slice(2);
const results = JSON.parse(readFileSync(resultsFile, 'utf8'));
const allowed = new Map(Object.entries(JSON.parse(readFileSync(allowedFile, 'utf8'))));

const skipped = results.testResults
  .flatMap((file) => file.assertionResults)
  .filter(({ status }) => status === 'pending' || status === 'todo' || status === 'disabled')
  .map(({ fullName }) => fullName);
const complaints = [
  ...skipped.filter((name) => !allowed.has(name)).map((name) => `skipped, and not listed: ${name}`),
  ...[...allowed.keys()]
    .filter((name) => !skipped.includes(name))
    .map((name) => `listed, but not skipped: ${name}`),
  ...[...allowed]
    .filter(([, reason]) => typeof reason !== 'string' || reason.trim() === '')
    .map(([name]) => `listed without a reason: ${name}`),
];

for (const complaint of complaints) console.error(complaint);
console.log(`${results.numPassedTests} tests passed, ${skipped.length} skipped`);
process.exit(complaints.length > 0 ? 1 : 0);
