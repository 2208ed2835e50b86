import { afterEach, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loopbackServer, type LoopbackServer } from '../../../core/test/support/loopback-server.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim } from '../support/aim.js';

const key = 'sk-of-the-vault-1234567890';
let server: LoopbackServer | undefined;

afterEach(async () => server?.close());

it('a service that is registered by its address gets the job with its key from the vault', async () => {
  server = await loopbackServer(({ headers }) =>
    headers.authorization === `Bearer ${key}`
      ? { status: 200, body: { choices: [{ message: { content: 'hello from the box' } }] } }
      : { status: 401, body: { error: { message: 'no key' } } },
  );
  const home = tempFolder();
  const register = ['tools', 'register', 'box', '--capability', 'chat', '--model', 'm'];
  const where = ['--endpoint', server.origin, '--key', 'BOX_API_KEY'];
  expect((await aim([...register, ...where], { home })).code).toBe(0);
  const refused = await aim(['invoke', '--tool', 'box', 'say hello'], { home });
  expect(refused.code).toBe(12);
  expect(refused.stderr).toContain('aim secrets set BOX_API_KEY');

  await aim(['secrets', 'set', 'BOX_API_KEY', '--stdin'], { home, input: key });
  const { code, stdout, stderr } = await aim(['invoke', '--tool', 'box', 'say hello'], { home });
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'hello from the box\n' });
  const audit = join(home, '.local/share/aim/audit');
  const log = readdirSync(audit).map((file) => readFileSync(join(audit, file), 'utf8'));
  expect(stderr + log.join('')).not.toContain(key);
});
