import { describe, expect, it } from '@jest/globals';
import { AimError } from '@aim/core';
import type { SetSecretRequest } from '../../../services/src/secrets.js';
import { normal, ready, start, type Session } from './support/dashboard-session.js';
import { sampleHealth, secret } from './support/sample-data.js';

const value = 'sk-never-on-a-screen-123\nof two lines';
const paste = (text: string) => `\u001b[200~${text}\u001b[201~`;

async function inSecrets(session: Session): Promise<Session['screen']> {
  await ready(session);
  session.screen.type('2');
  await session.screen.waitFor('┏ 2 Secrets');
  return session.screen;
}

describe('secrets on a terminal', () => {
  it('are stored from a form that never shows the value, typed or pasted', async () => {
    const stored: SetSecretRequest[] = [];
    const session = start(normal, {
      setSecret: async (request) => {
        stored.push(request);
        const { name } = request;
        return {
          secret: secret(name),
          created: true,
          backend: 'file',
          protection: 'key-file',
          chosenBy: 'explicit',
        };
      },
    });
    const screen = await inSecrets(session);
    screen.type('a');
    await screen.waitFor('Store a secret');
    screen.type('NEW_KEY\r');
    screen.type(paste(`${value}\r\n`));
    await screen.waitFor(`${value.length} characters, not shown`);
    screen.type('\rfor work\r');
    await screen.waitFor('Stored NEW_KEY in the sealed file vault');
    expect(stored).toEqual([{ name: 'NEW_KEY', value, description: 'for work' }]);
    expect(screen.takeOutput()).not.toContain('sk-never');
  });

  it('asks for what is missing, and keeps what was typed when storing fails', async () => {
    const session = start(normal, {
      setSecret: async () => {
        throw new AimError('secret.invalid_name', 'A name like that cannot be', { hint: 'A_NAME' });
      },
    });
    const screen = await inSecrets(session);
    screen.type('a1X\r\r\r');
    await screen.waitFor('The value is missing');
    screen.type('\u001b[Azyzzyva\t\r');
    await screen.waitFor('try: A_NAME');
    screen.type('q');
    await screen.waitFor('7 characters, not shown');
    screen.type('\u001b');
    await screen.waitFor('┏ 2 Secrets');
    expect(screen.takeOutput()).not.toContain('zyzz');
  });

  it('are shown on request for a time, and hidden by any key', async () => {
    const session = start(normal, { getSecret: async () => value }, { revealMs: 150 });
    const screen = await inSecrets(session);
    screen.type('v');
    await screen.waitFor('sk-never-on-a-screen-123 of two lines');
    await screen.waitFor(/^(?!.*sk-never)/s);
    screen.type('v');
    await screen.waitFor('sk-never');
    screen.type('k');
    await screen.waitFor(/^(?!.*sk-never)/s);
  });

  it('are not shown to whom AIM refuses them', async () => {
    const session = start(normal, {
      getSecret: async () => {
        throw new AimError('secret.agent_refused', 'not shown: an AI agent asked');
      },
    });
    const screen = await inSecrets(session);
    screen.type('v');
    await screen.waitFor('✖ not shown: an AI agent asked');
  });

  it('are copied without being shown, and the notice says when the clipboard is cleared', async () => {
    const session = start(normal, {
      copySecret: async (name) => ({
        name,
        program: 'xclip',
        clearAfterMs: 30_000,
        sensitive: true,
      }),
    });
    const screen = await inSecrets(session);
    screen.type('y');
    await screen.waitFor('Copied OPENAI_API_KEY; the clipboard is cleared in 30 s');
  });

  it('are deleted only when their name was typed; enter alone cancels', async () => {
    const deleted: string[] = [];
    const session = start(normal, { deleteSecret: async (name) => void deleted.push(name) });
    const screen = await inSecrets(session);
    screen.type('D');
    await screen.waitFor('› [ Cancel ]');
    await screen.waitFor('AIM cannot bring it back.');
    screen.type('\r');
    await screen.waitFor('┏ 2 Secrets');
    screen.type('D');
    await screen.waitFor('› [ Cancel ]');
    screen.type('OPENAI_API_KEX\u007fY');
    await screen.waitFor('› [ Delete ]');
    expect(deleted).toEqual([]);
    screen.type('\r');
    await screen.waitFor('Deleted OPENAI_API_KEY');
    expect(deleted).toEqual(['OPENAI_API_KEY']);
  });

  it('cannot be changed where AIM_READ_ONLY is set', async () => {
    const session = start(normal, {}, { env: { AIM_READ_ONLY: '1' } });
    const screen = await inSecrets(session);
    await screen.waitFor('AIM 0.1.0 (read-only)');
    for (const key of ['D', 'a', 'e']) {
      screen.type(key);
      await screen.waitFor('AIM_READ_ONLY is set');
      screen.type('k');
      await screen.waitFor('last event');
    }
  });

  it('take no paste where no text is typed', async () => {
    const session = start(normal);
    const screen = await inSecrets(session);
    screen.type(paste('Dq\u0003'));
    await screen.waitFor('Nothing here takes a paste');
  });
});

describe('health on a terminal', () => {
  it('shows the plan, asks, mends, and says what was done', async () => {
    const repair = { kind: 'chmod', path: '/x', mode: 0o600 } as const;
    const [check] = sampleHealth.checks;
    const health = {
      ...sampleHealth,
      checks: [...sampleHealth.checks, { ...check!, id: 'modes', repair }],
    };
    const session = start(normal, {
      health: async () => health,
      planRepairs: async () => [{ repair, plan: 'Take access to /x away' }],
      repairHealth: async () => [{ plan: 'Take access to /x away', isDone: true, error: null }],
    });
    await ready(session);
    const { screen } = session;
    screen.type('3f');
    await screen.waitFor('Take access to /x away');
    await screen.waitFor('› [ Cancel ]');
    screen.type('\t');
    await screen.waitFor('› [ Mend ]');
    screen.type('\r');
    await screen.waitFor('✔ Take access to /x away');
    screen.type('q');
    await screen.waitFor('┏ 3 Health');
  });
});
