import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { SecretsManager } from '../../src/index.js';
import { buildDriver } from '../support/build-driver.js';
import { temporaryHome, type TemporaryHome } from '../support/temporary-home.js';

let driver: string;
beforeAll(async () => {
  driver = await buildDriver();
});

const start = (home: TemporaryHome, ...args: string[]) =>
  spawn(process.execPath, [driver, ...args], {
    env: { AIM_HOME: join(home.root, 'aim'), HOME: home.root },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const managerOf = (home: TemporaryHome) => new SecretsManager({ ...home, backend: 'file' });

describe('many processes at once', () => {
  it('twenty that set different secrets lose none', async () => {
    const home = temporaryHome();
    const names = Array.from({ length: 20 }, (_, i) => `KEY_${i}`);
    const codes = await Promise.all(
      names.map(async (name) => (await once(start(home, 'once', name, `of ${name}`), 'exit'))[0]),
    );
    expect(codes).toEqual(Array(20).fill(0));
    const secrets = managerOf(home);
    expect(new Set((await secrets.listSecrets()).map(({ name }) => name))).toEqual(new Set(names));
    const answers = await secrets.readSecrets(names);
    for (const name of names) {
      expect(answers.get(name)).toEqual({ state: 'present', value: `of ${name}` });
    }
  });

  it('one that is killed at any moment leaves the last value or the next, and no lock in the way', async () => {
    const home = temporaryHome();
    const secrets = managerOf(home);
    await secrets.setSecret('OTHER', 'untouched');
    for (let round = 0; round < 6; round++) {
      const child = start(home, 'for-ever', 'KEY');
      let told = '';
      child.stdout.on('data', (chunk) => (told += String(chunk)));
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      child.kill('SIGKILL');
      await once(child, 'close');
      const last = Number(/v(\d+)\n$/.exec(told)?.[1]);
      expect([`v${last}`, `v${last + 1}`]).toContain(await secrets.getSecret('KEY'));
      expect((await secrets.listSecrets()).map(({ name }) => name)).toEqual(['KEY', 'OTHER']);
      expect(await secrets.getSecret('OTHER')).toBe('untouched');
      await secrets.setSecret('KEY', 'after the kill');
    }
  });
});
