import { describe, expect, it } from '@jest/globals';
import { normal, ready, start } from './support/dashboard-session.js';
import { sampleRoutes } from './support/sample-data.js';

describe('the routes view on a terminal', () => {
  it('plans when it is looked at for the first time, and again on r', async () => {
    const asked: string[] = [];
    const session = start(normal, {
      route: async ({ capability }) => {
        asked.push(capability);
        const plan = sampleRoutes.find((one) => one.capability === capability);
        return asked.length > 2
          ? { ...sampleRoutes[0]!, capability, chosen: 'goose', chain: ['goose'] }
          : plan!;
      },
    });
    await ready(session);
    const { screen } = session;
    expect(asked).toEqual([]);
    screen.type('5');
    await screen.waitFor(/code_review +codex +claude, goose/);
    screen.type('4');
    screen.type('5');
    await screen.waitFor('[5 Routes 2]');
    expect(asked).toEqual(['code_review', 'research']);
    screen.type('r');
    await screen.waitFor(/code_review +goose/);
  });
});
