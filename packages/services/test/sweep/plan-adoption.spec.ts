import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planAdoption, type Candidate } from '../../src/sweep/adopt/plan-adoption.js';

/** `file:line NAME=value`, where a number stands for the value. */
function at(place: string): Candidate {
  const [, file = '', number, variable = '', value] = /^(\w+):(\d+) (\w+)=(\d+)$/.exec(place) ?? [];
  const line = Number(number);
  const where = { file, line, column: 1, offset: line * 100, length: 20 };
  return {
    hit: { ...where, kind: 'env-file', form: 'plain', masked: '…', mode: null, git: 'none' },
    place: { variable, offset: where.offset, length: where.length, value: Number(value) },
  };
}

const outcome = (candidates: Candidate[], stored: Record<string, number> = {}) => {
  const { steps, byHand } = planAdoption(candidates, new Map(Object.entries(stored)));
  return [
    ...steps.map(({ file, action, reference }) => `${file} ${action} ${reference}`),
    ...byHand.map(({ file, reason }) => `${file} ${reason}`),
  ];
};

describe('the secret of a key', () => {
  it('has the name of the variable, and is stored once', () => {
    expect(outcome([at('a:1 TOKEN=7'), at('b:1 TOKEN=7')])).toEqual([
      'a add aim://TOKEN',
      'b same aim://TOKEN',
    ]);
  });

  it('is the one that is stored already, under this name or another', () => {
    expect(outcome([at('a:1 TOKEN=7')], { TOKEN: 7 })).toEqual(['a same aim://TOKEN']);
    expect(outcome([at('a:1 TOKEN=7')], { 'team/api': 7 })).toEqual(['a same aim://team/api']);
  });

  it('is not stored in the place of another value, nor beside it', () => {
    expect(outcome([at('a:1 TOKEN=7')], { TOKEN: 8 })).toEqual(['a stored-differs']);
    expect(outcome([at('a:1 TOKEN=7')], { TOKEN: 8, 'team/api': 7 })).toEqual(['a stored-differs']);
  });

  it('is not chosen between two values', () => {
    expect(outcome([at('a:1 TOKEN=7'), at('b:1 TOKEN=8')])).toEqual([
      'a two-values',
      'b two-values',
    ]);
    expect(outcome([at('a:1 TOKEN=7'), at('b:1 TOKEN=8')], { TOKEN: 8 })).toEqual([
      'b same aim://TOKEN',
      'a stored-differs',
    ]);
  });

  it('is none for a setting of AIM, which no program gets', () => {
    expect(outcome([at('a:1 AIM_TOKEN=7')])).toEqual(['a name']);
  });
});

it('says what is left to do, with or without the value in the vault', () => {
  const hit = { ...at('h:1 TOKEN=7').hit, variable: 'TOKEN' };
  const mcp: Candidate = { hit, place: { reason: 'mcp-config' } };
  const fix = (candidates: Candidate[]) => planAdoption(candidates, new Map()).byHand[0]?.fix;
  expect(fix([mcp])).toBe(
    'Store it with: aim secrets set TOKEN; then remove it here and start the server with: aim run --secret TOKEN -- COMMAND',
  );
  expect(fix([mcp, at('a:1 TOKEN=7')])).toBe(
    'Remove it here and start the server with: aim run --secret TOKEN -- COMMAND',
  );
});

it('gives no variable another value than it had, and loses no key', () => {
  const names = fc.constantFrom('A', 'B', 'C');
  const values = fc.integer({ min: 0, max: 3 });
  const candidates = fc.array(fc.tuple(fc.constantFrom('x', 'y'), names, values));
  fc.assert(
    fc.property(candidates, fc.dictionary(names, values), (found, stored) => {
      const all = found.map(([file, name, value], line) => at(`${file}:${line} ${name}=${value}`));
      const { steps, byHand } = planAdoption(all, new Map(Object.entries(stored)));
      expect(steps.length + byHand.length).toBe(all.length);
      const vault = new Map(Object.entries(stored));
      for (const { secret, variable, offset } of steps) {
        const { place } = all.find(({ hit }) => hit.offset === offset) as Candidate;
        const value = (place as { value: number }).value;
        if (!vault.has(secret)) vault.set(secret, value);
        // What aim run gives a tool that declares the variable: what is stored under its name first.
        expect(vault.get(vault.has(variable) ? variable : secret)).toBe(value);
        expect(vault.get(secret)).toBe(value);
      }
    }),
  );
});
