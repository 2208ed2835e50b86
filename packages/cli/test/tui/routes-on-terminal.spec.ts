import { describe, expect, it } from '@jest/globals';
import { normal, ready, start } from './support/dashboard-session.js';
import { sampleRoutes } from './support/sample-data.js';

describe('the routes view on a terminal', () => {
  it('plans when it is looked at for the first time, and again on r', async () => {
    let asked = 0;
    const session = start(normal, {
      listRoutes: async () => {
        asked += 1;
        const later = { chosen: 'goose', chain: ['goose'] };
        return sampleRoutes.map((plan) => (asked === 1 ? plan : { ...plan, ...later }));
      },
    });
    await ready(session);
    const { screen } = session;
    expect(asked).toBe(0);
    screen.type('5');
    await screen.waitFor(/code_review +codex +claude, goose/);
    screen.type('4');
    screen.type('5');
    await screen.waitFor('[5 Routes 2]');
    expect(asked).toBe(1);
    screen.type('r');
    await screen.waitFor(/code_review +goose/);
  });
});
