import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installed } from './peers.mjs';

const rules = '@secretlint/secretlint-rule-preset-recommend';
// The newest that runs on Node 20; from 12.1 on it asks for Node 22.
const version = '12.0.0';

/** The published rule set that the sweep is compared with: `name`, and `search`, which finds in a text file. */
export async function secretlint() {
  const cache = installed('secretlint', [
    ['@secretlint/core', version],
    [rules, version],
  ]);
  const load = (name) =>
    import(pathToFileURL(join(cache, 'node_modules', name, entryOf(cache, name))));
  const { lintSource } = await load('@secretlint/core');
  const { creator } = await load(rules);
  const options = { noPhysicFilePath: true, config: { rules: [{ id: rules, rule: creator }] } };
  const search = async (file) => {
    const content = readFileSync(file, 'utf8');
    const source = { filePath: file, content, ext: extname(file), contentType: 'text' };
    const { messages } = await lintSource({ source, options });
    const errors = messages.filter(({ severity }) => severity === 'error');
    return errors.map(({ range: [start, end] }) => ({ file, offset: start, length: end - start }));
  };
  return { name: `secretlint, recommended preset ${version}`, search };
}

function entryOf(cache, name) {
  const text = readFileSync(join(cache, 'node_modules', name, 'package.json'), 'utf8');
  return JSON.parse(text).exports['.'].import.default;
}
