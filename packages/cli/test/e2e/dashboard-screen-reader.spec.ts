import { describe, expect, it } from '@jest/globals';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim } from '../support/aim.js';
import { aimOnTerminal, type PtySession } from '../support/pty.js';

/** The number of the choice that has these words, as the last menu reads it. */
function numberOf(session: PtySession, words: string): string {
  const menu = session.output().slice(session.output().lastIndexOf('\r\n\r\n'));
  const line = menu.split('\r\n').find((one) => one.includes(words));
  return /^(\d+)\. /.exec(line ?? '')?.[1] ?? `no choice has ${words} in ${menu}`;
}

describe('the dashboard for a screen reader', () => {
  it('does every step of a secret by numbers, and writes lines and nothing else', async () => {
    const home = tempFolder();
    const env = { AIM_SCREEN_READER: '1', AIM_SECRETS_BACKEND: 'file', TERM: 'dumb' };
    const session = aimOnTerminal([], { home, env, columns: 160, rows: 50 });
    let answered = 0;
    const asked = async () => {
      while (session.output().split('Choice:').length - 1 <= answered) {
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    };
    const choose = async (words: string) => {
      await asked();
      answered += 1;
      session.type(`${numberOf(session, words)}\r`);
    };
    await session.shows('for screen readers, on by AIM_SCREEN_READER');
    await choose('Go to Secrets');
    await choose('Store a new secret');
    await session.shows(/name:\s*$/);
    session.type('SPOKEN_KEY\r');
    await session.shows('value, which is not shown:');
    session.type('sk-spoken-1234567890\r');
    await session.shows(/about:\s*$/);
    session.type('\r');
    await session.shows('Stored SPOKEN_KEY in the sealed file vault');
    expect(session.output()).not.toContain('sk-spoken');

    await choose('Name: SPOKEN_KEY');
    await choose('Show the value');
    await session.shows('Type yes to print it:');
    session.type('yes\r');
    await session.shows('SPOKEN_KEY: sk-spoken-1234567890');
    await choose('Delete the secret');
    await session.shows('AIM cannot bring it back.');
    await session.shows(/enter alone cancels:\s*$/);
    session.type('yes\r');
    await session.shows('Nothing was done.');
    await choose('Delete the secret');
    await session.shows(/Nothing was done[\s\S]*enter alone cancels:\s*$/);
    session.type('SPOKEN_KEY\r');
    await session.shows('Deleted SPOKEN_KEY');
    expect((await aim(['secrets', 'get', 'SPOKEN_KEY'], { home })).code).toBe(1);

    await asked();
    const before = session.output();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(session.output()).toBe(before);
    // To the list, and to the menu.
    for (let level = 0; level < 2; level += 1) {
      await asked();
      answered += 1;
      session.type('0\r');
    }
    await choose('Quit');
    expect(await session.ended).toBe(0);
    expect(session.output()).not.toContain('\u001b');
  });
});
