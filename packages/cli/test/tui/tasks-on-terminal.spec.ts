import { describe, expect, it } from '@jest/globals';
import { AimError } from '@aim/core';
import type { InvokeRequest, InvokeResult, PlannedAdoption } from '@aim/services';
import { normal, ready, start, type Session } from './support/dashboard-session.js';
import { sampleRoutes } from './support/sample-data.js';

const answer: InvokeResult = {
  contract: 'AIM_PLUS_V1',
  success: true,
  message: 'ok',
  content: 'forty-two',
  tool: 'claude',
  capability: 'chat',
  status: 'ok',
  route: sampleRoutes[0]!,
  attempts: [],
  error: null,
  warnings: [],
  usage: null,
  auditId: null,
  durationMs: 3,
};

async function asking(session: Session, prompt: string): Promise<Session['screen']> {
  await ready(session);
  const { screen } = session;
  screen.type('i');
  await screen.waitFor('A job for claude: chat');
  await screen.waitFor('$ aim invoke chat --tool claude PROMPT');
  screen.type(`${prompt}\r\r`);
  await screen.waitFor('[6 Tasks 1]');
  return screen;
}

describe('a job in the dashboard', () => {
  it('tells its attempts as they come, then the answer', async () => {
    const asked: InvokeRequest[] = [];
    let end = (): void => undefined;
    const session = start(normal, {
      invoke: async (request) => {
        asked.push(request);
        request.onEvent?.({ type: 'attempt_started', n: 1, tool: 'claude' });
        await new Promise<void>((resolve) => (end = resolve));
        return { result: answer, failure: undefined };
      },
    });
    const screen = await asking(session, 'what is it');
    await screen.waitFor(/● +chat: what is it +running +asking claude …/);
    await screen.waitFor('AIM 0.1.0 (1 running)');
    expect(asked[0]).toMatchObject({
      capability: 'chat',
      tool: 'claude',
      payload: { prompt: 'what is it' },
      permission: 'read-only',
    });
    end();
    await screen.waitFor('chat: what is it: done');
    screen.type('\r');
    await screen.waitFor('forty-two');
    screen.type('q7');
    await screen.waitFor(/✔ +\d\d:\d\d:\d\d +chat: what is it: done/);
  });

  it('is ended by X, and says so', async () => {
    const session = start(normal, {
      invoke: (request) =>
        new Promise((resolve) =>
          request.signal?.addEventListener('abort', () =>
            resolve({
              result: { ...answer, success: false, status: 'cancelled' },
              failure: new AimError('invoke.cancelled', 'cancelled by you'),
            }),
          ),
        ),
    });
    const screen = await asking(session, 'wait');
    screen.type('X');
    await screen.waitFor(/- +chat: wait +cancelled/);
    screen.type('X');
    await screen.waitFor('End the chosen task: it is over');
  });

  it('is asked about before q ends it, and ended by ctrl+c', async () => {
    let signal: AbortSignal | undefined;
    let kill: AbortSignal | undefined;
    const session = start(normal, {
      invoke: (request) => {
        ({ signal, kill } = request);
        return new Promise(() => undefined);
      },
    });
    const screen = await asking(session, 'wait');
    screen.type('q');
    await screen.waitFor('Quit, and end what is running?');
    screen.type('n');
    await screen.waitFor('[6 Tasks 1]');
    expect(signal?.aborted).toBe(false);
    screen.type('\u0003');
    await expect(session.exitCode).resolves.toBe(130);
    expect([signal?.aborted, kill?.aborted]).toEqual([true, true]);
  });

  it('is not begun without a prompt, or with a permission that there is not', async () => {
    const session = start(normal);
    await ready(session);
    const { screen } = session;
    screen.type('i\r\r');
    await screen.waitFor('The prompt is missing');
    screen.type('\u001b[Ahello\t\u0015all\r');
    await screen.waitFor('What it may: read-only, workspace-write, full');
  });
});

describe('asking about every key', () => {
  it('says how far it is, and stops where it is told to', async () => {
    const ends: (() => void)[] = [];
    const session = start(normal, {
      checkSecrets: async (request) => {
        const name = request?.names?.[0];
        await new Promise<void>((resolve) => ends.push(resolve));
        return [
          {
            name,
            provider: 'openai',
            kind: null,
            findings: [],
            online: null,
            error: null,
          },
        ] as never;
      },
    });
    await ready(session);
    const { screen } = session;
    screen.type('2C');
    await screen.waitFor('▁▁▁▁▁▁▁▁▁▁ 0 of 2 OPENAI_API');
    ends.shift()?.();
    await screen.waitFor('█████▁▁▁▁▁ 1 of 2 GITHUB_TO');
    ends.shift()?.();
    await screen.waitFor(/✔ +Ask the providers about every key +done +█+ 2 of 2/);
    screen.type('2C');
    await screen.waitFor('0 of 2');
    screen.type('X');
    await screen.waitFor('cancelling');
    ends.shift()?.();
    await screen.waitFor('[6 Tasks 2]');
    await screen.waitFor(/- +Ask the providers about every key +cancelled/);
    screen.type('\r');
    await screen.waitFor('1 key not asked about');
  });
});

describe('keys in plaintext', () => {
  it('are moved when their plan was looked at and answered', async () => {
    let applied = 0;
    const planned = {
      sweep: {
        findings: [],
        unreadable: [],
        summary: { searched: 3, files: 1, hits: 1, knownValues: true },
      },
      plan: {
        steps: [
          {
            file: '/home/ada/.env',
            line: 2,
            column: 5,
            variable: 'OPENAI_API_KEY',
            secret: 'OPENAI_API_KEY',
            action: 'add',
            reference: 'aim://OPENAI_API_KEY',
            offset: 0,
            length: 9,
          },
        ],
        byHand: [],
        leftovers: [],
      },
      apply: async () => {
        applied += 1;
        return {
          id: 4,
          files: [{ file: '/home/ada/.env', secrets: ['OPENAI_API_KEY'] }],
          failed: [],
        };
      },
    } as PlannedAdoption;
    const session = start(normal, { planAdoption: async () => planned });
    await ready(session);
    const { screen } = session;
    screen.type('2p');
    await screen.waitFor('Look for keys in plaintext: the plan is ready');
    // A key that was on its way when the plan came answers nothing.
    screen.type('y');
    screen.type('a');
    await screen.waitFor('2:5 OPENAI_API_KEY goes into the vault: aim://OPENAI_API_KEY');
    await screen.waitFor('$ aim secrets sweep --adopt');
    await screen.waitFor('› [ Cancel ]');
    expect(applied).toBe(0);
    screen.type('y');
    await screen.waitFor('Move keys into the vault: done');
    screen.type('\r');
    await screen.waitFor('aim secrets sweep --undo 4 takes it back');
    expect(applied).toBe(1);
  });
});
