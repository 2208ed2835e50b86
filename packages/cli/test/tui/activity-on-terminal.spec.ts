import { describe, expect, it } from '@jest/globals';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recentAuditRecords } from '@aim/core';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { normal, ready, start } from './support/dashboard-session.js';
import { event } from './support/sample-data.js';

describe('the activity view on a terminal', () => {
  it('shows what is recorded as it is recorded, and writes nothing when nothing is', async () => {
    const place = tempFolder();
    const file = join(place, '2026-11-20.jsonl');
    const line = (message: string) =>
      `${JSON.stringify(event('2026-11-20T08:00:00.000Z', { message }))}\n`;
    writeFileSync(file, line('one'));
    let readings = 0;
    const session = start(normal, {
      recentEvents: async () => {
        readings++;
        return { place, events: recentAuditRecords(place, { limit: 100 }) };
      },
    });
    await ready(session);
    const { screen } = session;
    screen.type('4');
    await screen.waitFor('[4 Activity 1]');
    const before = readings;
    screen.takeOutput();
    appendFileSync(file, line('two'));
    const lines = await screen.waitFor('[4 Activity 2]');
    expect(lines[3]).toContain('two');
    expect(lines[4]).toContain('one');
    expect(screen.takeOutput()).not.toContain('refreshing');
    // However the system tells of one record, it is read in one go, or two.
    expect(readings - before).toBeLessThanOrEqual(2);

    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(screen.takeOutput()).toBe('');
    expect(readings - before).toBeLessThanOrEqual(2);
  });
});
