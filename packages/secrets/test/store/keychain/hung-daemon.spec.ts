import { afterEach, describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../../core/test/support/needs.js';
import { SecretsManager } from '../../../src/index.js';
import { ownHelperFile } from '../../../src/store/keychain/ask-helper.js';
import { keyringPrograms, startKeyring } from '../../support/keyring.js';
import { commandLinesWith } from '../../support/processes.js';
import { temporaryHome, withEnv } from '../../support/temporary-home.js';

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const deadlineMs = 700;
/** How long a call over the bus waits by itself: an answer before that is the deadline's. */
const busTimeoutMs = 25_000;
const needs = [...keyringPrograms, 'dbus-send'];

/** An unlocked keyring that holds KEY, and whose daemon can be stopped as if it hung. */
async function scene() {
  const at = temporaryHome();
  const { env, stop } = await startKeyring(at.root, 'unlocked');
  stops.push(stop);
  const helperFile = join(at.root, 'keychain-helper.mjs');
  fs.symlinkSync(ownHelperFile(), helperFile);
  const passphrase = join(at.root, 'passphrase');
  fs.writeFileSync(passphrase, 'correct horse', { mode: 0o600 });
  const { host, paths } = withEnv(at, { ...env, AIM_PASSPHRASE_FILE: passphrase });
  const manager = (backend: 'keychain' | 'file', keychainDeadlineMs: number) =>
    new SecretsManager({ host, paths, backend, helperFile, keychainDeadlineMs });
  const patient = manager('keychain', 20_000);
  await patient.setSecret('KEY', 'sk-before');
  const daemon = daemonOf(env);
  return {
    patient,
    hasty: manager('keychain', deadlineMs),
    file: manager('file', deadlineMs),
    secretsDir: paths.secretsDir,
    hang: () => {
      process.kill(daemon, 'SIGSTOP');
      stops.push(() => void process.kill(daemon, 'SIGCONT'));
    },
    goOn: () => process.kill(daemon, 'SIGCONT'),
    /** Whoever their parent is: the path is of this scene alone. */
    helpers: () => commandLinesWith(new RegExp(`${at.root}/keychain-helper\\.mjs`)),
  };
}

/** The process that has the name of the Secret Service on this bus. */
function daemonOf(env: Record<string, string>): number {
  const bus = '/org/freedesktop/DBus org.freedesktop.DBus.GetConnectionUnixProcessID';
  const args = `--session --print-reply=literal --dest=org.freedesktop.DBus ${bus}`.split(' ');
  const { stdout } = spawnSync('dbus-send', [...args, 'string:org.freedesktop.secrets'], {
    encoding: 'utf8',
    env,
  });
  const pid = Number(/uint32 (\d+)/.exec(stdout)?.[1]);
  if (!Number.isInteger(pid)) throw new Error(`Nobody is the Secret Service: ${stdout}`);
  return pid;
}

async function timedOut(work: () => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  await expect(work()).rejects.toMatchObject({
    code: 'secret.timeout',
    details: { reason: `no answer within ${deadlineMs} ms` },
    hint: expect.stringContaining('AIM_SECRETS_BACKEND=file'),
  });
  expect(performance.now() - begun).toBeLessThan(busTimeoutMs);
}

describe('a keyring whose daemon hangs in mid-session', () => {
  const calls: Record<string, (secrets: SecretsManager) => Promise<unknown>> = {
    'reading a value': (secrets) => secrets.getSecret('KEY'),
    'replacing a value': (secrets) => secrets.setSecret('KEY', 'sk-late'),
    'storing a new name': (secrets) => secrets.setSecret('NEW', 'sk-late'),
    'deleting a value': (secrets) => secrets.deleteSecret('KEY'),
    'verifying what is there': (secrets) => secrets.verifySecrets(),
  };

  for (const [name, call] of Object.entries(calls)) {
    itNeeds(needs, `${name} is given up at the deadline, and the old value stays`, async () => {
      const { patient, hasty, hang, goOn, helpers } = await scene();
      hang();
      await timedOut(() => call(hasty));
      expect(helpers()).toEqual([]);
      expect(await hasty.listSecrets()).toMatchObject([{ name: 'KEY', exists: true }]);
      goOn();
      expect(await patient.getSecret('KEY')).toBe('sk-before');
      expect(await patient.getSecret('NEW')).toBeUndefined();
    });
  }

  itNeeds(needs, 'is silent, neither locked nor absent', async () => {
    const { hasty, hang, helpers } = await scene();
    hang();
    expect(await hasty.probeKeychain()).toMatchObject({ state: 'timeout' });
    expect(helpers()).toEqual([]);
  });

  itNeeds(needs, 'holds up no other store, and leaves no lock and no note', async () => {
    const { patient, hasty, file, hang, goOn, secretsDir } = await scene();
    hang();
    await timedOut(() => hasty.setSecret('KEY', 'sk-late'));
    await timedOut(() => hasty.deleteSecret('KEY'));
    await file.setSecret('IN_THE_VAULT', 'x');
    expect(await file.getSecret('IN_THE_VAULT')).toBe('x');
    const left = fs.readdirSync(secretsDir).filter((name) => /\.lock|keychain-writer/.test(name));
    expect(left).toEqual([]);
    goOn();
    await patient.setSecret('KEY', 'sk-after');
    expect(await patient.getSecret('KEY')).toBe('sk-after');
  });
});
