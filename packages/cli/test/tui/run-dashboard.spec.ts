import { describe, expect, it } from '@jest/globals';
import type { HealthReport, Status } from '@aim/services';
import { never, normal, ready, start } from './support/dashboard-session.js';
import { sampleHealth, sampleStatus, tool } from './support/sample-data.js';

describe('runDashboard on a terminal', () => {
  it('shows the frame before anything was read, then fills it pane by pane', async () => {
    let tellStatus = (_status: Status): void => undefined;
    let tellHealth = (_health: HealthReport): void => undefined;
    const { screen } = start(normal, {
      status: () => new Promise((resolve) => (tellStatus = resolve)),
      health: () => new Promise((resolve) => (tellHealth = resolve)),
      probeKeychain: never,
    });
    const first = await screen.lines();
    expect(first[0]).toContain('AIM 0.1.0');
    expect(first.join('\n').match(/reading …/g)?.length).toBeGreaterThanOrEqual(3);

    tellStatus(sampleStatus);
    const second = (await screen.waitFor('Claude Code')).join('\n');
    expect(second).toContain('OPENAI_API_KEY');
    expect(second).toContain('keychain: asking …');
    expect(second).toContain('reading …');

    tellHealth(sampleHealth);
    await screen.waitFor('Codex CLI is installed 2 times');
  });

  it('shows what an earlier one left in its first frame, says how old it is, then what is so', async () => {
    let tellStatus = (_status: Status): void => undefined;
    const status = () => new Promise<Status>((resolve) => (tellStatus = resolve));
    const { screen } = start(
      normal,
      { status, health: never, probeKeychain: never },
      { snapshot: { takenAt: '2026-11-24T18:00:00.000Z', status: sampleStatus } },
    );
    const first = (await screen.lines()).join('\n');
    expect(first).toContain('Claude Code');
    expect(first).toContain('OPENAI_API_KEY');
    expect(first).toContain('as of 2026-11-24T18:00:00.000Z');
    expect(first).toContain('refreshing …');

    tellStatus({ ...sampleStatus, tools: [tool('goose')] });
    const second = (await screen.waitFor('goose')).join('\n');
    expect(second).not.toContain('Claude Code');
    expect(second).not.toContain('as of');
  });

  it('has exactly one header and one footer at every size, and never clears the scrollback', async () => {
    const session = start({ columns: 120, rows: 40 });
    await ready(session);
    const { screen } = session;
    const sizes: [number, number][] = [
      [100, 40],
      [100, 20],
      [60, 15],
      [52, 12],
      [80, 24],
      [200, 60],
      [61, 59],
      [80, 24],
    ];
    for (const [columns, rows] of sizes) {
      screen.resize({ columns, rows });
      const lines = await screen.lines();
      const isCard = columns < 60 || rows < 15;
      const count = (text: string) => lines.filter((line) => line.includes(text)).length;
      expect({ columns, rows, headers: count('AIM 0.1.0'), footers: count('? help') }).toEqual({
        columns,
        rows,
        headers: isCard ? 0 : 1,
        footers: isCard ? 0 : 1,
      });
      expect(count('Terminal is')).toBe(isCard ? 1 : 0);
      expect(lines.at(-1)).toBe('');
      if (!isCard) {
        expect(lines[0]).toContain('AIM 0.1.0');
        expect(lines.at(-2)).toContain('? help');
      }
    }
    expect(screen.takeOutput()).not.toContain('\u001b[3J');
  });

  it('writes only what changed, and nothing while nothing happens', async () => {
    const session = start(normal);
    await ready(session);
    const { screen } = session;
    screen.takeOutput();

    screen.type('j');
    await screen.waitFor(/›. +Codex CLI/);
    screen.type('\t');
    await screen.waitFor(/┃›OPENAI_API_KEY/);
    const output = screen.takeOutput();
    expect(output).not.toContain('\u001b[2J');
    // The borders of two panes, and no line of the title, the event or the footer.
    expect(output).not.toContain('AIM 0.1.0');
    expect(output).not.toContain('last event');

    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(screen.takeOutput()).toBe('');
  });

  it('takes a burst of keys as single keys and draws once', async () => {
    const session = start(normal);
    await ready(session);
    const { screen } = session;
    screen.takeOutput();
    screen.type('jj');
    await screen.waitFor(/›. +Aider/);
    expect(screen.takeOutput().split('\u001b[?2026h')).toHaveLength(2);
  });

  it('opens the help with ? and F1, and closes it with esc and q without quitting', async () => {
    const session = start(normal);
    await ready(session);
    const { screen } = session;
    for (const [open, close] of [
      ['?', 'q'],
      ['\u001bOP', '\u001b'],
    ] as const) {
      screen.type(open);
      await screen.waitFor('Show every key');
      screen.type(close);
      await screen.waitFor('Claude Code');
    }
  });

  it('shows the whole row with enter where there is no room beside the lists', async () => {
    const session = start({ columns: 60, rows: 15 });
    const { screen } = session;
    await screen.waitFor('Claude Code');
    screen.type('3');
    await screen.waitFor('Codex CLI is installed');
    screen.type('\r');
    await screen.waitFor(/try +which -a codex/);
    screen.type('\u001b');
    await screen.waitFor('[3 Health 2]');
  });

  it('reads again on r, and keeps the selection on its row', async () => {
    let tools = sampleStatus.tools;
    const session = start(normal, { status: async () => ({ ...sampleStatus, tools }) });
    await ready(session);
    const { screen } = session;
    screen.type('j');
    await screen.waitFor(/›. +Codex CLI/);
    tools = [tool('new', { name: 'Newcomer' }), ...tools];
    screen.type('r');
    await screen.waitFor('Newcomer');
    await screen.waitFor(/›. +Codex CLI/);
  });

  it('says what failed where it failed', async () => {
    const { screen } = start(normal, {
      status: async () => Promise.reject(new Error('no such luck')),
    });
    const lines = (await screen.waitFor('All 10 folders')).join('\n');
    expect(lines.match(/✖ no such luck/g)).toHaveLength(2);
  });

  it('shows no colour under NO_COLOR, and every state all the same', async () => {
    const session = start(normal, {}, { env: { NO_COLOR: '1' } });
    await ready(session);
    // Every code is one of place, mode or erasure, but the reset at the end: none gives a look.
    expect(session.screen.takeOutput()).not.toMatch(/\u001b\[\d[\d;]*m/);
  });
});
