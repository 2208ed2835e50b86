import { expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aimFile } from '../support/aim.js';

const needs = ['dbus-run-session', 'gnome-keyring-daemon', 'secret-tool', 'keyring'];

itNeeds(needs, 'what AIM+ kept in the keyring is taken over with one command', () => {
  const home = tempFolder();
  fs.mkdirSync(join(home, '.aim'));
  const list = { OPENAI_API_KEY: { description: 'mine', created_at: '2025-11-21T01:00:00+00:00' } };
  fs.writeFileSync(join(home, '.aim/secrets_metadata.json'), JSON.stringify(list));
  // `keyring` is there with the library of Debian's own Python.
  const store =
    'import keyring; keyring.set_password("aim-plus", "OPENAI_API_KEY", "sk-of-python")';
  const { stdout } = spawnSync(
    'dbus-run-session',
    [
      '--',
      'bash',
      '-c',
      `exec 2>&1
printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null
/usr/bin/python3 -c "$1"
"$2" "$3" secrets import --from keyring; echo "unasked: $?"
"$2" "$3" secrets import --from keyring --yes; echo "import: $?"
"$2" "$3" secrets list
"$2" "$3" run --no-mask --secret OPENAI_API_KEY -- printenv OPENAI_API_KEY
/usr/bin/python3 -m keyring get aim-plus OPENAI_API_KEY`,
      'bash',
      store,
      process.execPath,
      aimFile,
    ],
    { encoding: 'utf8', env: { PATH: '/usr/bin:/bin', HOME: home } },
  );
  expect(stdout).toContain('unasked: 2');
  expect(stdout).toContain('OPENAI_API_KEY: stored\nimport: 0');
  expect(stdout).toMatch(/OPENAI_API_KEY +keychain +yes .* mine/);
  expect(stdout).toMatch(/\nsk-of-python\nsk-of-python\n$/);
});
