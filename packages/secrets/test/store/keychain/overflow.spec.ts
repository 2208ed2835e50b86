import { afterEach, describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../../core/test/support/needs.js';
import { tempFolder } from '../../../../core/test/support/temp-folder.js';
import { SecretsManager } from '../../../src/index.js';
import {
  forgetBeside,
  maxEntryBytes,
  openBeside,
  overflows,
  sealBeside,
} from '../../../src/store/keychain/overflow.js';
import { keyringPrograms, startKeyring } from '../../support/keyring.js';
import { filesBelow, temporaryHome, withEnv } from '../../support/temporary-home.js';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

describe('a value beside the keychain', () => {
  const place = () => ({ folder: tempFolder(), host: { uid: process.geteuid?.() } });

  it('is every one above 2,500 bytes of UTF-8, not characters', () => {
    expect([overflows('k'.repeat(maxEntryBytes)), overflows('k'.repeat(2501))]).toEqual([
      false,
      true,
    ]);
    expect(overflows('é'.repeat(1251))).toBe(true);
  });

  it('opens by its reference only, for its own name only', () => {
    const at = place();
    const reference = sealBeside(at, 'A', 'the value');
    expect(openBeside(at, 'A', reference)).toBe('the value');
    const other = sealBeside(at, 'B', 'another');
    const [fileA, fileB] = [reference, other].map((each) => each.split(':')[0] as string);
    const path = (id: string) =>
      join(at.folder, fs.readdirSync(at.folder).find((file) => file.includes(id)) as string);
    fs.copyFileSync(path(fileB as string), path(fileA as string));
    expect(() => openBeside(at, 'A', reference)).toThrow(/A cannot be opened: .* was changed/);
    expect(() => openBeside(at, 'A', 'nonsense')).toThrow(/not a reference/);
  });

  it('is refused when one bit was changed, and kept', () => {
    const at = place();
    const reference = sealBeside(at, 'A', 'the value');
    const path = join(at.folder, fs.readdirSync(at.folder)[0] as string);
    const whole = fs.readFileSync(path);
    for (let index = 0; index < whole.length; index++) {
      const changed = Buffer.from(whole);
      changed[index] = (changed[index] as number) ^ 1;
      fs.writeFileSync(path, changed);
      expect(() => openBeside(at, 'A', reference)).toThrow(/cannot be opened/);
    }
    fs.writeFileSync(path, whole.subarray(0, 20));
    expect(() => openBeside(at, 'A', reference)).toThrow(/not a sealed value/);
    expect(fs.readFileSync(path)).toEqual(whole.subarray(0, 20));
  });

  it('goes when it was replaced, and those of other names stay', () => {
    const at = place();
    const [first, second, other] = [
      sealBeside(at, 'A', '1'),
      sealBeside(at, 'A', '2'),
      sealBeside(at, 'AB', '3'),
    ];
    forgetBeside(at, 'A', second);
    expect(openBeside(at, 'A', first)).toBeUndefined();
    expect([openBeside(at, 'A', second), openBeside(at, 'AB', other)]).toEqual(['2', '3']);
    forgetBeside(at, 'A');
    expect(fs.readdirSync(at.folder)).toHaveLength(1);
  });
});

describe('a value that is too long for an entry of a real keychain', () => {
  async function keychain() {
    const home = temporaryHome();
    const { env, stop } = await startKeyring(home.root, 'unlocked');
    stops.push(stop);
    const { host, paths } = withEnv(home, env);
    return { paths, secrets: new SecretsManager({ host, paths, keychainDeadlineMs: 20_000 }) };
  }
  const long = `-----BEGIN KEY-----\n${'MIIEvQ/+'.repeat(400)}\n`;

  itNeeds(keyringPrograms, 'is sealed in a file, and goes with the secret', async () => {
    const { paths, secrets } = await keychain();
    const overflow = join(paths.secretsDir, 'overflow');
    await secrets.setSecret('LONG', long);
    expect(await secrets.getSecret('LONG')).toBe(long);
    const [file, ...more] = fs.readdirSync(overflow);
    expect(more).toEqual([]);
    expect(fs.statSync(join(overflow, file as string)).mode & 0o777).toBe(0o600);
    for (const content of filesBelow(paths.secretsDir).values()) {
      expect(content.includes('MIIEvQ')).toBe(false);
      expect(content.includes(Buffer.from(long).toString('base64').slice(40, 80))).toBe(false);
    }
    expect(await secrets.deleteSecret('LONG')).toBe(true);
    expect(fs.readdirSync(overflow)).toEqual([]);
  });

  itNeeds(keyringPrograms, 'is corrupt, not absent, when its file is gone', async () => {
    const { paths, secrets } = await keychain();
    await secrets.setSecret('LONG', long);
    fs.rmSync(join(paths.secretsDir, 'overflow'), { recursive: true });
    await expect(secrets.getSecret('LONG')).rejects.toMatchObject({ code: 'secret.corrupt' });
    await secrets.setSecret('LONG', 'short again');
    expect(await secrets.getSecret('LONG')).toBe('short again');
  });
});
