import { describe, expect, it } from '@jest/globals';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAim } from '../src/index.js';
import { user } from './support/user.js';

/** Somebody with secrets that expire on these days, and an AIM for any time of the day. */
async function withExpiries(expiries: Record<string, string>) {
  const { aim, home, host } = user();
  for (const [name, expiresAt] of Object.entries(expiries)) {
    await aim().setSecret({ name, value: 'some value', expiresAt });
  }
  const warningsAt = async (time: string) => {
    const late = createAim({ host: { ...host, now: () => new Date(time) } });
    return (await late.expiryWarnings()).map(({ message }) => message);
  };
  return { warningsAt, home };
}

const day = (time: string) => `2026-11-21T${time}Z`;

describe('a secret that expires soon', () => {
  it('is told of at most twice a day', async () => {
    const { warningsAt, home } = await withExpiries({ OPENAI_API_KEY: '2026-11-25' });
    const line = (words: string) => [`OPENAI_API_KEY ${words}: aim secrets rotate OPENAI_API_KEY`];
    expect(await warningsAt(day('08:00:00'))).toEqual(line('expires in 3 days (2026-11-25)'));
    expect(await warningsAt(day('08:00:01'))).toEqual([]);
    expect(await warningsAt(day('11:59:59'))).toEqual([]);
    expect(await warningsAt(day('12:00:00'))).toHaveLength(1);
    expect(await warningsAt(day('23:59:59'))).toEqual([]);
    expect(await warningsAt('2026-11-25T00:00:00Z')).toEqual(line('expired on 2026-11-25'));
    expect(readdirSync(join(home, 'aim/state/expiry-warned'))).toEqual(['2026-11-25-am']);
  });

  it('is told of by one of many processes', async () => {
    const { warningsAt } = await withExpiries({ OPENAI_API_KEY: '2026-11-25' });
    const all = await Promise.all(Array.from({ length: 8 }, () => warningsAt(day('08:00:00'))));
    expect(all.flat()).toHaveLength(1);
  });

  it('is named first when it expires first, and the fourth is counted', async () => {
    const { warningsAt } = await withExpiries({
      A: '2026-11-28',
      B: '2026-11-22',
      C: '2026-11-24',
      D: '2026-11-30',
      E: '2027-11-30',
    });
    const warnings = await warningsAt(day('08:00:00'));
    expect(warnings.map((message) => message.split(' ')[0])).toEqual(['B', 'C', 'A', '1']);
    expect(warnings[3]).toBe('1 more secret expires soon: aim secrets check');
  });

  it('is not told of before, and nothing is noted', async () => {
    const { warningsAt, home } = await withExpiries({ OPENAI_API_KEY: '2026-12-06' });
    expect(await warningsAt(day('08:00:00'))).toEqual([]);
    expect(() => readdirSync(join(home, 'aim/state/expiry-warned'))).toThrow('ENOENT');
  });

  it('never fails a command: not where nothing can be noted, nor for a damaged index', async () => {
    const { warningsAt, home } = await withExpiries({ OPENAI_API_KEY: '2026-11-25' });
    mkdirSync(join(home, 'aim/state'), { recursive: true });
    writeFileSync(join(home, 'aim/state/expiry-warned'), 'a file where a folder belongs');
    expect(await warningsAt(day('08:00:00'))).toEqual([]);
    const index = join(home, 'aim/data/secrets/index.json');
    writeFileSync(index, '{');
    expect(await warningsAt(day('08:00:00'))).toEqual([]);
  });
});
