import { describe, expect, it } from '@jest/globals';
import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { user, userConfig, type Entry } from './support/user.js';

const answer = (text: string): Entry => ({
  program: `echo '{"success":true,"message":"","content":"${text}"}'`,
});

const chain = (primaryTool: string, ...fallbacks: string[]) => ({
  registry: {
    tools: Object.fromEntries(
      ['a', 'b'].map((id) => [
        id,
        { adapterScript: `./${id}.sh`, capabilities: ['chat', 'poetry'], keys: [] },
      ]),
    ),
    capabilities: { chat: { primaryTool, fallbacks } },
  },
});

/** Somebody whose chats go to `a`, and to `b` after it; three jobs are in the log. */
async function afterThreeJobs() {
  const somebody = user({
    [userConfig]: JSON.stringify(chain('a', 'b')),
    'aim/config/a.sh': answer('a'),
    'aim/config/b.sh': answer('b'),
    'same.json': JSON.stringify(chain('a')),
    'new.json': JSON.stringify(chain('b', 'a')),
    'none.json': '{}',
  });
  const { aim } = somebody;
  for (const capability of ['chat', 'poetry', 'chat']) {
    await aim().invoke({ capability, payload: { prompt: 'the text of the prompt' } });
  }
  return somebody;
}

describe('a replay', () => {
  it('finds nothing to tell when the first choice stays', async () => {
    const { aim } = await afterThreeJobs();
    const nothing = { jobs: 3, changed: 0, skipped: 0, changes: [] };
    expect(await aim().replayRoutes()).toEqual(nothing);
    expect(await aim({ configFile: 'same.json' }).replayRoutes()).toEqual(nothing);
  });

  it('tells which jobs would go elsewhere by another configuration, newest first', async () => {
    const { aim, audit } = await afterThreeJobs();
    const replay = await aim({ configFile: 'new.json' }).replayRoutes();
    expect(replay).toMatchObject({ jobs: 3, changed: 2, skipped: 0 });
    expect(replay.changes).toEqual(
      [2, 0].map((n) => ({
        timestamp: audit()[n]?.['timestamp'],
        capability: 'chat',
        before: { chosen: 'a', chain: ['a', 'b'] },
        after: { chosen: 'b', chain: ['b', 'a'] },
        reason: expect.stringContaining('through'),
      })),
    );
    const poems = { capability: 'poetry' };
    expect(await aim({ configFile: 'new.json' }).replayRoutes(poems)).toMatchObject({ jobs: 1 });
    const later = { since: '2999-01-01T00:00:00.000Z' };
    expect(await aim({ configFile: 'new.json' }).replayRoutes(later)).toMatchObject({ jobs: 0 });
  });

  it('tells of a job that the other configuration has nobody for', async () => {
    const { aim } = await afterThreeJobs();
    const { changes } = await aim({ configFile: 'none.json' }).replayRoutes();
    expect(
      changes.map(({ capability, after, reason }) => [capability, after.chosen, reason]),
    ).toEqual([
      ['chat', 'ollama', 'it was nobody'],
      ['poetry', null, 'No capability poetry is known'],
      ['chat', 'ollama', 'it was nobody'],
    ]);
  });

  it('goes by what the machine held then, not by what it holds now', async () => {
    const { aim, home } = user({
      'bin/claude': { program: `cat >/dev/null; echo '{"result":"hello"}'` },
      [userConfig]: '{"registry":{"capabilities":{"chat":{"primaryTool":"claude"}}}}',
    });
    await aim().invoke({ capability: 'chat', payload: { prompt: 'x' } });
    rmSync(join(home, 'bin/claude'));
    expect((await aim().route({ capability: 'chat' })).chosen).toBeNull();
    expect(await aim().replayRoutes()).toMatchObject({ jobs: 1, changed: 0 });
  });

  it('passes over what it cannot plan again, and says how many', async () => {
    const { aim, home } = await afterThreeJobs();
    const folder = join(home, 'aim/data/audit');
    const [name = ''] = readdirSync(folder);
    const line = (details: object) =>
      `${JSON.stringify({ timestamp: '2026-01-01T00:00:00.000Z', event_type: 'tool_invoke', details })}\n`;
    const broken = { capability: 'chat', plan: { wishes: { permission: 'all' }, chain: [7] } };
    appendFileSync(join(folder, name), `${line({ capability: 'chat' })}not json\n${line(broken)}`);
    expect(await aim().replayRoutes()).toMatchObject({ jobs: 3, skipped: 2, changed: 0 });
  });

  it('reads the log of the user, whatever log the other configuration names', async () => {
    const { aim, home } = await afterThreeJobs();
    const elsewhere = { ...chain('b'), audit: { logPath: join(home, 'other.jsonl') } };
    writeFileSync(join(home, 'elsewhere.json'), JSON.stringify(elsewhere));
    const replay = await aim({ configFile: 'elsewhere.json' }).replayRoutes();
    expect(replay).toMatchObject({ jobs: 3, changed: 2 });
  });
});
