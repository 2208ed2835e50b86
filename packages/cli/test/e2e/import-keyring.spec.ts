import { expect } from '@jest/globals';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { besidePythonKeyring, pythonKeyringNeeds } from '../support/python-keyring.js';

itNeeds(pythonKeyringNeeds, 'what AIM+ kept in the keyring is taken over with one command', () => {
  const home = tempFolder();
  const stdout = besidePythonKeyring(
    { home, cwd: home, name: 'OPENAI_API_KEY', value: 'sk-of-python', description: 'mine' },
    `aim secrets import --from keyring; echo "unasked: $?"
aim secrets import --from keyring --yes; echo "import: $?"
aim secrets list
aim run --no-mask --secret OPENAI_API_KEY -- printenv OPENAI_API_KEY
/usr/bin/python3 -m keyring get aim-plus OPENAI_API_KEY`,
  );
  expect(stdout).toContain('unasked: 2');
  expect(stdout).toContain('OPENAI_API_KEY: stored\nimport: 0');
  expect(stdout).toMatch(/OPENAI_API_KEY +keychain +yes .* mine/);
  expect(stdout).toMatch(/\nsk-of-python\nsk-of-python\n$/);
});
