import type { DetectableTool } from '../../detect/types.js';
import { programFileNames } from '../../detect/program-names.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { brokenBy, show, type Shown } from './contract.js';
import { broken, type QueuedStep, type StepContext } from './step-run.js';

/** What the program in this folder shows of itself before a change; null where there is none. */
export async function showBefore(
  { step }: QueuedStep,
  bin: string,
  { host, tools }: StepContext,
): Promise<Shown | null> {
  const { contract, detectable } = tools.get(step.tool) ?? {};
  const path = detectable && programIn(bin, detectable, host);
  return contract && path !== undefined ? show(path, contract, host) : null;
}

/** Runs the program in this folder after a change. @throws AimError `install.broken` */
export async function tryOut(
  { step }: QueuedStep,
  { bin, before }: { bin: string; before: Shown | null },
  { host, tools }: StepContext,
): Promise<void> {
  const { contract, detectable } = tools.get(step.tool) ?? {};
  if (!contract || detectable === undefined) return;
  const path = programIn(bin, detectable, host);
  if (path === undefined) {
    throw broken(step, `there is no ${detectable.binaries.join(' or ')} in ${bin}`);
  }
  const why = brokenBy(before, await show(path, contract, host));
  if (why !== undefined) throw broken(step, why);
}

function programIn(
  bin: string,
  { binaries }: DetectableTool,
  host: Parameters<typeof programFileNames>[1],
): string | undefined {
  return binaries
    .flatMap((name) => programFileNames(name, host))
    .map((name) => join(bin, name))
    .find((path) => existsSync(path));
}
