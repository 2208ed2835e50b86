import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  costClasses,
  routeStrategies,
  type CatalogueTool,
  type CostClass,
  type GrantedPermission,
  type RouteStrategy,
  type ToolConfig,
} from '@aim/core';
import type { RouteNeeds } from '../../src/plan/needs.js';
import { planRoute } from '../../src/plan/plan-route.js';
import type { RouteFacts } from '../../src/plan/route-plan.js';
import { catalogueTool, plainHeadless, presenceOf, registryOf } from '../support/machine.js';

const ids = ['claude', 'codex', 'gemini', 'llm', 'ollama', 'own1', 'own2', 'own3'];

interface World {
  tools: CatalogueTool[];
  strategy: RouteStrategy;
  seed: number;
  weights: Record<string, number>;
  configured: Record<string, ToolConfig>;
  needs: RouteNeeds;
  installed: string[];
  chain: string[] | undefined;
  permission: GrantedPermission;
}

const tool = fc.record({
  id: fc.constantFrom(...ids),
  capabilities: fc.subarray(['chat', 'testing', 'poetry']),
  permission: fc.constantFrom({}, { 'read-only': {} }, { 'workspace-write': {} }, { full: {} }),
  kind: fc.constantFrom('headless', 'http', 'none'),
});

const world: fc.Arbitrary<World> = fc.record({
  tools: fc
    .uniqueArray(tool, { selector: ({ id }) => id })
    .map((list) => list.map(({ id, ...part }) => makeTool(id, part))),
  installed: fc.subarray(ids),
  chain: fc.option(fc.array(fc.constantFrom(...ids, 'nobody'), { minLength: 1 }), {
    nil: undefined,
  }),
  permission: fc.constantFrom('read-only', 'workspace-write', 'full'),
  strategy: fc.constantFrom(...routeStrategies),
  seed: fc.nat(),
  weights: fc.dictionary(fc.constantFrom(...ids), fc.nat(9)),
  configured: fc.dictionary(
    fc.constantFrom(...ids),
    fc.record(
      {
        cost: fc.constantFrom(...costClasses),
        locality: fc.constantFrom('local', 'remote'),
        contextTokens: fc.integer({ min: 1, max: 100 }),
        models: fc.constantFrom(['m1'], ['m2'], []),
        maxConcurrent: fc.integer({ min: 1, max: 4 }),
      },
      { requiredKeys: [] },
    ),
  ),
  needs: fc.record(
    {
      localOnly: fc.boolean(),
      maxCost: fc.constantFrom(...costClasses),
      contextTokens: fc.integer({ min: 1, max: 100 }),
      model: fc.constantFrom('m1', 'm2'),
    },
    { requiredKeys: [] },
  ),
});

function makeTool(
  id: string,
  part: { capabilities: string[]; permission: object; kind: string },
): CatalogueTool {
  const { headless, ...bare } = catalogueTool(id, { capabilities: part.capabilities });
  if (part.kind === 'none') return bare;
  if (part.kind === 'http') {
    return { ...bare, endpoint: { url: 'http://127.0.0.1:1', protocol: 'ollama' } };
  }
  return { ...bare, headless: { ...(headless ?? plainHeadless), permission: part.permission } };
}

function plan({ tools, installed, chain, configured, ...world }: World) {
  const [primaryTool, ...fallbacks] = chain ?? [];
  const known = tools.map(({ id }) => id);
  const registry = {
    tools: Object.fromEntries(Object.entries(configured).filter(([id]) => known.includes(id))),
    capabilities: {
      chat: {
        weights: world.weights,
        ...(primaryTool === undefined ? {} : { primaryTool, fallbacks }),
      },
    },
  };
  const facts: RouteFacts = {
    presence: presenceOf(Object.fromEntries(installed.map((id) => [id, `/bin/${id}`]))),
    permission: world.permission,
    strategy: world.strategy,
    seed: world.seed,
    needs: world.needs,
    // Something is known of every other tool.
    figures: (id) =>
      id < 'llm' ? { successes: id.length, failures: 1, medianMs: id.length * 100 } : undefined,
    running: (id) => (id < 'llm' ? id.length % 3 : undefined),
  };
  return planRoute(registryOf(tools, { registry }), 'chat', facts);
}

