import { probeOutput, probeVersion } from '../../versions/probe-version.js';
import type { Host } from '@aim/core';

/** What a tool has to do after a change, tried by running it without the user's home and keys. */
export interface Contract {
  version: { args: readonly string[]; pattern: string };
  /** The help that tells of the options by which AIM runs it. */
  help: { args: readonly string[]; options: readonly string[] } | null;
  noUpdateEnv?: Readonly<Record<string, string>>;
}

/** What a program showed of itself. */
export interface Shown {
  version: string | null;
  /** Why it named none, as the end of a sentence; empty where that cannot be told. */
  why: string;
  /** Those of the options that its help names. */
  options: readonly string[];
}

/** Runs a program for its version and its help. Never rejects. */
export async function show(
  path: string,
  { version, help, noUpdateEnv }: Contract,
  host: Host,
): Promise<Shown> {
  const common = { path, ...(noUpdateEnv && { noUpdateEnv }) };
  const asked = await probeVersion({ ...common, ...version }, host);
  const text =
    help === null || asked.version === null
      ? ''
      : await probeOutput({ ...common, args: help.args }, host);
  return {
    version: asked.version,
    why: asked.version === null && asked.isSlow !== true ? asked.why : '',
    options: (help?.options ?? []).filter((option) => names(text, option)),
  };
}

/**
 * Why the new version does not keep what the old one did; undefined when it does. What the old one
 * did not do either is not asked of the new one. Pure.
 */
export function brokenBy(before: Shown | null, after: Shown): string | undefined {
  if (after.why !== '' && before?.version !== null) return `it ${after.why}`;
  // A machine under load is no reason to take an update back.
  if (after.version === null) return undefined;
  const lost = (before?.options ?? []).filter((option) => !after.options.includes(option));
  if (lost.length === 0) return undefined;
  return `its help does not name ${lost.join(', ')} any more, by which AIM runs it`;
}

function names(help: string, option: string): boolean {
  const escaped = option.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`).test(help);
}
