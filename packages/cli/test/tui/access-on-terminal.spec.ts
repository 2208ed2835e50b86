import { describe, expect, it } from '@jest/globals';
import { normal, ready, start } from './support/dashboard-session.js';

describe('access on a terminal', () => {
  it('writes ASCII and nothing else where UTF-8 is not', async () => {
    const session = start(normal, {}, { env: { LANG: 'C' } });
    const { screen } = session;
    await screen.waitFor('All 10 folders');
    screen.type('?');
    await screen.waitFor('Show every key');
    expect(screen.takeOutput()).toMatch(/^[\u001b\n -~]*$/);
  });

  it('makes nothing dim with AIM_CONTRAST=high', async () => {
    const session = start(normal, {}, { env: { AIM_CONTRAST: 'high' } });
    await ready(session);
    expect(session.screen.takeOutput()).not.toContain('\u001b[2m');
  });

  it('moves nothing while it waits: reduced motion is the only motion', async () => {
    const never = () => new Promise<never>(() => undefined);
    const { screen } = start(normal, { status: never, health: never, probeKeychain: never });
    await screen.waitFor('reading …');
    await new Promise((resolve) => setTimeout(resolve, 100));
    screen.takeOutput();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(screen.takeOutput()).toBe('');
  });
});
