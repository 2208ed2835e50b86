import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { isOnPath, itNeeds } from '../../../core/test/support/needs.js';
import { findProcesses, until } from '../../../core/test/support/processes.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { startXServer, type XServer } from '../../../core/test/support/x-server.js';
import { aim, aimJson } from '../support/aim.js';
import { aimOnTerminal } from '../support/pty.js';

const key = 'sk-test-1234567890abcdef';
const copy = ['secrets', 'get', 'OPENAI_API_KEY', '--clipboard'];
let x: XServer;
beforeAll(async () => {
  if (isOnPath('Xvfb')) x = await startXServer();
});
afterAll(() => x?.close());

async function homeWithKey(): Promise<string> {
  const home = tempFolder();
  await aim(['secrets', 'set', 'OPENAI_API_KEY', '--stdin'], { home, input: key });
  return home;
}

const clearing = () => findProcesses('clear-clipboard.mjs', `DISPLAY=${x.display}\0`);

async function endClearing(): Promise<void> {
  for (const { pid } of clearing()) process.kill(pid);
  await until(() => clearing().length === 0);
}

describe('aim secrets get --clipboard', () => {
  itNeeds(['Xvfb', 'xclip'], 'copies, says so on stderr and ends at once', async () => {
    const home = await homeWithKey();
    const { code, stdout, stderr } = await aim(copy, { home, env: { DISPLAY: x.display } });
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('Copied OPENAI_API_KEY; the clipboard is cleared in 30 s\n');
    expect(stderr).not.toContain(key);
    expect(x.clipboard()).toBe(key);
    // It waits, and is no child of ours that would be waited for.
    expect(clearing()).toHaveLength(1);
    expect(clearing()[0]?.environ).not.toContain(key);
    await endClearing();
  });

  itNeeds(['Xvfb', 'xclip'], 'outlives the terminal that it was called in', async () => {
    const session = aimOnTerminal(copy, {
      home: await homeWithKey(),
      env: { DISPLAY: x.display },
    });
    // The end of the session's leader takes the terminal away, and signals what is left in it.
    expect(await session.ended).toBe(0);
    expect(clearing()).toHaveLength(1);
    expect(x.clipboard()).toBe(key);
    await endClearing();
  });

  itNeeds(['Xvfb', 'xclip'], 'has no value in its JSON', async () => {
    const home = await homeWithKey();
    const envelope = await aimJson(copy, { home, env: { DISPLAY: x.display } });
    expect(envelope.data).toEqual({
      name: 'OPENAI_API_KEY',
      program: 'xclip',
      clearAfterMs: 30_000,
      sensitive: false,
    });
    await endClearing();
  });

  it('needs a clipboard', async () => {
    const home = await homeWithKey();
    const { code, stderr } = await aim(copy, { home });
    expect(code).toBe(10);
    expect(stderr).toContain('There is no clipboard to copy to');
    expect(existsSync(`${home}/.local/state/aim/clipboard-latest`)).toBe(false);
  });

  it('does not print at the same time', async () => {
    expect((await aim([...copy, '--show'])).code).toBe(2);
  });
});
