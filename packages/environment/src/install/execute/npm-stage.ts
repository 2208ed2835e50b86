import { AimError } from '@aim/core';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '../../owners/read-metadata.js';
import { npm, npmBin, npmModules } from '../managers/npm.js';
import { nameOf, spec } from '../managers/manager.js';
import { moveFolder, removeFolder } from '../undo/folders.js';
import { applySwitch, planRestore, planSwitch } from '../undo/package-switch.js';
import type { KeptCopy, PlannedStep } from '../types.js';
import { callManager } from './call-manager.js';
import { enter, folderOf, notWhatWasAsked, type QueuedStep, type StepContext } from './step-run.js';
import { showBefore, tryOut } from './try-out.js';

/** Of npm's folders: where packages and programs are, and where AIM works beside them. */
function placesOf(prefix: string, name: string, host: StepContext['host']) {
  const modules = npmModules(prefix, host);
  const own = join(modules, '.aim');
  return {
    modules,
    bin: npmBin(prefix, host),
    work: join(own, 'work', name),
    // As a prefix of npm, so that what is in it is known for a package of npm.
    kept: join(own, 'kept', name, 'lib', 'node_modules'),
  };
}

/** A new version, whole and tried out, beside the one that is there. */
export interface Staged {
  work: string;
  stage: string;
}

/**
 * Lets npm install packages into a prefix of their own, below the real one: whatever happens, what
 * is installed stays as it is.
 *
 * @throws AimError as `callManager`, `install.integrity`
 */
export async function stageNpm(
  items: readonly QueuedStep[],
  context: StepContext,
): Promise<Staged> {
  const [first] = items as [QueuedStep];
  const { prefix } = first.step;
  const { work } = placesOf(prefix, folderOf(first, context), context.host);
  const stage = join(work, 'stage');
  for (const item of items) {
    context.operation.update(item.index, { phase: 'begun', work });
    enter(item, 'fetching', context);
  }
  try {
    // npm of before 11 installs no program into a folder that is not there.
    fs.mkdirSync(npmBin(stage, context.host), { recursive: true });
    const call = (args: readonly string[]) =>
      callManager({ tool: first.step.tool, manager: 'npm', prefix, args }, context);
    const files = new Map<PlannedStep, string>();
    for (const { step } of items) {
      if (step.integrity === null) continue;
      files.set(step, await fetchLocked(step, join(work, `pack-${files.size}`), call));
    }
    const [install = [], ...rest] = npm.install(
      items.map(({ step }) => step),
      stage,
    );
    await call(withFiles(install, files));
    for (const args of rest) await call(args);
    return { work, stage };
  } catch (error) {
    removeFolder(work);
    throw error;
  }
}

/** The arguments with the path of the tarball in the place of a name that is locked. */
function withFiles(args: readonly string[], files: ReadonlyMap<PlannedStep, string>) {
  const bySpec = new Map([...files].map(([step, file]) => [spec(step, '@'), file]));
  return args.map((word) => bySpec.get(word) ?? word);
}

async function fetchLocked(
  step: PlannedStep,
  folder: string,
  call: (args: readonly string[]) => Promise<void>,
): Promise<string> {
  fs.mkdirSync(folder, { recursive: true });
  await call(['pack', spec(step, '@'), '--pack-destination', folder, '--ignore-scripts']);
  const [name = ''] = namesIn(folder);
  const file = join(folder, name);
  const found = `sha512-${createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`;
  if (step.integrity?.hashes.includes(found) === true) return file;
  throw new AimError(
    'install.integrity',
    `${spec(step, '@')} is not what was locked: its hash is ${found}`,
    {
      hint: 'Nothing was changed. Find out why the registry sends another file before you lock anew',
      details: { package: step.package, expected: step.integrity?.hashes, found },
    },
  );
}

/**
 * Tries a staged package out and puts it in the place of the old one.
 *
 * @returns its version
 * @throws AimError `install.broken`, `install.failed`; the old version is in place then
 */
export async function switchTo(
  item: QueuedStep,
  { work, stage }: Staged,
  context: StepContext,
): Promise<string> {
  const { step, index } = item;
  const { host, operation } = context;
  const name = nameOf(step);
  const isWindows = host.platform === 'win32';
  const { bin, modules, kept } = placesOf(step.prefix, folderOf(item, context), host);
  const staged = npm.version?.(name, stage, host) ?? null;
  if (staged === null || (step.to !== null && staged !== step.to)) {
    throw notWhatWasAsked(step, staged);
  }
  enter(item, 'checking', context);
  const before = await showBefore(item, bin, context);
  await tryOut(item, { bin: npmBin(stage, host), before }, context);
  enter(item, 'switching', context);
  await placeNeighbours(npmModules(stage, host), modules, context);
  const change = planSwitch({
    place: join(modules, name),
    fresh: join(npmModules(stage, host), name),
    freshBin: npmBin(stage, host),
    bin,
    next: join(work, `next-${index}`),
    kept: join(kept, name),
    isWindows,
  });
  operation.update(index, { phase: 'switching', change });
  const copy = await applySwitch(change);
  settle(item, { copy, after: staged }, context);
  return staged;
}

/** Puts a kept package of npm back. @returns its version */
export async function switchBack(
  item: QueuedStep,
  copy: KeptCopy,
  context: StepContext,
): Promise<string | null> {
  const { step, index } = item;
  const { host, operation } = context;
  const { bin, work, kept } = placesOf(step.prefix, folderOf(item, context), host);
  enter(item, 'switching', context);
  const change = planRestore(copy, {
    bin,
    next: join(work, 'next'),
    kept: join(kept, nameOf(step)),
    isWindows: host.platform === 'win32',
  });
  operation.update(index, { phase: 'switching', change, work });
  const replaced = await applySwitch(change);
  removeFolder(work);
  settle(item, { copy: replaced, after: copy.version }, context);
  return copy.version;
}

function settle(
  { index }: QueuedStep,
  { copy, after }: { copy: KeptCopy | null; after: string | null },
  { operation }: StepContext,
): void {
  const before = operation.record.steps[index]?.before ?? null;
  operation.update(index, {
    phase: 'done',
    kept: copy && { ...copy, version: before },
    after,
  });
}

/** Packages that npm puts beside those that were asked for, for their peers: where none is yet. */
async function placeNeighbours(
  staged: string,
  modules: string,
  { operation }: StepContext,
): Promise<void> {
  const asked = new Set(operation.record.steps.map(({ step }) => step.package));
  for (const name of packageNames(staged)) {
    const target = join(modules, name);
    if (!asked.has(name) && !fs.existsSync(target)) await moveFolder(join(staged, name), target);
  }
}

function packageNames(modules: string): string[] {
  return namesIn(modules).flatMap((name) => {
    if (name.startsWith('.')) return [];
    return name.startsWith('@')
      ? namesIn(join(modules, name)).map((each) => `${name}/${each}`)
      : [name];
  });
}
