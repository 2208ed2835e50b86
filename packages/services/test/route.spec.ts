import { describe, expect, it } from '@jest/globals';
import { user, userConfig, type Entry } from './support/user.js';

const installed: Record<string, Entry> = {
  'bin/claude': { program: '' },
  'bin/codex': { program: '' },
  'bin/aider': { program: '' },
  [userConfig]: JSON.stringify({
    registry: {
      capabilities: {
        chat: { primaryTool: 'claude', fallbacks: ['codex', 'ollama'] },
        refactoring: { primaryTool: 'claude', fallbacks: ['aider'] },
      },
    },
  }),
};

async function withKeys(...names: string[]) {
  const somebody = user(installed);
  for (const name of names) {
    await somebody.aim().setSecret({ name, value: 'sk-live-0123456789abcdef' });
  }
  const whatIf = async (...conditions: string[]) =>
    (await somebody.aim().route({ capability: 'chat', whatIf: conditions })).whatIf;
  return { ...somebody, whatIf };
}

describe('what if', () => {
  it('a tool is down: the next one takes over, and both plans are there', async () => {
    const { aim } = await withKeys();
    const route = await aim().route({ capability: 'chat', whatIf: ['claude=down'] });
    expect(route.chosen).toBe('claude');
    expect(route.whatIf).toMatchObject({
      conditions: ['claude=down'],
      chosen: 'codex',
      chain: ['codex', 'ollama'],
    });
    expect(route.whatIf?.changes).toEqual([
      {
        tool: 'claude',
        before: { rank: 1, reason: expect.stringContaining('installed') },
        after: { rank: null, reason: 'what if it is down' },
      },
      {
        tool: 'codex',
        before: expect.objectContaining({ rank: 2 }),
        after: expect.objectContaining({ rank: 1 }),
      },
      {
        tool: 'ollama',
        before: expect.objectContaining({ rank: 3 }),
        after: expect.objectContaining({ rank: 2 }),
      },
    ]);
  });

  it('leaves the tools alone that failed lately', async () => {
    const crashing = user({ ...installed, 'bin/claude': { program: 'exit 3' } });
    const job = { capability: 'chat', payload: { prompt: 'x' }, tool: 'claude' };
    for (let n = 0; n < 3; n++) await crashing.aim().invoke(job);
    const route = await crashing.aim().route({ capability: 'chat', whatIf: ['codex=down'] });
    expect([route.chain, route.whatIf?.chain]).toEqual([['codex', 'ollama'], ['ollama']]);
    expect(route.whatIf?.candidates.find(({ tool }) => tool === 'claude')).toMatchObject({
      excludedBy: 'breaker',
    });
  });

  it('a key is gone, or there: a tool that has no other drops out', async () => {
    const { whatIf } = await withKeys('OPENAI_API_KEY', 'ANTHROPIC_API_KEY');
    const gone = await whatIf('key:OPENAI_API_KEY=absent', 'key:CODEX_API_KEY=absent');
    expect(gone?.chain).toEqual(['claude', 'ollama']);
    expect(gone?.candidates.find(({ tool }) => tool === 'codex')).toMatchObject({
      excludedBy: 'key',
    });
    const back = await whatIf('key:OPENAI_API_KEY=absent', 'key:OPENAI_API_KEY=present');
    expect(back?.changes).toEqual([]);
  });

  it('an account is down: all that have no other are', async () => {
    const { aim } = await withKeys('ANTHROPIC_API_KEY');
    const route = await aim().route({
      capability: 'refactoring',
      whatIf: ['account:anthropic=down'],
    });
    expect(route.warnings).toEqual([
      expect.stringContaining('(claude, aider) have one failure domain, account anthropic'),
    ]);
    expect(route.whatIf).toMatchObject({ chosen: null, chain: [] });
  });

  it.each([
    [['codex=absent'], ['claude', 'ollama']],
    [
      ['gemini=installed', 'chain=gemini,codex'],
      ['gemini', 'codex'],
    ],
    [['local-only', 'chain=claude,ollama'], []],
    [
      ['chain=ollama,claude', 'require-key'],
      ['ollama', 'claude'],
    ],
    [
      ['model=gpt-5', 'strategy=cheapest', 'context=10', 'seed=3'],
      ['claude', 'codex', 'ollama'],
    ],
  ])('%j', async (conditions, chain) => {
    const { aim } = await withKeys('ANTHROPIC_API_KEY');
    const { whatIf } = await aim({ env: { OLLAMA_HOST: 'gpu:1' } }).route({
      capability: 'chat',
      whatIf: conditions,
    });
    expect(whatIf?.chain).toEqual(chain);
  });

  it.each([
    ['claude', 'a tool can be down, absent, installed'],
    ['claude=dwn', 'did you mean down?'],
    ['locl-only', 'did you mean local-only?'],
    ['permission=all', 'expected one of read-only, workspace-write, full'],
    ['context=many', 'expected a whole number'],
    ['local-only=maybe', 'it stands alone'],
    ['key:A-B=absent', 'A-B is not the name of a variable'],
    ['key:A=gone', 'a key is present or absent'],
    ['account:nobody=down', 'no tool has this account'],
    ['model=', 'a model has a name'],
  ])('%s is refused with what it could be', async (condition, words) => {
    const { whatIf } = await withKeys();
    await expect(whatIf(condition)).rejects.toMatchObject({
      code: 'usage.invalid',
      message: expect.stringContaining(`--what-if ${condition}: `),
    });
    await expect(whatIf(condition)).rejects.toThrow(words);
  });

  it('an unknown tool is one', async () => {
    const { whatIf } = await withKeys();
    await expect(whatIf('cluade=down')).rejects.toMatchObject({ code: 'usage.unknown_tool' });
  });
});

