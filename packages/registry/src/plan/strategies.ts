import { costClasses, type RouteStrategy } from '@aim/core';
import type { CapabilityDefinition } from '../capabilities/capabilities.js';
import type { Registry } from '../tools/build-registry.js';
import type { RouteFacts } from './route-plan.js';

/** What earlier jobs of a tool told. */
export interface ToolFigures {
  successes: number;
  failures: number;
  /** The middle of the times of its answers, in ms; absent when it never answered. */
  medianMs?: number;
}

/** The eligible tools in the order of a strategy, and what is to be said of it. */
export interface Ordered {
  order: string[];
  /** By tool id; lower comes first. Empty for the strategy `ordered`. */
  scores: ReadonlyMap<string, number>;
  /** What the strategy lacked. */
  note: string | null;
}

export interface StrategyChoice {
  name: RouteStrategy;
  seed: number;
  definition: CapabilityDefinition;
}

/**
 * Sorts tools by a strategy. Tools of which it knows nothing come after the others, and equals keep
 * their order; one that knows nothing of any tool says so, and changes nothing. Pure: the same for
 * the same seed, and no tool's place depends on which others are there.
 */
export function orderTools(
  ids: readonly string[],
  choice: StrategyChoice,
  { registry, facts }: { registry: Registry; facts: RouteFacts },
): Ordered {
  if (choice.name === 'ordered') return { order: [...ids], scores: new Map(), note: null };
  const score = scoring[choice.name];
  const scored = ids.map((id): [string, number | undefined] => [
    id,
    score(id, choice, { registry, facts }),
  ]);
  const known = scored.filter((pair): pair is [string, number] => pair[1] !== undefined);
  const scores = new Map(known);
  const unknown = ids.filter((id) => !scores.has(id));
  const sorted = known.toSorted(([, a], [, b]) => a - b).map(([id]) => id);
  return {
    order: [...sorted, ...unknown],
    scores,
    note: noteOf(choice.name, known.length, unknown),
  };
}

function noteOf(
  name: Exclude<RouteStrategy, 'ordered'>,
  known: number,
  unknown: readonly string[],
): string | null {
  if (unknown.length === 0) return null;
  if (known === 0) return `${name}: ${missing[name]} of any of these tools, so they stay in order`;
  return `${name}: ${missing[name]} of ${unknown.join(', ')}, so they come last`;
}

type Scored = Exclude<RouteStrategy, 'ordered'>;

const missing: Record<Scored, string> = {
  weighted: 'no weight is known',
  cheapest: 'no cost is known',
  fastest: 'no times are recorded',
  'least-busy': 'nobody counts the running jobs',
  learned: 'no jobs are recorded',
};

type Score = (
  id: string,
  choice: StrategyChoice,
  known: { registry: Registry; facts: RouteFacts },
) => number | undefined;

const scoring: Record<Scored, Score> = {
  weighted: (id, { seed, definition }) => weightedScore(id, seed, definition.weights?.[id] ?? 1),
  cheapest: (id, _, { registry }) => {
    const cost = registry.tools.get(id)?.cost;
    return cost === undefined ? undefined : costClasses.indexOf(cost);
  },
  fastest: (id, _, { facts }) => facts.figures?.(id)?.medianMs,
  'least-busy': (id, _, { registry, facts }) => {
    const running = facts.running?.(id);
    return running === undefined
      ? undefined
      : running / (registry.tools.get(id)?.maxConcurrent ?? 1);
  },
  learned: (id, _, { facts }) => learnedScore(facts.figures?.(id)),
};

/**
 * A tool of twice the weight comes first twice as often: the exponential of a uniform number, by
 * the weight. The number follows from the seed and the tool alone.
 */
function weightedScore(id: string, seed: number, weight: number): number {
  return weight <= 0 ? Number.MAX_VALUE : -Math.log(uniform(`${seed} ${id}`)) / weight;
}

/** FNV-1a with the last step of MurmurHash3, as a number above 0 and below 1. */
function uniform(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32;
}

/**
 * How bad a tool was, from 0 to 1: seven tenths for its failures, three tenths for its slowness, as
 * in AIM+. The rate of success starts at one half, so that one job proves little.
 */
function learnedScore(figures: ToolFigures | undefined): number | undefined {
  if (figures === undefined || figures.successes + figures.failures === 0) return undefined;
  const { successes, failures, medianMs } = figures;
  const success = (successes + 1) / (successes + failures + 2);
  const speed = medianMs === undefined ? 0 : 1 / (1 + medianMs / 1000);
  return 1 - (0.7 * success + 0.3 * speed);
}
