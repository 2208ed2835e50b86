import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readIndex } from '../bundle/direct-imports.mjs';
import { root } from '../lib/root.mjs';

const indexOf = (name) => join(root, 'packages', name, 'src/index.ts');
const originsOf = (name) => readIndex(indexOf(name), originsOf);

const packages = readdirSync(join(root, 'packages')).filter((name) => name !== 'cli');

describe('the imports of the bundle', () => {
  it.each(packages)('know the file of every value that @aim/%s offers', (name) => {
    const lists = [...readFileSync(indexOf(name), 'utf8').matchAll(/export \{([^}]*)\}/g)];
    const names = lists.flatMap(([, list]) => list.split(',').map((each) => each.trim()));
    const values = names.filter((each) => each !== '' && !each.startsWith('type '));
    const offered = values.map((each) => each.split(' as ').at(-1));
    expect([...originsOf(name).keys()].sort()).toEqual(offered.sort());
  });

  it('leave what only other commands use out of the quick files', () => {
    const folder = join(root, 'packages/cli/bundle');
    const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
    const holding = (text) =>
      files.filter((name) => readFileSync(join(folder, name), 'utf8').includes(text));
    // Ollama's adapter, the checks of health, the clipboard, installing, the search for duplicates.
    for (const text of [
      'api/chat',
      'required_commands',
      'wl-copy',
      'HOMEBREW_NO_AUTOREMOVE',
      'scan-worker',
    ]) {
      expect(holding(text)).not.toEqual([]);
      for (const name of ['run', 'secrets', 'status']) {
        expect(holding(text)).not.toContain(`quick-${name}.js`);
      }
    }
  });
});
