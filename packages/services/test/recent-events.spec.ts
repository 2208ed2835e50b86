import { describe, expect, it } from '@jest/globals';
import { user, userConfig } from './support/user.js';

describe('recent events', () => {
  it('are answered newest first, with the place of the log', async () => {
    const { aim, home } = user();
    await aim().setSecret({ name: 'FIRST', value: 'sk-recent-1234567890' });
    await aim().setSecret({ name: 'SECOND', value: 'sk-recent-0987654321' });
    const { place, events } = await aim().recentEvents();
    expect(place).toBe(`${home}/aim/data/audit`);
    expect(events.map(({ message }) => message)).toEqual([
      'secret stored: SECOND',
      'secret stored: FIRST',
    ]);
    expect((await aim().recentEvents(1)).events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain('sk-recent');
  });

  it('are those of the one file that the configuration names, wherever it lies', async () => {
    for (const logPath of ['audit-own.jsonl', 'audit/own.log']) {
      const config = JSON.stringify({ version: '1.0.0', audit: { logPath } });
      const { aim, home } = user({ [userConfig]: config });
      await aim().setSecret({ name: 'FIRST', value: 'sk-recent-1234567890' });
      const { place, events } = await aim().recentEvents();
      expect(place).toBe(`${home}/aim/data/${logPath}`);
      expect(events.map(({ message }) => message)).toEqual(['secret stored: FIRST']);
      expect((await aim().status()).lastEvent?.message).toBe('secret stored: FIRST');
    }
  });

  it('are none, with no place, where the audit is switched off', async () => {
    const { aim } = user({ [userConfig]: '{ "version": "1.0.0", "audit": { "enabled": false } }' });
    expect(await aim().recentEvents()).toEqual({ place: null, events: [] });
  });
});
