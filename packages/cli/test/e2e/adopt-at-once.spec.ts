import { expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';

const key = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;
const text = `OPENROUTER_API_KEY=${key}\n`;

it('four that adopt at once change each file once, and one undo takes it back', async () => {
  const home = tempFolder();
  for (const name of ['.env', '.env.local', '.profile']) {
    writeFileSync(join(home, name), name === '.profile' ? `export ${text}` : text);
  }
  const adopt = () =>
    aimJson<{ adopted: { id: number; files: unknown[] } | null }>(
      ['secrets', 'sweep', '--adopt', '--yes'],
      { home },
    );
  const answers = await Promise.all([adopt(), adopt(), adopt(), adopt()]);
  const changed = answers.flatMap(({ data }) => data.adopted?.files ?? []);
  expect(changed).toHaveLength(3);
  expect(readFileSync(join(home, '.env'), 'utf8')).toBe(
    'OPENROUTER_API_KEY=aim://OPENROUTER_API_KEY\n',
  );
  const { data } = await aimJson<{ adoptions: { id: number }[] }>(['secrets', 'sweep'], { home });
  for (const { id } of data.adoptions) {
    await aim(['secrets', 'sweep', '--undo', String(id)], { home });
  }
  expect(readFileSync(join(home, '.env'), 'utf8')).toBe(text);
  expect(readFileSync(join(home, '.env.local'), 'utf8')).toBe(text);
  expect(readFileSync(join(home, '.profile'), 'utf8')).toBe(`export ${text}`);
});
