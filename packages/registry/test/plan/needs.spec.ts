import { describe, expect, it } from '@jest/globals';
import type { AimConfig, Host } from '@aim/core';
import { accountsOf } from '../../src/plan/failure-domains.js';
import { planRoute } from '../../src/plan/plan-route.js';
import type { RouteFacts } from '../../src/plan/route-plan.js';
import { localityOf } from '../../src/tools/locality.js';
import {
  catalogueTool,
  plainHeadless,
  presenceOf,
  registryOf,
  testHost,
} from '../support/machine.js';

const hostWith = (env: Host['env']) => testHost('/home/me', env);

const plain = catalogueTool('plain', { keys: [{ env: 'ANTHROPIC_API_KEY' }] });
const choosy = catalogueTool('choosy', {
  headless: { ...plainHeadless, modelArgs: ['--model', '{model}'] },
});
const tools: NonNullable<AimConfig['registry']>['tools'] = {
  box: {
    capabilities: ['chat'],
    endpoint: 'http://127.0.0.1:11434',
    models: ['llama3.2', 'qwen3'],
    contextTokens: 8000,
    cost: 'free',
  },
  far: { capabilities: ['chat'], endpoint: 'http://gpu:11434', cost: 'medium' },
};
const registry = registryOf([plain, choosy], { registry: { tools } });

const check = {
  args: [],
  permission: { 'read-only': {} },
  output: { format: 'text' },
  success: { exitCodes: [0] },
} as const;

const plan = (needs: RouteFacts['needs'], more: Partial<RouteFacts> = {}) =>
  planRoute(registry, 'chat', {
    presence: presenceOf({ plain: '/bin/plain', choosy: '/bin/choosy' }),
    permission: 'read-only',
    locality: (tool) => localityOf(tool, hostWith({})),
    ...(needs === undefined ? {} : { needs }),
    ...more,
  });

/** Why each tool that is left out is left out. */
const leftOut = (...given: Parameters<typeof plan>) =>
  Object.fromEntries(
    plan(...given)
      .candidates.filter(({ eligible }) => !eligible)
      .map(({ tool, excludedBy, reason }) => [tool, `${excludedBy}: ${reason}`]),
  );

describe('what a job needs', () => {
  it('is met by all when it needs nothing', () => {
    expect(plan(undefined).chain).toEqual(['plain', 'choosy', 'box', 'far']);
  });

  it('a place on this machine', () => {
    expect(leftOut({ localOnly: true })).toEqual({
      plain: 'local-only: nothing says that its jobs stay on this machine',
      choosy: 'local-only: nothing says that its jobs stay on this machine',
      far: 'local-only: its jobs leave this machine',
    });
  });

  it('a way to keep a program on this machine', () => {
    const near = registryOf([], {
      registry: { tools: { near: { detectCommands: ['near'], locality: 'local', check } } },
    });
    const planOf = (unconfinable: () => string | undefined) =>
      planRoute(near, 'linting', {
        presence: presenceOf({ near: '/bin/near' }),
        permission: 'read-only',
        needs: { localOnly: true },
        only: 'near',
        unconfinable,
      });
    expect(planOf(() => undefined).chain).toEqual(['near']);
    expect(planOf(() => 'no unshare').candidates[0]).toMatchObject({
      excludedBy: 'local-only',
      reason: 'no unshare',
    });
  });

  it('a model', () => {
    expect(leftOut({ model: 'gpt-5' })).toEqual({
      plain: 'model: it cannot be told to use gpt-5',
      box: 'model: it has not gpt-5, but llama3.2, qwen3',
    });
    expect(plan({ model: 'gpt-5' }, { only: 'box' }).chain).toEqual(['box']);
  });

  it('a context', () => {
    expect(leftOut({ contextTokens: 8001 })).toEqual({
      box: 'context: its context of 8000 tokens is too small for 8001',
    });
    expect(leftOut({ contextTokens: 8000 })).toEqual({});
  });

  it('a price', () => {
    expect(leftOut({ maxCost: 'low' })).toEqual({
      plain: 'cost: what it costs is not known',
      choosy: 'cost: what it costs is not known',
      far: 'cost: its cost is medium, more than low',
    });
  });

  it('a key', () => {
    const keys = () => 'absent' as const;
    expect(leftOut(undefined, { keys })).toEqual({});
    expect(
      leftOut({ key: true }, { keys: ({ id }) => (id === 'plain' ? 'absent' : 'present') }),
    ).toEqual({ plain: 'key: it has neither ANTHROPIC_API_KEY nor a login' });
    const lost = ({ id }: { id: string }) => (id === 'plain' ? 'lost' : 'present') as 'lost';
    expect(leftOut(undefined, { keys: lost })).toHaveProperty('plain');
  });
});

