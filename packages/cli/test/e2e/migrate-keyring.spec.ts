import { expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aimFile } from '../support/aim.js';

const needs = ['dbus-run-session', 'gnome-keyring-daemon', 'secret-tool', 'keyring'];

itNeeds(
  needs,
  'aim config migrate --secrets stores what AIM+ kept, by the new configuration',
  () => {
    const home = tempFolder();
    fs.mkdirSync(join(home, '.aim'));
    fs.writeFileSync(join(home, '.aim/secrets_metadata.json'), '{"OPENAI_API_KEY": {}}');
    const work = tempFolder();
    fs.writeFileSync(join(home, 'aim_config.json'), '{"secret_backend": "keyring"}');
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
"$2" "$3" config migrate --yes; echo "without: $?"
"$2" "$3" config migrate --secrets --yes; echo "with: $?"
"$2" "$3" config migrate --secrets --yes; echo "again: $?"
"$2" "$3" secrets backend
"$2" "$3" run --no-mask --secret OPENAI_API_KEY -- printenv OPENAI_API_KEY`,
        'bash',
        store,
        process.execPath,
        aimFile,
      ],
      { encoding: 'utf8', cwd: work, env: { PATH: '/usr/bin:/bin', HOME: home } },
    );
    expect(stdout).toContain('1 of 1 are still in the keyring of Python: OPENAI_API_KEY');
    expect(stdout).toContain('✔ Stored OPENAI_API_KEY\nwith: 0');
    expect(stdout).toContain('aim_config.json holds all of it\nagain: 0');
    expect(stdout).toMatch(/\nsk-of-python\n$/);
    expect(stdout.match(/sk-of-python/g)).toHaveLength(1);
  },
);
