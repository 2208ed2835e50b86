import { describe, expect, it } from '@jest/globals';
import type { CapabilityConfig, ToolConfig } from '@aim/core';
import { planRoute } from '../../src/plan/plan-route.js';
import type { RouteFacts } from '../../src/plan/route-plan.js';
import { presenceOf, registryOf } from '../support/machine.js';

const ids = ['a', 'b', 'c'];

/** Three tools that answer chats, in this order. */
function plan(
  facts: Partial<RouteFacts>,
  tools: Record<string, ToolConfig> = {},
  chat: CapabilityConfig = {},
) {
  const own = (id: string) => ({
    capabilities: ['chat'],
    adapterScript: `/${id}.sh`,
    ...tools[id],
  });
  const config = {
    registry: {
      tools: Object.fromEntries(ids.map((id) => [id, own(id)])),
      capabilities: { chat },
    },
  };
  const all: RouteFacts = { presence: presenceOf({}), permission: 'read-only', ...facts };
  return planRoute(registryOf([], config), 'chat', all);
}

describe('a strategy', () => {
  it('is that of the request, else of the capability, else the order', () => {
    expect(plan({}).strategy).toEqual({ name: 'ordered', seed: 1, note: null });
    expect(plan({}, {}, { strategy: 'cheapest' }).strategy.name).toBe('cheapest');
    const both = plan({ strategy: 'ordered' }, {}, { strategy: 'cheapest' });
    expect(both.strategy.name).toBe('ordered');
  });

  it('cheapest: by the class of cost, and equals in order', () => {
    const tools = { a: { cost: 'high' }, b: { cost: 'free' }, c: { cost: 'free' } } as const;
    expect(plan({ strategy: 'cheapest' }, tools)).toMatchObject({
      chain: ['b', 'c', 'a'],
      strategy: { note: null },
    });
  });

  it('cheapest: a tool whose cost is not known comes last, and that is said', () => {
    expect(plan({ strategy: 'cheapest' }, { b: { cost: 'high' } })).toMatchObject({
      chain: ['b', 'a', 'c'],
      strategy: { note: 'cheapest: no cost is known of a, c, so they come last' },
    });
  });

  it.each([
    ['cheapest', 'cheapest: no cost is known of any of these tools, so they stay in order'],
    ['fastest', 'fastest: no times are recorded of any of these tools, so they stay in order'],
    ['learned', 'learned: no jobs are recorded of any of these tools, so they stay in order'],
    [
      'least-busy',
      'least-busy: nobody counts the running jobs of any of these tools, so they stay in order',
    ],
  ] as const)('%s without facts falls to the order, and says so', (strategy, note) => {
    expect(plan({ strategy })).toMatchObject({ chain: ids, strategy: { note } });
  });

  it('fastest: by the recorded times', () => {
    const medianMs: Record<string, number> = { a: 900, b: 20, c: 300 };
    const figures = (id: string) => ({ successes: 1, failures: 0, medianMs: medianMs[id] ?? 0 });
    const { chain, candidates } = plan({ strategy: 'fastest', figures });
    expect(chain).toEqual(['b', 'c', 'a']);
    expect(candidates.map(({ tool, rank, score }) => [tool, rank, score])).toEqual([
      ['b', 1, 20],
      ['c', 2, 300],
      ['a', 3, 900],
    ]);
  });

  it('least busy: by the running jobs, in parts of what a tool takes at once', () => {
    const jobs: Record<string, number> = { a: 2, b: 1, c: 3 };
    const running = (id: string) => jobs[id];
    expect(plan({ strategy: 'least-busy', running }).chain).toEqual(['b', 'a', 'c']);
    const wide = { c: { maxConcurrent: 8 } };
    expect(plan({ strategy: 'least-busy', running }, wide).chain).toEqual(['c', 'b', 'a']);
  });

  it('learned: what answers, and quickly; one job proves little', () => {
    const known: Record<string, { successes: number; failures: number; medianMs?: number }> = {
      a: { successes: 1, failures: 0, medianMs: 1000 },
      b: { successes: 95, failures: 5, medianMs: 1000 },
      c: { successes: 0, failures: 9 },
    };
    const { chain } = plan({ strategy: 'learned', figures: (id) => known[id] });
    expect(chain).toEqual(['b', 'a', 'c']);
  });

  it('weighted: over many seeds each tool comes first by its share', () => {
    const weights = { a: 6, b: 3, c: 1 };
    const first = { a: 0, b: 0, c: 0 };
    for (let seed = 0; seed < 5000; seed++) {
      const { chosen } = plan({ strategy: 'weighted', seed }, {}, { weights });
      first[chosen as keyof typeof first] += 1;
    }
    expect(first.a / 5000).toBeCloseTo(0.6, 1);
    expect(first.b / 5000).toBeCloseTo(0.3, 1);
    expect(first.c / 5000).toBeCloseTo(0.1, 1);
  });

  it('weighted: a tool without weight is still the last resort', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { chain } = plan({ strategy: 'weighted', seed }, {}, { weights: { a: 0 } });
      expect(chain.at(-1)).toBe('a');
    }
  });
});
