import { beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { fileStore, vaultPath } from '../../../src/store/file/file-store.js';
import { temporaryHome, withEnv, type TemporaryHome } from '../../support/temporary-home.js';

let home: TemporaryHome;
let path: string;
const open = (at: TemporaryHome = home) => fileStore(at.host, at.paths);
const read = async (at: TemporaryHome = home) => (await open(at).get(['KEY'])).get('KEY');

beforeEach(async () => {
  home = temporaryHome();
  path = vaultPath(home.paths);
  await open().set('KEY', 'sk-value');
});

/** Refused by reading, writing and deleting alike, and left as it is. */
async function expectRefused(damaged: Buffer): Promise<void> {
  fs.writeFileSync(path, damaged);
  expect(await read()).toMatchObject({ state: 'corrupt', error: { code: 'secret.corrupt' } });
  await expect(open().set('OTHER', 'x')).rejects.toMatchObject({ code: 'secret.corrupt' });
  await expect(open().delete('KEY')).rejects.toMatchObject({ code: 'secret.corrupt' });
  expect(fs.readFileSync(path).equals(damaged)).toBe(true);
}

describe('a vault that was damaged', () => {
  it('is refused for a flip of any bit, and never overwritten', async () => {
    const whole = fs.readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] as number) ^ (1 << (at % 8));
      await expectRefused(damaged);
    }
  });

  it('is refused for every other value of a byte of the header', async () => {
    const whole = fs.readFileSync(path);
    for (let at = 8; at < 13; at++) {
      for (let value = 0; value < 256; value++) {
        if (value === whole[at]) continue;
        const damaged = Buffer.from(whole);
        damaged[at] = value;
        fs.writeFileSync(path, damaged);
        expect((await read())?.state).toBe('corrupt');
      }
    }
  });

  it('is refused at every shorter length, the empty file included, and when it is longer', async () => {
    const whole = fs.readFileSync(path);
    for (let length = 0; length < whole.length; length++) {
      await expectRefused(whole.subarray(0, length));
    }
    await expectRefused(Buffer.concat([whole, Buffer.from([0])]));
  });

  it('is read again when the bytes are put back', async () => {
    const whole = fs.readFileSync(path);
    await expectRefused(Buffer.from('{}'));
    fs.writeFileSync(path, whole);
    expect(await read()).toEqual({ state: 'present', value: 'sk-value' });
  });
});

describe('the key file', () => {
  const keyFile = () => join(home.paths.keyDir, 'vault.key');

  it('lies in another folder than the vault, readable by its owner only', () => {
    expect(path.startsWith(home.paths.keyDir)).toBe(false);
    expect(fs.statSync(keyFile()).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is never made anew for a vault that is there', async () => {
    fs.rmSync(keyFile());
    expect(await read()).toMatchObject({ state: 'locked', error: { code: 'secret.locked' } });
    await expect(open().set('OTHER', 'x')).rejects.toMatchObject({ code: 'secret.locked' });
    expect(fs.existsSync(keyFile())).toBe(false);
  });

  it('of another vault, or cut short, opens nothing', async () => {
    const other = temporaryHome();
    await open(other).set('KEY', 'x');
    fs.copyFileSync(join(other.paths.keyDir, 'vault.key'), keyFile());
    expect((await read())?.state).toBe('corrupt');
    fs.truncateSync(keyFile(), 20);
    expect((await read())?.state).toBe('corrupt');
  });
});

describe('a vault or key file that others could have changed', () => {
  const keyFile = () => join(home.paths.keyDir, 'vault.key');
  const expectInsecure = async (at: TemporaryHome = home) => {
    expect(await read(at)).toMatchObject({ state: 'denied', error: { code: 'file.insecure' } });
    await expect(open(at).set('KEY', 'new')).rejects.toMatchObject({ code: 'file.insecure' });
  };

  it.each([0o644, 0o620, 0o601])('is refused with mode %o', async (mode) => {
    fs.chmodSync(path, mode);
    await expectInsecure();
    fs.chmodSync(path, 0o600);
    fs.chmodSync(keyFile(), mode);
    await expectInsecure();
  });

  it('is refused with another owner', async () => {
    await expectInsecure({ ...home, host: { ...home.host, uid: (home.host.uid ?? 0) + 1 } });
  });

  it('is refused when it is a link', async () => {
    for (const file of [path, keyFile()]) {
      fs.renameSync(file, `${file}.real`);
      fs.symlinkSync(`${file}.real`, file);
      await expectInsecure();
      fs.renameSync(`${file}.real`, file);
    }
    expect((await read())?.state).toBe('present');
  });

  it('is refused when it is a folder or a pipe', async () => {
    fs.rmSync(path);
    fs.mkdirSync(path, { mode: 0o700 });
    await expectInsecure();
    fs.rmdirSync(path);
    execFileSync('mkfifo', ['-m', '600', path]);
    await expectInsecure();
  });
});

describe('a passphrase', () => {
  const withPassphrase = (content: string, mode = 0o600) => {
    const file = join(home.root, 'passphrase');
    fs.writeFileSync(file, content);
    fs.chmodSync(file, mode);
    return withEnv(home, { AIM_PASSPHRASE_FILE: file });
  };

  it('takes over at the next write, and is then needed', async () => {
    const guarded = withPassphrase('correct horse\n');
    expect(open(guarded).protection()).toBe('key-file');
    await open(guarded).set('OTHER', 'x');
    expect(open(guarded).protection()).toBe('passphrase');
    expect(await read(guarded)).toEqual({ state: 'present', value: 'sk-value' });
    expect(await read(withPassphrase('correct horse'))).toMatchObject({ state: 'present' });

    const before = fs.readFileSync(path);
    expect(await read(home)).toMatchObject({
      state: 'locked',
      error: { hint: expect.stringContaining('AIM_PASSPHRASE_FILE') },
    });
    expect(await read(withPassphrase('wrong'))).toMatchObject({ state: 'corrupt' });
    await expect(open(withPassphrase('wrong')).set('A', 'b')).rejects.toMatchObject({
      code: 'secret.corrupt',
    });
    expect(fs.readFileSync(path).equals(before)).toBe(true);
  });

  it('is refused from a file that others can read, that is empty, or that is not there', async () => {
    const write = (at: TemporaryHome) => open(at).set('OTHER', 'x');
    await expect(write(withPassphrase('p', 0o640))).rejects.toMatchObject({
      code: 'file.insecure',
    });
    await expect(write(withPassphrase('\n'))).rejects.toMatchObject({ code: 'secret.locked' });
    const nowhere = withEnv(home, { AIM_PASSPHRASE_FILE: join(home.root, 'nowhere') });
    await expect(write(nowhere)).rejects.toMatchObject({ code: 'secret.locked' });
    expect(open().protection()).toBe('key-file');
  });
});
