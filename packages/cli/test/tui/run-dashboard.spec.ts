import './support/drawing-environment.js';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Aim, HealthReport, Status } from '@aim/services';
import { EventEmitter } from 'node:events';
import type { Size } from '../../src/tui/layout/rect.js';
import { runDashboard } from '../../src/tui/run-dashboard.js';
import { sampleHealth, sampleKeychain, sampleStatus, tool } from './support/sample-data.js';
import { xtermScreen, type XtermScreen } from './support/xterm-screen.js';

interface Session {
  screen: XtermScreen;
  events: EventEmitter;
  exitCode: Promise<number>;
}

const sessions: Session[] = [];

function start(size: Size, parts: Partial<Aim> = {}, env: Record<string, string> = {}): Session {
  const screen = xtermScreen(size);
  const events = new EventEmitter();
  const aim = {
    status: async () => sampleStatus,
    health: async () => sampleHealth,
    probeKeychain: async () => sampleKeychain,
    ...parts,
  } as Aim;
  const exitCode = runDashboard({
    createAim: () => aim,
    home: '/home/ada',
    env,
    version: '0.1.0',
    noColour: false,
    stdin: screen.stdin,
    stdout: screen.stdout,
    events,
    hangUp: () => void events.emit('hung up'),
  });
  const session = { screen, events, exitCode };
  sessions.push(session);
  return session;
}

/** Everything was read and shown: the check's message and the marks that follow it. */
async function ready({ screen }: Session): Promise<string[]> {
  await screen.waitFor('All 10 folders');
  await screen.waitFor(/keychain: unavailable/);
  return screen.waitFor(/^(?!.*(reading|refreshing) …)/s);
}

afterEach(async () => {
  for (const { screen } of sessions.splice(0)) screen.type('\u0003');
});

const never = () => new Promise<never>(() => undefined);
const normal = { columns: 80, rows: 24 };

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
    const session = start(normal, {}, { NO_COLOR: '1' });
    await ready(session);
    // Every code is one of place, mode or erasure, but the reset at the end: none gives a look.
    expect(session.screen.takeOutput()).not.toMatch(/\u001b\[\d[\d;]*m/);
  });
});

describe('the end of the dashboard', () => {
  const restored = async ({ screen }: Session) => {
    const output = screen.takeOutput();
    expect(await screen.isAlternate()).toBe(false);
    expect(screen.isRaw()).toBe(false);
    expect(output.lastIndexOf('\u001b[?25h')).toBeGreaterThan(output.lastIndexOf('\u001b[?25l'));
    expect(screen.stdin.listenerCount('data')).toBe(0);
    expect(screen.stdout.listenerCount('resize')).toBe(0);
  };

  it('gives the terminal back on q', async () => {
    const session = start(normal);
    await ready(session);
    expect(await session.screen.isAlternate()).toBe(true);
    expect(session.screen.isRaw()).toBe(true);
    session.screen.type('q');
    await expect(session.exitCode).resolves.toBe(0);
    await restored(session);
    expect(session.events.eventNames()).toEqual([]);
  });

  it('quits on the size card too', async () => {
    const session = start({ columns: 40, rows: 10 });
    await session.screen.waitFor('Terminal is 40×10; AIM needs 60×15');
    session.screen.type('q');
    await expect(session.exitCode).resolves.toBe(0);
    await restored(session);
  });

  it('quits with 130 on ctrl+c, also over the help and while it reads', async () => {
    const session = start(normal, { status: never, health: never, probeKeychain: never });
    session.screen.type('?');
    await session.screen.waitFor('Show every key');
    session.screen.type('\u0003jjq');
    await expect(session.exitCode).resolves.toBe(130);
    await restored(session);
  });

  it('gives the terminal back when it is told to stop', async () => {
    for (const [signal, code] of [
      ['SIGTERM', 143],
      ['SIGHUP', 129],
      ['SIGINT', 130],
    ] as const) {
      const session = start(normal);
      session.events.emit(signal);
      await expect(session.exitCode).resolves.toBe(code);
      await restored(session);
    }
  });

  it('ends when the terminal is gone', async () => {
    const session = start(normal);
    let isHungUp = false;
    session.events.on('hung up', () => (isHungUp = true));
    session.screen.stdin.emit('end');
    await expect(session.exitCode).resolves.toBe(129);
    expect(isHungUp).toBe(true);
  });

  it('gives the terminal back when something fails that nobody awaited', async () => {
    for (const event of ['unhandledRejection', 'uncaughtException']) {
      const session = start(normal);
      session.events.emit(event, new Error('stray'));
      await expect(session.exitCode).rejects.toThrow('stray');
      await restored(session);
    }
  });

  it('gives the terminal back when a frame cannot be drawn', async () => {
    const broken = { ...sampleStatus, tools: [{ ...tool('x'), name: null }] } as unknown as Status;
    const session = start(normal, { status: async () => broken });
    await expect(session.exitCode).rejects.toThrow(TypeError);
    await restored(session);
  });

  it('gives the terminal back when the process goes without asking', async () => {
    const session = start(normal);
    session.events.emit('exit');
    await restored(session);
  });

  it('writes nothing after its end, whatever is still answered', async () => {
    let tell = (_status: Status): void => undefined;
    const session = start(normal, { status: () => new Promise((resolve) => (tell = resolve)) });
    session.screen.type('q');
    await session.exitCode;
    session.screen.takeOutput();
    tell(sampleStatus);
    await new Promise((resolve) => setImmediate(resolve));
    expect(session.screen.takeOutput()).toBe('');
  });
});
