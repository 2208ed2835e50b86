import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CatalogueTool, GrantedPermission } from '@aim/core';
import { planRoute } from '../../src/plan/plan-route.js';
import type { RouteFacts } from '../../src/plan/route-plan.js';
import { catalogueTool, plainHeadless, presenceOf, registryOf } from '../support/machine.js';

const ids = ['claude', 'codex', 'gemini', 'llm', 'ollama', 'own1', 'own2', 'own3'];

interface World {
  tools: CatalogueTool[];
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

function plan({ tools, installed, chain, permission }: World) {
  const [primaryTool, ...fallbacks] = chain ?? [];
  const config =
    primaryTool === undefined
      ? {}
      : { registry: { capabilities: { chat: { primaryTool, fallbacks } } } };
  const facts: RouteFacts = {
    presence: presenceOf(Object.fromEntries(installed.map((id) => [id, `/bin/${id}`]))),
    permission,
  };
  return planRoute(registryOf(tools, config), 'chat', facts);
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
