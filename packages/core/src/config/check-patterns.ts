import { messageOf } from '../errors/aim-error.js';
import type { AimConfig } from './types.js';

/** Expressions of tools that are none. Pure. */
export function wrongPatterns(config: AimConfig): { path: string[]; message: string }[] {
  return Object.entries(config.registry?.tools ?? {}).flatMap(([id, { check }]) => {
    if (check === undefined) return [];
    const at = ['registry', 'tools', id, 'check'];
    const { pattern } = check.success;
    const places = [
      ...(pattern === undefined ? [] : [{ path: [...at, 'success', 'pattern'], pattern }]),
      ...Object.entries(check.figures ?? {}).flatMap(([name, figure]) =>
        ('matches' in figure ? figure.matches : []).map((each, index) => ({
          path: [...at, 'figures', name, 'matches', String(index)],
          pattern: each,
        })),
      ),
    ];
    return places.flatMap(({ path, pattern: source }) => {
      const problem = problemOf(source);
      return problem === undefined ? [] : [{ path, message: `expected an expression: ${problem}` }];
    });
  });
}

function problemOf(source: string): string | undefined {
  try {
    new RegExp(source);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
