import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { user, userConfig } from '../support/user.js';

const cli = 'npm/lib/node_modules/@openai/codex';
const files = {
  [`${cli}/package.json`]: '{"name":"@openai/codex","version":"0.169.0","bin":{"codex":"cli.js"}}',
  [`${cli}/cli.js`]: { program: '' },
  'npm/bin/codex': { link: '../lib/node_modules/@openai/codex/cli.js' },
  [userConfig]: '{ "environment": { "npmGlobal": ["prettier"] } }',
  'project/aim_config.json': '{ "environment": { "npmGlobal": ["eslint"] } }',
};

it('adopts a tool into the list of my own file, and takes nothing of a project over', async () => {
  const { aim, home, host } = user(files);
  const env = { PATH: `${join(home, 'npm/bin')}:${host.env['PATH']}` };
  const mine = aim({ cwd: join(home, 'project'), env });
  await mine.trust();
  const dry = await mine.adoptTools(['codex'], { dryRun: true });
  expect(dry.tools).toMatchObject([{ tool: 'codex', manager: 'npm', changed: true }]);
  await mine.adoptTools(['codex']);
  expect(JSON.parse(readFileSync(join(home, userConfig), 'utf8'))).toEqual({
    environment: {
      npmGlobal: ['prettier', '@openai/codex'],
      versionPins: { npm: { '@openai/codex': '0.169.0' } },
    },
  });
});
