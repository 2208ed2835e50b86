import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planInjection, type InjectionInput } from '../../src/inject/plan-injection.js';

const claude: InjectionInput = {
  keys: [{ env: 'ANTHROPIC_API_KEY' }, { env: 'ANTHROPIC_AUTH_TOKEN' }],
  extra: [],
  stored: new Set(),
  inherited: {},
  knownKeys: new Set(['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'OPENAI_API_KEY', 'GH_TOKEN']),
  loginPresent: false,
  overriddenBy: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'],
  inject: 'auto',
  isTool: true,
};

const nothing = { inject: [], withheld: [], keep: [], remove: [] };

describe('planInjection for a tool', () => {
  it('injects what the tool declares and AIM has', () => {
    const stored = new Set(['ANTHROPIC_API_KEY', 'OPENAI_API_KEY']);
    expect(planInjection({ ...claude, stored })).toEqual({
      ...nothing,
      inject: [{ env: 'ANTHROPIC_API_KEY', secret: 'ANTHROPIC_API_KEY' }],
    });
  });

  it('takes the first secret that is stored, and only from the list', () => {
    const keys = [{ env: 'GEMINI_API_KEY', secrets: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'] }];
    const plan = (...names: string[]) =>
      planInjection({ ...claude, keys, stored: new Set(names) }).inject;
    expect(plan('GOOGLE_API_KEY')).toEqual([{ env: 'GEMINI_API_KEY', secret: 'GOOGLE_API_KEY' }]);
    expect(plan('GOOGLE_API_KEY', 'GEMINI_API_KEY')[0]?.secret).toBe('GEMINI_API_KEY');
  });

  it('feeds two variables from one secret', () => {
    const keys = [
      { env: 'GEMINI_API_KEY', secrets: ['GOOGLE_API_KEY'] },
      { env: 'GOOGLE_API_KEY' },
    ];
    expect(planInjection({ ...claude, keys, stored: new Set(['GOOGLE_API_KEY']) }).inject).toEqual([
      { env: 'GEMINI_API_KEY', secret: 'GOOGLE_API_KEY' },
      { env: 'GOOGLE_API_KEY', secret: 'GOOGLE_API_KEY' },
    ]);
  });

  it('prefers a stored secret to an inherited variable, and keeps the latter where none is stored', () => {
    const inherited = { ANTHROPIC_API_KEY: 'inherited', ANTHROPIC_AUTH_TOKEN: 'inherited' };
    const plan = planInjection({ ...claude, inherited, stored: new Set(['ANTHROPIC_API_KEY']) });
    expect(plan.inject.map(({ env }) => env)).toEqual(['ANTHROPIC_API_KEY']);
    expect(plan.keep).toEqual(['ANTHROPIC_AUTH_TOKEN']);
    expect(plan.remove).toEqual([]);
  });

  it('keeps a variable that no secret may fill, and does not fill it', () => {
    const keys = [{ env: 'AWS_SECRET_ACCESS_KEY', secrets: [] }];
    const stored = new Set(['AWS_SECRET_ACCESS_KEY']);
    const knownKeys = stored;
    expect(planInjection({ ...claude, keys, stored, knownKeys })).toEqual(nothing);
    const inherited = { AWS_SECRET_ACCESS_KEY: 'of the shell' };
    expect(planInjection({ ...claude, keys, stored, knownKeys, inherited })).toEqual({
      ...nothing,
      keep: ['AWS_SECRET_ACCESS_KEY'],
    });
  });

  it('removes every other known key and every setting of AIM', () => {
    const inherited = {
      PATH: '/bin',
      OPENAI_API_KEY: 'x',
      GH_TOKEN: '',
      AIM_PASSPHRASE_FILE: '/p',
    };
    const plan = planInjection({ ...claude, inherited });
    expect(plan.remove).toEqual(['AIM_PASSPHRASE_FILE', 'GH_TOKEN', 'OPENAI_API_KEY']);
    expect(plan.withheld.map(({ env, reason }) => [env, reason])).toEqual([
      ['AIM_PASSPHRASE_FILE', 'aim'],
      ['GH_TOKEN', 'not-declared'],
      ['OPENAI_API_KEY', 'not-declared'],
    ]);
    expect(plan.withheld[2]?.message).toBe(
      'OPENAI_API_KEY is withheld: the tool does not declare it',
    );
  });

  it('lets a login keep precedence: the key is neither injected nor inherited', () => {
    const plan = planInjection({
      ...claude,
      loginPresent: true,
      stored: new Set(['ANTHROPIC_API_KEY']),
      inherited: { ANTHROPIC_AUTH_TOKEN: 'inherited' },
    });
    expect(plan.inject).toEqual([]);
    expect(plan.keep).toEqual([]);
    expect(plan.remove).toEqual(['ANTHROPIC_AUTH_TOKEN']);
    expect(plan.withheld.map(({ env, reason }) => [env, reason])).toEqual([
      ['ANTHROPIC_API_KEY', 'login'],
      ['ANTHROPIC_AUTH_TOKEN', 'login'],
    ]);
  });

  it('says nothing of a login when there is no key to withhold', () => {
    expect(planInjection({ ...claude, loginPresent: true })).toEqual(nothing);
  });

  it('injects over a login when the configuration says always', () => {
    const stored = new Set(['ANTHROPIC_API_KEY']);
    const plan = planInjection({ ...claude, stored, loginPresent: true, inject: 'always' });
    expect(plan.inject).toHaveLength(1);
    expect(plan.withheld).toEqual([]);
  });

  it('injects nothing when the configuration says never, and says so', () => {
    const stored = new Set(['ANTHROPIC_API_KEY']);
    const inherited = { ANTHROPIC_API_KEY: 'inherited' };
    const plan = planInjection({ ...claude, stored, inherited, inject: 'never' });
    expect(plan).toMatchObject({ inject: [], keep: ['ANTHROPIC_API_KEY'], remove: [] });
    expect(plan.withheld[0]?.reason).toBe('never');
  });

  it('honours what the user asked for over every rule', () => {
    const plan = planInjection({
      ...claude,
      extra: [
        { env: 'OPENAI_API_KEY', secret: 'openai/work' },
        { env: 'ANTHROPIC_API_KEY', secret: 'ANTHROPIC_API_KEY' },
      ],
      inherited: { OPENAI_API_KEY: 'inherited', ANTHROPIC_API_KEY: 'inherited' },
      loginPresent: true,
      inject: 'never',
    });
    expect(plan).toEqual({
      ...nothing,
      inject: [
        { env: 'OPENAI_API_KEY', secret: 'openai/work' },
        { env: 'ANTHROPIC_API_KEY', secret: 'ANTHROPIC_API_KEY' },
      ],
    });
  });
});

describe('planInjection for any other program', () => {
  it('injects only what was asked for and removes only settings of AIM', () => {
    const plan = planInjection({
      ...claude,
      isTool: false,
      stored: new Set(['ANTHROPIC_API_KEY']),
      extra: [{ env: 'KEY', secret: 'OPENAI_API_KEY' }],
      inherited: { OPENAI_API_KEY: 'mine', ANTHROPIC_API_KEY: 'mine', AIM_HOME: '/x' },
    });
    expect(plan).toMatchObject({
      inject: [{ env: 'KEY', secret: 'OPENAI_API_KEY' }],
      keep: [],
      remove: ['AIM_HOME'],
    });
  });
});

describe('planInjection, whatever the input', () => {
  const env = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'AIM_X', 'AIM_Y', '__proto__');
  const envs = fc.uniqueArray(env);
  const anyInput: fc.Arbitrary<InjectionInput> = fc.record({
    keys: fc.uniqueArray(fc.record({ env, secrets: fc.option(envs, { nil: undefined }) }), {
      selector: (key) => key.env,
    }) as fc.Arbitrary<InjectionInput['keys']>,
    extra: fc.uniqueArray(fc.record({ env, secret: env }), { selector: (item) => item.env }),
    stored: envs.map((names) => new Set(names)),
    inherited: envs.map((names) => Object.fromEntries(names.map((name) => [name, 'x']))),
    knownKeys: envs.map((names) => new Set(names)),
    loginPresent: fc.boolean(),
    overriddenBy: envs,
    inject: fc.constantFrom('auto', 'always', 'never'),
    isTool: fc.boolean(),
  });
  const property = (check: (input: InjectionInput) => void) =>
    fc.assert(fc.property(anyInput, check), { numRuns: 500 });

  /** The variables that the child has in the end. */
  const childOf = (input: InjectionInput) => {
    const plan = planInjection(input);
    const child = new Set(Object.keys(input.inherited));
    for (const name of plan.remove) child.delete(name);
    for (const injection of plan.inject) child.add(injection.env);
    return { plan, child };
  };

  it('gives a tool no known key that it does not declare and the user did not name', () => {
    property((input) => {
      if (!input.isTool) return;
      const { child } = childOf(input);
      const allowed = new Set([...input.keys, ...input.extra].map((item) => item.env));
      for (const name of child) expect(input.knownKeys.has(name) && !allowed.has(name)).toBe(false);
    });
  });

  it('lets no setting of AIM through unless the user named it', () => {
    property((input) => {
      const named = input.extra.map((item) => item.env);
      for (const name of childOf(input).child) {
        expect(name.startsWith('AIM_') && !named.includes(name)).toBe(false);
      }
    });
  });

  it('never both injects and removes, and removes only what is inherited and explained', () => {
    property((input) => {
      const { plan } = childOf(input);
      const injected = plan.inject.map((item) => item.env);
      const explained = plan.withheld.map((item) => item.env);
      expect(new Set(injected).size).toBe(injected.length);
      for (const name of plan.remove) {
        expect(injected).not.toContain(name);
        expect(explained).toContain(name);
        expect(Object.hasOwn(input.inherited, name)).toBe(true);
      }
      for (const name of plan.keep) expect(plan.remove).not.toContain(name);
    });
  });

  it('injects only stored secrets and those that the user named', () => {
    property((input) => {
      const named = input.extra.map((item) => item.secret);
      for (const { secret } of planInjection(input).inject) {
        expect(input.stored.has(secret) || named.includes(secret)).toBe(true);
      }
    });
  });

  it('does not depend on the order of the environment', () => {
    property((input) => {
      const inherited = Object.fromEntries(Object.entries(input.inherited).reverse());
      expect(planInjection({ ...input, inherited })).toEqual(planInjection(input));
    });
  });
});

describe('a variable whose value is aim://NAME', () => {
  const inherited = { DATABASE_URL: 'aim://team/db', HOST: 'https://aim://x', AIM_X: 'aim://A' };

  it('is filled with that secret, for a tool and for any other program', () => {
    for (const isTool of [true, false]) {
      expect(planInjection({ ...claude, isTool, inherited }).inject).toEqual([
        { env: 'DATABASE_URL', secret: 'team/db' },
      ]);
    }
  });

  it('of a declared key counts when no secret of that name is stored', () => {
    const env = { ANTHROPIC_API_KEY: 'aim://work/claude' };
    const plan = (stored: string[]) =>
      planInjection({ ...claude, inherited: env, stored: new Set(stored) });
    expect(plan([])).toEqual({
      ...nothing,
      inject: [{ env: 'ANTHROPIC_API_KEY', secret: 'work/claude' }],
    });
    expect(plan(['ANTHROPIC_API_KEY']).inject).toEqual([
      { env: 'ANTHROPIC_API_KEY', secret: 'ANTHROPIC_API_KEY' },
    ]);
  });

  it('is withheld as its value would be: not declared, or a login that it overrides', () => {
    const openai = planInjection({ ...claude, inherited: { OPENAI_API_KEY: 'aim://A' } });
    expect([openai.inject, openai.remove]).toEqual([[], ['OPENAI_API_KEY']]);
    const login = planInjection({
      ...claude,
      loginPresent: true,
      inherited: { ANTHROPIC_API_KEY: 'aim://A' },
    });
    expect([login.inject, login.remove]).toEqual([[], ['ANTHROPIC_API_KEY']]);
  });

  it('gives way to what --secret names', () => {
    const extra = [{ env: 'DATABASE_URL', secret: 'OTHER' }];
    expect(planInjection({ ...claude, extra, inherited }).inject).toEqual(extra);
  });

  it('is refused without its text when that is no name', () => {
    const broken = { ...claude, inherited: { X: 'aim://sk-live/9/9' } };
    expect(() => planInjection(broken)).toThrow(/^What X refers to with aim:\/\/ is not the name/);
  });
});