describe('every plan', () => {
  it('holds each registered tool exactly once, and the eligible ones in order of rank', () => {
    fc.assert(
      fc.property(world, (each) => {
        const { candidates, chain, chosen } = plan(each);
        const names = candidates.map(({ tool: id }) => id);
        expect(new Set(names).size).toBe(names.length);
        expect(names.filter((id) => each.tools.some((known) => known.id === id)).sort()).toEqual(
          each.tools.map(({ id }) => id).sort(),
        );
        const eligible = candidates.filter((candidate) => candidate.eligible);
        expect(chain).toEqual(eligible.map(({ tool: id }) => id));
        expect(eligible.map(({ rank }) => rank)).toEqual(eligible.map((_, index) => index + 1));
        expect(new Set(chain).size).toBe(chain.length);
        expect(chosen).toBe(chain[0] ?? null);
        for (const candidate of candidates) {
          expect(candidate.eligible).toBe(candidate.excludedBy === null);
          expect(candidate.rank === null).toBe(!candidate.eligible);
          expect(candidate.reason).not.toBe('');
        }
      }),
    );
  });

  it('is the same for the same facts', () => {
    fc.assert(fc.property(world, (each) => expect(plan(each)).toEqual(plan(each))));
  });

  it('keeps its chain when a tool that is not eligible is added', () => {
    fc.assert(
      fc.property(world, fc.nat(), (each, place) => {
        const before = plan(each).chain;
        const stranger = catalogueTool('stranger', { capabilities: ['chat', 'testing'] });
        const tools = each.tools.toSpliced(place % (each.tools.length + 1), 0, stranger);
        expect(plan({ ...each, tools }).chain).toEqual(before);
      }),
    );
  });

  it('has only tools that meet every need of the job', () => {
    fc.assert(
      fc.property(world, (each) => {
        const { localOnly, maxCost, contextTokens = 0, model } = each.needs;
        for (const id of plan(each).chain) {
          const { headless } = each.tools.find((known) => known.id === id) as CatalogueTool;
          const own = each.configured[id] ?? {};
          if (localOnly === true) expect(own.locality).toBe('local');
          expect(own.contextTokens ?? 100).toBeGreaterThanOrEqual(contextTokens);
          if (maxCost !== undefined) {
            const cost = costClasses.indexOf(own.cost as CostClass);
            expect(cost).toBeGreaterThanOrEqual(0);
            expect(cost).toBeLessThanOrEqual(costClasses.indexOf(maxCost));
          }
          // The headless tools of this world take no model; an endpoint has those that it names.
          if (model !== undefined) {
            expect(headless).toBeUndefined();
            expect((own.models ?? []).length === 0 || own.models?.includes(model)).toBe(true);
          }
        }
      }),
    );
  });

  it('never lowers a tool whose place in the chain is raised', () => {
    const raised = fc.record({ each: world, from: fc.nat(7), to: fc.nat(7) });
    fc.assert(
      fc.property(raised, ({ each, from, to }) => {
        const before = plan({ ...each, chain: ids, strategy: 'ordered' });
        const id = ids[Math.max(from, to)] as string;
        const chain = ids.filter((other) => other !== id).toSpliced(Math.min(from, to), 0, id);
        const after = plan({ ...each, chain, strategy: 'ordered' });
        expect([...after.chain].sort()).toEqual([...before.chain].sort());
        expect(after.chain.indexOf(id)).toBeLessThanOrEqual(before.chain.indexOf(id));
      }),
    );
  });

  it('never lowers a tool whose weight is raised', () => {
    const raised = fc.record({ each: world, id: fc.constantFrom(...ids), more: fc.nat(9) });
    fc.assert(
      fc.property(raised, ({ each, id, more }) => {
        const weighted = { ...each, strategy: 'weighted' as const };
        const before = plan(weighted).chain;
        const weights = { ...each.weights, [id]: (each.weights[id] ?? 1) + more };
        expect(plan({ ...weighted, weights }).chain.indexOf(id)).toBeLessThanOrEqual(
          before.indexOf(id),
        );
      }),
    );
  });

  it('has the same tools whatever the strategy', () => {
    fc.assert(
      fc.property(world, (each) => {
        const ordered = plan({ ...each, strategy: 'ordered' });
        expect([...plan(each).chain].sort()).toEqual([...ordered.chain].sort());
      }),
    );
  });

  it('has no tool that is not installed, and none that would get more than was asked for', () => {
    fc.assert(
      fc.property(world, (each) => {
        for (const id of plan(each).chain) {
          const { headless } = each.tools.find((known) => known.id === id) as CatalogueTool;
          if (headless === undefined) continue;
          expect(each.installed).toContain(id);
          const modes = ['read-only', 'workspace-write', 'full'];
          const lowest = modes.findIndex((mode) => mode in headless.permission);
          expect(lowest).toBeGreaterThanOrEqual(0);
          expect(lowest).toBeLessThanOrEqual(modes.indexOf(each.permission));
        }
      }),
    );
  });
});
