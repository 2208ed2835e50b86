import { describe, expect, it } from '@jest/globals';
import type { Status } from '@aim/services';
import { never, normal, ready, start, type Session } from './support/dashboard-session.js';
import { sampleStatus, tool } from './support/sample-data.js';

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
    const broken = { ...sampleStatus, config: null } as unknown as Status;
    const session = start(normal, { status: async () => broken });
    await expect(session.exitCode).rejects.toThrow(TypeError);
    await restored(session);
  });

  it('goes on when one pane cannot be drawn, says so in its place, and keeps it in the log', async () => {
    const broken = { ...sampleStatus, tools: [{ ...tool('x'), name: null }] } as unknown as Status;
    let status = broken;
    const session = start(normal, { status: async () => status });
    const { screen } = session;
    await screen.waitFor('This cannot be drawn');
    await screen.waitFor('All 10 folders');
    await screen.waitFor('OPENAI_API_KEY');
    screen.type('7');
    await screen.waitFor(/✖ +\d\d:\d\d:\d\d /);
    status = sampleStatus;
    screen.type('1r');
    await screen.waitFor('Claude Code');
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
