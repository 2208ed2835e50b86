import type { Usage } from '../adapter.js';
import { valueAt } from './json.js';

const places = {
  inputTokens: ['usage.input_tokens', 'usage.prompt_tokens', 'prompt_eval_count'],
  outputTokens: ['usage.output_tokens', 'usage.completion_tokens', 'eval_count'],
  costUsd: ['total_cost_usd'],
} as const;

/** What the job cost, as far as the output tells it in one of the usual places. */
export function readUsage(objects: readonly unknown[]): Usage | undefined {
  const usage: Usage = {};
  for (const object of objects) {
    for (const [field, paths] of Object.entries(places)) {
      const value = paths.map((path) => valueAt(object, path)).find(isCount);
      if (value !== undefined) usage[field as keyof Usage] = value;
    }
  }
  return Object.keys(usage).length === 0 ? undefined : usage;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
