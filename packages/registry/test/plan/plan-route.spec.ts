import { describe, expect, it } from '@jest/globals';
import { loadCatalogue, loadJobCatalogue } from '@aim/core';
import { planRoute } from '../../src/plan/plan-route.js';
import type { RouteFacts } from '../../src/plan/route-plan.js';
import { buildRegistry } from '../../src/tools/build-registry.js';
import { catalogueTool, plainHeadless, presenceOf, registryOf } from '../support/machine.js';

const facts = (installed: string[], more: Partial<RouteFacts> = {}): RouteFacts => ({
  presence: presenceOf(Object.fromEntries(installed.map((id) => [id, `/bin/${id}`]))),
  permission: 'read-only',
  ...more,
});

describe('planRoute', () => {
  it('follows the default chain, then the other tools that register the capability', () => {
    const registry = registryOf([
      catalogueTool('zeta'),
      catalogueTool('codex'),
      catalogueTool('claude'),
      catalogueTool('ruff', { capabilities: ['linting'] }),
    ]);
    const plan = planRoute(registry, 'chat', facts(['zeta', 'codex', 'claude', 'ruff']));
    expect(plan).toEqual({
      capability: 'chat',
      chosen: 'claude',
      chain: ['claude', 'codex', 'zeta'],
      candidates: [
        {
          tool: 'claude',
          eligible: true,
          rank: 1,
          reason: 'installed 1.0.0 at /bin/claude',
          excludedBy: null,
          score: null,
        },
        {
          tool: 'codex',
          eligible: true,
          rank: 2,
          reason: 'installed 1.0.0 at /bin/codex',
          excludedBy: null,
          score: null,
        },
        {
          tool: 'zeta',
          eligible: true,
          rank: 3,
          reason: 'installed 1.0.0 at /bin/zeta',
          excludedBy: null,
          score: null,
        },
        {
          tool: 'ruff',
          eligible: false,
          rank: null,
          reason: 'does not register chat',
          excludedBy: 'capability',
          score: null,
        },
      ],
      strategy: { name: 'ordered', seed: 1, note: null },
      failureDomains: [
        { domain: 'program claude', tools: ['claude'] },
        { domain: 'program codex', tools: ['codex'] },
        { domain: 'program zeta', tools: ['zeta'] },
      ],
      warnings: [],
    });
  });

  it('follows a configured chain alone, and takes its word for what a tool can do', () => {
    const tools = [
      catalogueTool('a'),
      catalogueTool('b'),
      catalogueTool('c', { capabilities: [] }),
    ];
    const registry = registryOf(tools, {
      registry: { capabilities: { chat: { primaryTool: 'c', fallbacks: ['bb', 'a', 'c'] } } },
    });
    const plan = planRoute(registry, 'chat', facts(['a', 'b', 'c']));
    expect(plan.chain).toEqual(['c', 'a']);
    expect(plan.candidates.map(({ tool, excludedBy }) => [tool, excludedBy])).toEqual([
      ['c', null],
      ['bb', 'not-registered'],
      ['a', null],
      ['b', 'not-in-chain'],
    ]);
    expect(plan.candidates[1]?.reason).toBe('no tool of this name is registered; did you mean b?');
  });

  it('says why each tool is left out', () => {
    const dumb = catalogueTool('dumb');
    delete dumb.headless;
    const registry = registryOf([
      dumb,
      catalogueTool('absent'),
      catalogueTool('strict', {
        headless: { ...plainHeadless, permission: { full: {} } },
      }),
      catalogueTool('ollama', { endpoint: { url: 'http://127.0.0.1:1', protocol: 'ollama' } }),
    ]);
    const plan = planRoute(registry, 'chat', facts(['dumb', 'strict']));
    expect(plan.chosen).toBe('ollama');
    expect(Object.fromEntries(plan.candidates.map((each) => [each.tool, each.reason]))).toEqual({
      ollama: 'asked at http://127.0.0.1:1',
      dumb: 'AIM does not know how to give it a job',
      absent: 'not installed',
      strict: 'it cannot promise read-only or less',
    });
  });

  it.each([
    ['amp', 'AIM knows no way to keep it to reading'],
    ['fabric', 'AIM knows no way to hand it one prompt'],
    ['jules', 'it works in the cloud and answers later'],
    ['vllm', 'it is a server: its endpoint has to be configured'],
    ['hf', 'it talks to no model'],
    ['mods', 'its makers gave it up'],
  ])('gives no job to %s of the catalogue, and says why', async (id, reason) => {
    const registry = buildRegistry(await loadJobCatalogue(), {});
    const plan = planRoute(registry, 'chat', facts([id], { only: id }));
    expect(plan).toMatchObject({ chosen: null, chain: [] });
    expect(plan.candidates[0]).toMatchObject({ tool: id, reason, excludedBy: 'no-adapter' });
  });

  it('gives jobs to a server of the catalogue whose endpoint is configured', async () => {
    const config = { registry: { tools: { vllm: { endpoint: 'http://127.0.0.1:8000' } } } };
    const registry = buildRegistry(await loadJobCatalogue(), config);
    expect(planRoute(registry, 'chat', facts([])).chain).toEqual(['ollama', 'vllm']);
  });

  it('is no plan without knowing how tools are run', () => {
    const registry = buildRegistry(loadCatalogue(), {});
    expect(() => planRoute(registry, 'chat', facts(['claude']))).toThrow(
      'How claude is run is not loaded: the registry needs loadJobCatalogue',
    );
  });

  it.each([
    ['http://user:s3cr3tpw@gpu:11434/base', 'http://gpu:11434'],
    ['user:s3cr3tpw@gpu:11434', 'gpu:11434'],
    ['http://user:s3/cr3tpw@gpu:11434', 'http://gpu:11434'],
    ['http://user:s3cr3tpw@$GPU_HOST:11434', 'http://$GPU_HOST:11434'],
    ['https://gpu/ollama?key=s3cr3tpw#s3cr3tpw', 'https://gpu'],
    ['http://$GPU_HOST:11434', 'http://$GPU_HOST:11434'],
    ['gpu:11434', 'gpu:11434'],
  ])('tells of the address %s only where it is', (endpoint, place) => {
    const registry = registryOf([], {
      registry: { tools: { gpu: { capabilities: ['chat'], endpoint } } },
    });
    const plan = planRoute(registry, 'chat', facts([]));
    expect(plan.candidates[0]?.reason).toBe(`asked at ${place}`);
  });

  it('writes no control characters into a reason', () => {
    const adapterScript = '/x/\u001b[2J\u0007a.sh';
    const registry = registryOf([], {
      registry: { tools: { a: { capabilities: ['chat'], adapterScript } } },
    });
    expect(planRoute(registry, 'chat', facts([])).candidates[0]?.reason).toBe('through /x/a.sh');
  });

  it('takes a script as installed unless the programs that show it are absent', () => {
    const script = { capabilities: ['chat'], adapterScript: '/x.sh' };
    const registry = registryOf([], {
      registry: {
        tools: {
          bare: script,
          found: { ...script, detectCommands: ['f'] },
          gone: { ...script, detectCommands: ['g'] },
        },
      },
    });
    expect(planRoute(registry, 'chat', facts(['found'])).chain).toEqual(['bare', 'found']);
  });

  it('tells of a lower permission and of a missing key', () => {
    const registry = registryOf([catalogueTool('a')]);
    const plan = planRoute(
      registry,
      'chat',
      facts(['a'], { permission: 'full', keys: () => 'absent' }),
    );
    expect(plan.candidates[0]?.reason).toBe(
      'installed 1.0.0 at /bin/a, as workspace-write, no key is stored for it',
    );
  });

  it('is one tool when only one is wanted', () => {
    const registry = registryOf([catalogueTool('a'), catalogueTool('b')]);
    const plan = planRoute(registry, 'chat', facts(['a', 'b'], { only: 'b' }));
    expect(plan.chain).toEqual(['b']);
    expect(plan.candidates[1]).toMatchObject({ tool: 'a', excludedBy: 'not-in-chain' });
  });

  it('has nobody for a capability that nobody registers', () => {
    const plan = planRoute(registryOf([catalogueTool('a')]), 'embedding', facts(['a']));
    expect(plan).toMatchObject({ chosen: null, chain: [] });
  });

  it('has AIM itself first for what it answers alone, unless a chain or a tool is named', () => {
    const tools = [catalogueTool('a', { capabilities: ['version_checking'] })];
    const plan = planRoute(registryOf(tools), 'version_checking', facts(['a']));
    expect(plan).toMatchObject({ chosen: 'aim', chain: ['aim', 'a'] });
    expect(plan.candidates[0]).toMatchObject({ tool: 'aim', reason: 'AIM answers by itself' });
    const only = planRoute(registryOf(tools), 'version_checking', facts(['a'], { only: 'a' }));
    expect(only.chain).toEqual(['a']);
    const chain = { version_checking: { primaryTool: 'a' } };
    const configured = registryOf(tools, { registry: { capabilities: chain } });
    expect(planRoute(configured, 'version_checking', facts(['a'])).chain).toEqual(['a']);
  });

  it('says of what a project defines, and nobody trusts yet, how to trust it', () => {
    const withheld = [
      { path: 'registry.tools.mytool', reason: 'a tool can run programs and get keys' },
      { path: 'registry.capabilities.poetry', reason: 'it decides who gets a job' },
    ];
    const registry = registryOf([catalogueTool('claude')], {
      registry: { capabilities: { chat: { primaryTool: 'mytool', fallbacks: ['claude'] } } },
    });
    const plan = (capability: string, more: Partial<RouteFacts>) => () =>
      planRoute(registry, capability, facts(['claude'], { withheld, ...more }));
    expect(plan('chat', { only: 'mytool' })).toThrow(
      expect.objectContaining({
        code: 'usage.unknown_tool',
        message: 'No tool mytool is known: the project defines it and is not trusted',
        hint: 'aim trust',
      }),
    );
    expect(plan('poetry', {})).toThrow(
      expect.objectContaining({
        code: 'usage.unknown_capability',
        message: 'No capability poetry is known: the project defines it and is not trusted',
        hint: 'aim trust',
      }),
    );
    expect(plan('chat', {})().candidates[0]).toMatchObject({
      tool: 'mytool',
      excludedBy: 'not-registered',
      reason: 'the project defines it and is not trusted: aim trust',
    });
    for (const more of [{ only: 'cluade' }, { only: 'mytoo', withheld: [] }]) {
      expect(plan('chat', more)).toThrow(expect.objectContaining({ hint: 'aim tools list' }));
    }
    expect(plan('poetr', {})).toThrow(expect.objectContaining({ hint: 'aim tools capabilities' }));
  });

  it('does not know every word', () => {
    const registry = registryOf([catalogueTool('claude')]);
    expect(() => planRoute(registry, 'code_genration', facts([]))).toThrow(
      expect.objectContaining({
        code: 'usage.unknown_capability',
        message: 'No capability code_genration is known; did you mean code_generation?',
      }),
    );
    expect(() => planRoute(registry, 'chat', facts([], { only: 'cluade' }))).toThrow(
      expect.objectContaining({
        code: 'usage.unknown_tool',
        message: 'No tool cluade is known; did you mean claude?',
      }),
    );
  });
});
