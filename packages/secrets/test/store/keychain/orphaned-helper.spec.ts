import { afterEach, beforeAll, describe, expect } from '@jest/globals';
import { systemCode } from '@aim/core';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { itNeeds } from '../../../../core/test/support/needs.js';
import { SecretsManager } from '../../../src/index.js';
import { ownHelperFile } from '../../../src/store/keychain/ask-helper.js';
import { buildDriver } from '../../support/build-driver.js';
import { keyringPrograms, startKeyring, type Keyring } from '../../support/keyring.js';
import { processWith } from '../../support/processes.js';
import { temporaryHome, withEnv, type TemporaryHome } from '../../support/temporary-home.js';

let driver: string;
beforeAll(async () => {
  driver = await buildDriver();
});

let keyring: Keyring | undefined;
let stopped: number | undefined;
afterEach(async () => {
  // A test that failed leaves it stopped.
  if (stopped !== undefined && !isEnded(stopped)) process.kill(stopped, 'SIGKILL');
  await keyring?.stop();
});

const real = JSON.stringify(pathToFileURL(ownHelperFile()).href);
const stop = "process.kill(process.pid, 'SIGSTOP');";

/**
 * The real helper, which stops itself at one moment. Its write blocks: it is done before the end
 * of stdin can be seen, as when the thread of keytar is faster than the event loop.
 */
function stoppingHelper(at: { start?: string; request?: string; write?: string }): string {
  return `
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
const require = createRequire(${real});
const code = 'require(' + JSON.stringify(require.resolve('keytar')) + ').setPassword(...process.argv.slice(1))';
require('keytar').setPassword = async (...entry) => {
  ${at.write ?? ''}
  spawnSync(process.execPath, ['-e', code, ...entry]);
};
const { parse } = JSON;
JSON.parse = (text) => {
  const read = parse(text);
  JSON.parse = parse;
  ${at.request ?? ''}
  return read;
};
${at.start ?? ''}
await import(${real});
`;
}

const stoppingHelpers = {
  'before it reads the request': stoppingHelper({ start: stop }),
  'when it has read the request': stoppingHelper({ request: stop }),
  'inside the call that writes': stoppingHelper({ write: stop }),
};

function writeHelper(at: TemporaryHome, moment: keyof typeof stoppingHelpers): string {
  const path = join(at.root, 'stopping-helper.mjs');
  fs.writeFileSync(path, stoppingHelpers[moment]);
  return path;
}

/** Until `find` finds something. */
async function eventually<T>(find: () => T | undefined): Promise<T> {
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Sets KEY to v1 in a process that is killed while its helper is stopped; answers the helper. */
async function killDuringSet(at: TemporaryHome, env: Record<string, string>, helper: string) {
  const setting = spawn(process.execPath, [driver, 'keychain', 'KEY', 'v1', helper], {
    env: { ...env, AIM_HOME: join(at.root, 'aim') },
    stdio: 'ignore',
  });
  stopped = await eventually(() => processWith(helper, setting.pid as number, 'T'));
  setting.kill('SIGKILL');
  await once(setting, 'exit');
  return stopped;
}

async function goOn(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGCONT');
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
  await eventually(() => (isEnded(pid) ? true : undefined));
}

function isEnded(pid: number): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8') === '';
  } catch {
    return true;
  }
}

async function scene(moment: keyof typeof stoppingHelpers) {
  const at = temporaryHome();
  keyring = await startKeyring(at.root, 'unlocked');
  const { env } = keyring;
  const secrets = new SecretsManager({
    ...withEnv(at, env),
    backend: 'keychain',
    keychainDeadlineMs: 20_000,
  });
  const helper = await killDuringSet(at, env, writeHelper(at, moment));
  return { secrets, helper, noteOfHelper: join(at.paths.secretsDir, 'keychain-writer.json') };
}

describe('a helper that was stopped, and goes on after its AIM was killed', () => {
  for (const moment of Object.keys(stoppingHelpers) as (keyof typeof stoppingHelpers)[]) {
    itNeeds(keyringPrograms, `${moment}: a later value stays`, async () => {
      const { secrets, helper, noteOfHelper } = await scene(moment);
      await secrets.setSecret('KEY', 'v2');
      await goOn(helper);
      expect(await secrets.getSecret('KEY')).toBe('v2');
      expect(fs.existsSync(noteOfHelper)).toBe(false);
    });
  }

  for (const moment of ['before it reads the request', 'when it has read the request'] as const) {
    itNeeds(keyringPrograms, `${moment}: notices by itself that it must not write`, async () => {
      const { secrets, helper, noteOfHelper } = await scene(moment);
      fs.rmSync(noteOfHelper);
      await secrets.setSecret('KEY', 'v2');
      await goOn(helper);
      expect(await secrets.getSecret('KEY')).toBe('v2');
    });
  }

  itNeeds(keyringPrograms, 'does not bring back a value that was deleted', async () => {
    const { secrets, helper } = await scene('inside the call that writes');
    await secrets.deleteSecret('KEY');
    await goOn(helper);
    await secrets.setSecret('OTHER', 'x');
    expect(await secrets.listSecrets()).toMatchObject([{ name: 'OTHER' }]);
    await secrets.setSecret('KEY', 'v2');
    expect(await secrets.getSecret('KEY')).toBe('v2');
  });
});
