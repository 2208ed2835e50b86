import { describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aimFile } from '../support/aim.js';

/** Runs shell lines in a desktop session of its own, with `$AIM` as the program. */
function inSession(
  home: string,
  unlock: string,
  lines: string,
): { code: number | null; output: string } {
  const script = `${unlock}\nAIM="${process.execPath} ${aimFile}"\n${lines}`;
  const { status, stdout } = spawnSync(
    'dbus-run-session',
    ['--', 'bash', '-c', `exec 2>&1; ${script}`],
    {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', HOME: home },
    },
  );
  return { code: status, output: stdout };
}

const unlocked = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1';
const locked = 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1';
const key = 'sk-keyring-1234567890';

describe('a key on a machine with a keyring', () => {
  itNeeds(
    ['dbus-run-session', 'gnome-keyring-daemon'],
    'is kept in the keyring, and read from it',
    () => {
      const home = tempFolder();
      const { output } = inSession(
        home,
        unlocked,
        `printf %s ${key} | $AIM secrets set OPENAI_API_KEY --stdin
       $AIM run --no-mask --secret OPENAI_API_KEY -- printenv OPENAI_API_KEY
       $AIM status
       grep -rlF ${key} "$HOME" || echo "in no file"`,
      );
      expect(output).toContain('Stored OPENAI_API_KEY in the OS keychain');
      expect(output).toContain(`\n${key}\n`);
      expect(output).toMatch(/vault +the OS keychain/);
      expect(output).toContain('in no file');
    },
  );

  itNeeds(
    ['dbus-run-session', 'gnome-keyring-daemon'],
    'is locked, not absent, when the keyring is',
    () => {
      const home = tempFolder();
      inSession(home, unlocked, `printf %s ${key} | $AIM secrets set OPENAI_API_KEY --stdin`);
      const { output } = inSession(
        home,
        locked,
        `$AIM run --secret OPENAI_API_KEY -- printenv OPENAI_API_KEY; echo "run: $?"
       $AIM secrets get OPENAI_API_KEY --show --json; echo "get: $?"
       $AIM secrets list; echo "list: $?"`,
      );
      expect(output).toContain('run: 11');
      expect(output).toContain('"code":"secret.locked"');
      expect(output).toContain('get: 11');
      expect(output).toMatch(/OPENAI_API_KEY +keychain/);
      expect(output).toContain('list: 0');
    },
  );

  itNeeds(
    ['dbus-run-session'],
    'is never moved to another store because the keyring went away',
    () => {
      const home = tempFolder();
      inSession(home, unlocked, `printf %s ${key} | $AIM secrets set OPENAI_API_KEY --stdin`);
      const { output } = inSession(
        home,
        '',
        `printf %s other | $AIM secrets set OPENAI_API_KEY --stdin; echo "set: $?"
       $AIM secrets list`,
      );
      expect(output).toContain('set: 11');
      expect(output).toMatch(/OPENAI_API_KEY +keychain/);
    },
  );
});
