import { describe, expect, it } from '@jest/globals';
import { normal, ready, start } from './support/dashboard-session.js';

describe('menus and filters on a terminal', () => {
  it('does what the palette was asked for', async () => {
    const session = start(normal);
    await ready(session);
    const { screen } = session;
    screen.type(':');
    await screen.waitFor('Actions: _');
    screen.type('heal');
    await screen.waitFor('Actions: heal_');
    screen.type('\r');
    await screen.waitFor('┏ 3 Health');
  });

  it('takes a burst of keys for a filter and what follows it in one frame', async () => {
    const session = start(normal);
    await ready(session);
    const { screen } = session;
    screen.takeOutput();
    screen.type('/code\rjj');
    await screen.waitFor('1 Tools 2 of 3 /code ');
    await screen.waitFor(/›. +Codex CLI/);
    expect(screen.takeOutput().split('\u001b[?2026h')).toHaveLength(2);
  });

  it('says why a key does nothing, until the next key', async () => {
    const session = start(normal);
    await ready(session);
    const { screen } = session;
    screen.type('n');
    await screen.waitFor('no filter is set; / sets one');
    screen.type('j');
    await screen.waitFor('last event');
  });
});
