import { expect } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { besidePythonKeyring, pythonKeyringNeeds } from '../support/python-keyring.js';

itNeeds(pythonKeyringNeeds, 'aim config migrate --secrets stores what AIM+ kept', () => {
  const home = tempFolder();
  fs.writeFileSync(join(home, 'aim_config.json'), '{"secret_backend": "keyring"}');
  const stdout = besidePythonKeyring(
    { home, cwd: tempFolder(), name: 'OPENAI_API_KEY', value: 'sk-of-python' },
    `aim config migrate --yes; echo "without: $?"
aim config migrate --secrets --yes; echo "with: $?"
aim config migrate --secrets --yes; echo "again: $?"
aim run --no-mask --secret OPENAI_API_KEY -- printenv OPENAI_API_KEY`,
  );
  expect(stdout).toContain('1 of 1 are still in the keyring of Python: OPENAI_API_KEY');
  expect(stdout).toContain('✔ Stored OPENAI_API_KEY\nwith: 0');
  expect(stdout).toContain('aim_config.json holds all of it\nagain: 0');
  expect(stdout).toMatch(/\nsk-of-python\n$/);
  expect(stdout.match(/sk-of-python/g)).toHaveLength(1);
});