describe('the place of a tool', () => {
  const place = (id: string, env = {}, model?: string) =>
    localityOf(registry.tools.get(id) as never, hostWith(env), model);

  it('is where its endpoint is, and unknown of a program', () => {
    expect(place('box')).toBe('local');
    expect(place('far')).toBe('remote');
    expect(place('plain')).toBeUndefined();
  });

  it.each(['http://127.9.9.9:1', 'http://localhost:1', 'http://[::1]:1'])(
    'is here for %s',
    (url) => {
      const one = registryOf([], { registry: { tools: { o: { endpoint: url } } } });
      expect(localityOf(one.tools.get('o') as never, hostWith({}))).toBe('local');
    },
  );

  it('is not known of an address whose variables are not set', () => {
    const one = registryOf([], { registry: { tools: { o: { endpoint: 'http://$BOX:1' } } } });
    const tool = one.tools.get('o') as never;
    expect(localityOf(tool, hostWith({}))).toBeUndefined();
    expect(localityOf(tool, hostWith({ BOX: 'localhost' }))).toBe('local');
    expect(localityOf(tool, hostWith({ BOX: '127.0.0.1.example.com' }))).toBe('remote');
  });

  it('follows the variable of the endpoint', () => {
    const endpoint = { url: 'http://127.0.0.1:11434', env: 'OLLAMA_HOST', protocol: 'ollama' };
    const ollama = registryOf([catalogueTool('ollama', { endpoint: endpoint as never })]);
    const tool = ollama.tools.get('ollama') as never;
    expect(localityOf(tool, hostWith({}))).toBe('local');
    expect(localityOf(tool, hostWith({ OLLAMA_HOST: 'gpu:11434' }))).toBe('remote');
  });

  it('is not here for a model of the cloud, whatever the address', () => {
    expect(place('box', {}, 'gpt-oss:120b-cloud')).toBe('remote');
    expect(place('box', {}, 'kimi-k2:cloud')).toBe('remote');
    expect(place('box', {}, 'cloudy')).toBe('local');
  });
});

describe('the failure domains of a chain', () => {
  it('are told: what shares an account fails together', () => {
    const accounts = ({ id }: { id: string }) => ({ plain: ['work'], choosy: ['work'] })[id] ?? [];
    expect(plan(undefined, { accounts }).failureDomains).toEqual([
      { domain: 'account work', tools: ['plain', 'choosy'] },
      { domain: 'endpoint http://127.0.0.1:11434', tools: ['box'] },
      { domain: 'endpoint http://gpu:11434', tools: ['far'] },
    ]);
  });

  it('are warned of when there is one for several tools, and not for one tool', () => {
    const accounts = () => ['work'];
    const presence = presenceOf({ plain: '/bin/plain', choosy: '/bin/choosy' });
    const two = registryOf([plain, choosy]);
    const facts = { presence, permission: 'read-only' as const, accounts };
    expect(planRoute(two, 'chat', facts).warnings).toEqual([
      'The 2 tools of this chain (plain, choosy) have one failure domain, account work: when it fails, all fail',
    ]);
    expect(planRoute(two, 'chat', { ...facts, only: 'plain' }).warnings).toEqual([]);
  });

  const providers = [
    { id: 'anthropic', name: '', keys: ['ANTHROPIC_API_KEY'], source: '' },
    { id: 'openai', name: '', keys: ['OPENAI_API_KEY'], source: '' },
  ];
  const both = registryOf([
    catalogueTool('both', { keys: [{ env: 'ANTHROPIC_API_KEY' }, { env: 'OPENAI_API_KEY' }] }),
  ]).tools.get('both') as never;
  const accounts = (present: string[], isLoggedIn = false) =>
    accountsOf(both, { providers, isLoggedIn, isPresent: ({ env }) => present.includes(env) });

  it('follow from the keys that are there, and from a login', () => {
    expect(accounts(['OPENAI_API_KEY'])).toEqual(['openai']);
    expect(accounts(['OPENAI_API_KEY', 'ANTHROPIC_API_KEY'])).toEqual(['anthropic', 'openai']);
    expect(accounts(['OPENAI_API_KEY'], true)).toEqual(['both login']);
    expect(accounts([])).toEqual([]);
  });
});
