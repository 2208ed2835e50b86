import { aimPlusRules } from './aim-plus-rules.js';
import { toolstackRules } from './toolstack-rules.js';
import type { Segment, SourceKind } from './types.js';

/** How a value changes on its way; see `conversions.ts`. */
export type Conversion =
  | 'script'
  | 'logPath'
  | 'text'
  | 'backend'
  | 'reference'
  | 'fallback'
  | 'key'
  | 'ms'
  | 'strategy'
  | 'required'
  | 'forbidden';

/**
 * Where the fields of a path go. In `from`, `*` is any one name or entry, `#` an entry of a list,
 * `**` all that is left. In `to`, `$1` is what the first `*` or `#` met, `{id}` the `id` of the
 * nearest entry of a list, `**` all that was left.
 */
export type FieldRule = { from: string } & (
  | { to: string; as?: Conversion }
  /** The command that takes care of it. */
  | { step: string }
  /** Why there is no place for it. */
  | { why: string }
);

/** The first rule of a file's format that fits a path, and what it met. Pure. */
export function ruleFor(kind: SourceKind, path: readonly Segment[]): MatchedRule {
  const isOlder = kind === 'toolstack';
  for (const rule of isOlder ? toolstackRules : aimPlusRules) {
    const met = matchPath(rule.from.split('.'), path, isOlder);
    if (met !== undefined) return { rule, met };
  }
  throw new Error(`No rule for ${path.join('.')}: the last one fits everything`);
}

export interface MatchedRule {
  rule: FieldRule;
  met: Met;
}

export interface Met {
  stars: Segment[];
  rest: Segment[];
}

/** @param ignoreCase - names are compared as PowerShell does */
function matchPath(
  pattern: readonly string[],
  path: readonly Segment[],
  ignoreCase: boolean,
): Met | undefined {
  const stars: Segment[] = [];
  for (const [i, part] of pattern.entries()) {
    if (part === '**') return { stars, rest: path.slice(i) };
    const segment = path[i];
    if (segment === undefined) return undefined;
    if (part === '*' || (part === '#' && typeof segment === 'number')) stars.push(segment);
    else if (!isSame(part, String(segment), ignoreCase)) return undefined;
  }
  return pattern.length === path.length ? { stars, rest: [] } : undefined;
}

function isSame(a: string, b: string, ignoreCase: boolean): boolean {
  return ignoreCase ? a.toLowerCase() === b.toLowerCase() : a === b;
}

/** The path that `to` makes of what was met; a number stays an entry of a list. */
export function destinationOf(to: string, { stars, rest }: Met, id: string | undefined): Segment[] {
  return to.split('.').flatMap((part): Segment[] => {
    if (part === '**') return rest;
    if (part === '{id}') return [id ?? ''];
    if (/^\$\d$/.test(part)) return [stars[Number(part[1]) - 1] as Segment];
    return [/^\d+$/.test(part) ? Number(part) : part];
  });
}
