import { describe, expect, it } from '@jest/globals';
import { normal, ready, start } from './support/dashboard-session.js';

describe('the keys of the configuration on a terminal', () => {
  it('are obeyed and shown', async () => {
    const keys = { 'focus-secrets': ['S'] };
    const session = start(normal, { dashboardKeys: async () => ({ keys, places: {} }) });
    await ready(session);
    const { screen } = session;
    await screen.waitFor('S Secrets 2');
    screen.type('S');
    await screen.waitFor('┏ S Secrets 2');
  });

  it('are refused with the place of what is wrong; those of the table stay', async () => {
    const file = '/home/ada/.config/aim/aim_config.json';
    const session = start(normal, {
      dashboardKeys: async () => ({
        keys: { 'delete-secret': ['y'] },
        places: { 'delete-secret': { file, line: 4, column: 24 } },
      }),
    });
    const { screen } = session;
    const lines = await screen.waitFor('aim_config.json:4:24');
    expect(lines.join(' ').replaceAll(/[\s┃]+/g, ' ')).toContain(
      'dashboard.keys.delete-secret: "y" means copy-secret as well, in Secrets',
    );
    screen.type('q2D');
    await screen.waitFor('Delete OPENAI_API_KEY?');
  });
});
