import { describe, expect, it } from '@jest/globals';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { user } from './support/user.js';

const cache = 'aim/cache/status.json';

describe('what a dashboard shows before it knows better', () => {
  it('is the last status that was to be kept, as it was and when', async () => {
    const { aim } = user();
    expect(await aim().statusSnapshot()).toBeNull();
    const status = await aim().status({ keep: true });
    expect(await aim().statusSnapshot()).toEqual({ takenAt: expect.stringMatching(/Z$/), status });
  });

  it('is for its user alone, and holds no value', async () => {
    const { aim, home } = user();
    await aim().setSecret({ name: 'OPENAI_API_KEY', value: 'sk-not-to-be-kept-here' });
    await aim().status({ keep: true });
    expect(statSync(join(home, cache)).mode & 0o777).toBe(0o600);
    const text = readFileSync(join(home, cache), 'utf8');
    expect(text).toContain('OPENAI_API_KEY');
    expect(text).not.toContain('sk-not');
  });

  it('is of this folder: another one may have another configuration', async () => {
    const { aim, home } = user();
    await aim().status({ keep: true });
    expect(await aim({ cwd: join(home, 'bin') }).statusSnapshot()).toBeNull();
  });

  it('is nothing where it is damaged, and made anew', async () => {
    const { aim, home } = user();
    await aim().status({ keep: true });
    for (const text of ['{"schema":1,"cwd"', '{"schema":2}', '[]', 'null']) {
      writeFileSync(join(home, cache), text);
      expect(await aim().statusSnapshot()).toBeNull();
    }
    await aim().status({ keep: true });
    expect(await aim().statusSnapshot()).not.toBeNull();
  });

  it('is missed by nobody where it cannot be written', async () => {
    const { aim } = user({ 'aim/cache': 'a file in the place of the folder' });
    expect((await aim().status({ keep: true })).tools).toEqual([]);
    expect(await aim().statusSnapshot()).toBeNull();
  });
});
