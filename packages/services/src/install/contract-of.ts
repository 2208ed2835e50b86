import type { CatalogueToolDetails, Headless } from '@aim/core';
import type { Contract } from '@aim/environment';
import type { Tool } from '@aim/registry';

/**
 * What a tool has to do after a change: to tell its version, and to have the options in its help by
 * which AIM runs it. Null for one that must not be started only to look at it.
 */
export function contractOf(
  { noUpdateEnv }: Pick<Tool, 'noUpdateEnv'>,
  details: Pick<CatalogueToolDetails, 'version' | 'headless'> | undefined,
): Contract | null {
  if (details === undefined || details.version.spawnable === false) return null;
  const { args, pattern } = details.version;
  return {
    version: { args, pattern },
    help: details.headless === undefined ? null : helpOf(details.headless),
    ...(noUpdateEnv && { noUpdateEnv }),
  };
}

function helpOf({ args, promptArgs = [], modelArgs = [], permission }: Headless): Contract['help'] {
  const firstOption = args.findIndex((word) => !/^[a-z][a-z-]*$/.test(word));
  const words = firstOption < 0 ? args : args.slice(0, firstOption);
  const grants = Object.values(permission).flatMap((grant) => grant.args ?? []);
  const options = [...args, ...promptArgs, ...modelArgs, ...grants].flatMap(
    (word) => /^--[a-z][\w-]+/i.exec(word)?.[0] ?? [],
  );
  return options.length === 0
    ? null
    : { args: [...words, '--help'], options: [...new Set(options)] };
}
