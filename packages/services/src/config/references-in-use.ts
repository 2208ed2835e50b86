import { readTextFile, type ConfigProblem, type ConfigSource } from '@aim/core';
import type { AimContext } from '../context.js';
import { allHealthChecks } from '../health-checks.js';
import { knownTools, referenceProblems } from './references.js';

/**
 * The same for the files in use, as far as they have an effect. A tool whose definition waits for
 * trust is known: that it waits is told elsewhere.
 */
export async function wrongReferences(
  context: AimContext,
  sources: readonly ConfigSource[],
): Promise<ConfigProblem[]> {
  const waiting = sources.flatMap(({ withheld }) =>
    withheld.flatMap(({ path }) => /^registry\.tools\.(.+)$/.exec(path)?.[1] ?? []),
  );
  const known = {
    tools: new Set([...(await knownTools(sources)), ...waiting]),
    checks: new Set(allHealthChecks(context).map(({ id }) => id)),
  };
  const problems = await Promise.all(
    sources.map(({ path, config }) =>
      referenceProblems({ path, text: readTextFile(path) ?? '', config }, known),
    ),
  );
  return problems.flat();
}
