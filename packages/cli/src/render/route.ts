import type { RoutePlan } from '@aim/services';
import type { RenderContext } from '../commands/types.js';
import { columns } from './columns.js';

/** The chain in order, then every tool that is not in it, each with its reason. */
export function renderRoute(plan: RoutePlan, { style, columns: width }: RenderContext): string {
  const ranked = [...plan.candidates].sort(
    (a, b) => (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER),
  );
  const rows = ranked.map(({ tool, rank, reason }) => [
    rank === null ? ' -' : String(rank).padStart(2),
    tool,
    reason,
  ]);
  const head =
    plan.chosen === null
      ? `No tool can take ${plan.capability} now`
      : `${plan.capability} goes to ${style.accent(plan.chosen)}`;
  const paint = (text: string, row: number) =>
    ranked[row]?.eligible === true ? text : style.faint(text);
  const { name, seed, note } = plan.strategy;
  const order = [
    ...(name === 'ordered'
      ? []
      : [`by strategy ${name}${name === 'weighted' ? `, seed ${seed}` : ''}`]),
    ...(note === null ? [] : [style.warn(note)]),
    ...plan.warnings.map((warning) => style.warn(warning)),
  ];
  const lines = columns(rows, { width, paint });
  return `${[head, ...order, '', ...lines].join('\n')}\n`;
}