describe('strategies by recorded jobs', () => {
  it('learn from the audit log, and leave out failures that were the job itself', async () => {
    const { aim } = user({
      'bin/claude': { program: 'cat >/dev/null; echo "400 Bad Request" >&2; exit 1' },
      'bin/codex': { program: 'cat >/dev/null; exit 3' },
      [userConfig]: JSON.stringify({
        registry: {
          tools: { mine: { adapterScript: './mine.sh', capabilities: ['chat'], keys: [] } },
        },
      }),
      'aim/config/mine.sh': { program: `echo '{"success":true,"message":"","content":"x"}'` },
    });
    for (const tool of ['claude', 'codex', 'mine']) {
      await aim().invoke({ capability: 'chat', tool, payload: { prompt: 'x' } });
    }
    const plan = await aim().route({ capability: 'chat', strategy: 'learned' });
    expect(plan.chain[0]).toBe('mine');
    expect(plan.strategy.note).toContain('no jobs are recorded of claude');
    const scores = new Map(plan.candidates.map(({ tool, score }) => [tool, score]));
    expect(scores.get('claude')).toBeNull();
    expect(scores.get('mine')).toBeLessThan(scores.get('codex') as number);
  });
});

describe('the routes of all capabilities', () => {
  it('are the plans of each', async () => {
    const { aim } = user(installed);
    const routes = await aim().listRoutes();
    const capabilities = await aim().listCapabilities();
    expect(routes.map(({ capability }) => capability)).toEqual(capabilities.map(({ id }) => id));
    for (const { strategy, ...route } of routes) {
      const { capability } = route;
      expect(await aim().route({ capability, seed: strategy.seed })).toEqual({
        strategy,
        ...route,
      });
    }
  });
});

describe('a job', () => {
  it('goes to no tool that its wishes leave out', async () => {
    const { aim } = await withKeys();
    const { result, failure } = await aim({ env: { OLLAMA_HOST: 'gpu:1' } }).invoke({
      capability: 'chat',
      payload: { prompt: 'x' },
      localOnly: true,
    });
    expect(result.route).toMatchObject({ chosen: null });
    expect(failure).toMatchObject({ code: 'invoke.no_eligible_tool' });
  });
});
