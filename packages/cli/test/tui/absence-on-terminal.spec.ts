import { describe, expect, it } from '@jest/globals';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { normal, ready, start } from './support/dashboard-session.js';

const paths = { config: '', data: '', state: '', cache: '', inUse: [] };

describe('the dashboard that is away', () => {
  it('gives the terminal back with ctrl+z, and takes it again when it goes on', async () => {
    let stops = 0;
    const session = start(normal, {}, { sendStop: () => void stops++ });
    await ready(session);
    const { screen, events } = session;
    screen.type('\u001a');
    expect(stops).toBe(1);
    expect(await screen.isAlternate()).toBe(false);
    expect(screen.isRaw()).toBe(false);
    events.emit('SIGCONT');
    expect(await screen.isAlternate()).toBe(true);
    expect(screen.isRaw()).toBe(true);
    await screen.waitFor('Claude Code');
    screen.type('2');
    await screen.waitFor('┏ 2 Secrets');
  });

  it('comes back by itself where nothing can stop it', async () => {
    const session = start(normal, {}, { sendStop: () => undefined });
    await ready(session);
    session.screen.type('\u001a');
    await session.screen.waitFor('Claude Code');
    expect(await session.screen.isAlternate()).toBe(true);
  });

  it('draws anew, in the size of now, when somebody else had stopped it', async () => {
    const session = start(normal);
    await ready(session);
    const { screen, events } = session;
    screen.takeOutput();
    events.emit('SIGCONT');
    await screen.waitFor('Claude Code');
    expect(screen.takeOutput()).toContain('\u001b[?1049h');
  });

  it('lends the terminal to an editor and reads everything again', async () => {
    const folder = tempFolder();
    const config = join(folder, 'aim_config.json');
    const editor = join(folder, 'editor');
    const seen = join(folder, 'seen');
    writeFileSync(editor, `#!/bin/sh\necho "$@" "$AIM_HOME" > ${seen}\necho edited > "$2"\n`);
    chmodSync(editor, 0o755);
    let readings = 0;
    const session = start(
      normal,
      {
        configPaths: async () => ({ ...paths, userConfig: config }),
        health: async () => {
          readings++;
          return (await import('./support/sample-data.js')).sampleHealth;
        },
      },
      { env: { EDITOR: `${editor} --wait`, AIM_HOME: '/home/ada/aim', PATH: '/usr/bin:/bin' } },
    );
    await ready(session);
    const before = readings;
    session.screen.type('e');
    while (readings === before) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(readFileSync(seen, 'utf8')).toBe(`--wait ${config} \n`);
    expect(readFileSync(config, 'utf8')).toBe('edited\n');
    await session.screen.waitFor('Claude Code');
    expect(await session.screen.isAlternate()).toBe(true);
  });

  it('says that there is no editor', async () => {
    const userConfig = '/home/ada/.config/aim/aim_config.json';
    const session = start(normal, { configPaths: async () => ({ ...paths, userConfig }) });
    await ready(session);
    session.screen.type('e');
    await session.screen.waitFor('Neither VISUAL nor EDITOR is set');
    await session.screen.waitFor(`try: The file is ${userConfig}`);
  });
});
