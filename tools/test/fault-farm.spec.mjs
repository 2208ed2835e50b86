import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { faults } from '../fault-farm/faults.mjs';
import { runFaults } from '../fault-farm/scenarios.mjs';

describe('the fault farm', () => {
  it.each(faults.map((fault) => [fault.id, fault]))('%s', async (_id, fault) => {
    const [{ class: errorClass, answer, calls, orphans, leaks }] = await runFaults([fault]);
    const { expect: wanted } = fault;
    expect({ class: errorClass, answer, orphans, leaks }).toEqual({
      class: wanted.class,
      answer: wanted.answer,
      orphans: 0,
      leaks: 0,
    });
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(wanted.calls);
  });

  it('has each of its faults in the document', () => {
    const text = readFileSync(join(root, 'docs/fault-farm.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `([a-z0-9-]+)`/gm)].map(([, id]) => id);
    expect(rows.slice(0, faults.length)).toEqual(faults.map(({ id }) => id));
  });
});
