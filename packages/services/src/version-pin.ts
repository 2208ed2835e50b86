import {
  AimError,
  configKey,
  configValueAt,
  packageManagers,
  parseConfig,
  readTextFile,
  settingPlace,
  type ConfigPath,
  type PackageManager,
} from '@aim/core';
import {
  detectPackage,
  parseRange,
  readLock,
  versionScheme,
  wishedPackage,
  type ToolPresence,
  type ToolWish,
} from '@aim/environment';
import type { Tool } from '@aim/registry';
import { setConfig, type SetConfigResult } from './config/set.js';
import { changedFile } from './config/target.js';
import type { AimContext, AimOptions } from './context.js';
import { gatherToolFacts } from './facts/tool-facts.js';
import { toolOf } from './find-program.js';
import { lockScopes, type LockScope } from './versions/scopes.js';

export interface PinRequest {
  tool: string;
  /** A version or a range; the installed version unless told. */
  version?: string;
  /** In the project's file, not in the user's. */
  project?: boolean;
  dryRun?: boolean;
}

export interface PinResult extends SetConfigResult {
  tool: string;
  /** The pin from now on; null for none. */
  version: string | null;
}

/**
 * Pins a tool in the configuration, in place: at its package, or at the tool itself where that is
 * pinned already or comes as no package.
 *
 * @throws AimError `usage.unknown_tool`; `usage.invalid` for a text that is neither a version nor a
 *   range, and where no version is named and nothing tells the installed one; those of `setConfig`
 */
export async function pinVersion(
  context: AimContext,
  options: AimOptions,
  { tool: name, version, project = false, dryRun = false }: PinRequest,
): Promise<PinResult> {
  const subject = await subjectOf(context, name);
  const file = changedFile(context, options, project);
  const { path, manager } = await placeOf(subject, file);
  const pin = version ?? installedVersion(subject);
  const read = parseRange(pin, versionScheme(manager));
  if ('problem' in read) {
    throw new AimError('usage.invalid', `${name}: ${read.problem}`, {
      hint: `aim version pin ${name}, which takes the installed version`,
    });
  }
  const value = JSON.stringify(pin);
  const set = await setConfig(context, options, { key: configKey(path), value, project, dryRun });
  await tellStronger(context, { subject, file: set.file, path });
  return { ...set, tool: subject.id, version: pin };
}

/**
 * Takes the pins of a tool out of one configuration file.
 *
 * @throws AimError `usage.unknown_tool`; `usage.invalid` where that file has no pin of it; those of
 *   `setConfig`
 */
export async function unpinVersion(
  context: AimContext,
  options: AimOptions,
  { tool: name, project = false, dryRun = false }: Omit<PinRequest, 'version'>,
): Promise<PinResult> {
  const subject = await subjectOf(context, name);
  const file = changedFile(context, options, project);
  const paths = await pinsIn(subject, file);
  const [first, ...more] = paths;
  if (first === undefined) throw await notPinned(subject, { file, project });
  let set = await setConfig(context, options, { key: configKey(first), project, dryRun });
  for (const path of more) {
    set = await setConfig(context, options, { key: configKey(path), project, dryRun });
  }
  await tellStronger(context, { subject, file, path: first });
  return { ...set, tool: subject.id, version: null };
}

/** Whose version is pinned. */
interface Subject {
  id: string;
  tool: Tool | undefined;
  presence: ToolPresence | undefined;
  /** Packages by which it may be pinned, the best first. */
  packages: readonly { manager: PackageManager; name: string }[];
  scopes: readonly LockScope[];
}

async function subjectOf(context: AimContext, name: string): Promise<Subject> {
  const scopes = await lockScopes(context);
  const wish = scopes.flatMap(({ wishes }) => wishes).findLast((each) => isNamed(each, name));
  const { registry, presence } = await gatherToolFacts(context, context.registry, () =>
    Promise.resolve([]),
  );
  const id = wish?.tool ?? (await toolOf(context, name)).id;
  const tool = registry.tools.get(id);
  const seen = presence.get(id) ?? (wish && detectPackage(id, wishedPackage(wish), context.host));
  const locked = (await readLock(scopes.at(-1)?.lockFile ?? ''))?.tools[id];
  const candidates = [
    ...(wish?.named ? [wish.named] : []),
    ...(locked ? [{ manager: locked.channel, name: locked.package }] : []),
    ...(seen?.channel && seen.package !== null
      ? [{ manager: seen.channel, name: seen.package }]
      : []),
    ...(wish ? [wish.usual] : []),
    ...(tool?.packages ?? []),
  ];
  const packages = candidates.flatMap((each) => {
    const manager = packageManagers.find((known) => known === each.manager);
    return manager === undefined ? [] : [{ manager, name: each.name }];
  });
  return { id, tool, presence: seen, packages, scopes };
}

function isNamed({ tool, named }: ToolWish, name: string): boolean {
  return tool === name || named?.name === name;
}

async function placeOf(
  subject: Subject,
  file: string,
): Promise<{ path: ConfigPath; manager: string | null }> {
  const [own] = subject.packages;
  const manager = own?.manager ?? null;
  const [pinned] = await pinsIn(subject, file);
  if (pinned !== undefined)
    return { path: pinned, manager: pinned[1] === 'versionPins' ? (pinned[2] as string) : manager };
  if (own === undefined) return { path: toolPath(subject.id), manager };
  return { path: ['environment', 'versionPins', own.manager, own.name], manager };
}

function toolPath(id: string): string[] {
  return ['registry', 'tools', id, 'pinnedVersion'];
}

/** The pins of a tool in a file; the one that wins first. */
async function pinsIn({ id, packages, tool }: Subject, file: string): Promise<ConfigPath[]> {
  const text = readTextFile(file);
  if (text === undefined) return [];
  const config = await parseConfig(file, text);
  const all = [...packages, ...(tool?.packages ?? [])];
  const paths = [
    toolPath(id),
    ...all.map(({ manager, name }) => ['environment', 'versionPins', manager, name]),
  ];
  const unique = [...new Map(paths.map((path) => [configKey(path), path])).values()];
  return unique.filter((path) => Boolean(configValueAt(config, path)));
}

function installedVersion({ id, presence }: Subject): string {
  const version = presence?.version ?? null;
  if (version !== null) return version;
  throw new AimError('usage.invalid', `Nothing on disk tells an installed version of ${id}`, {
    hint: `Name one: aim version pin ${id} VERSION`,
  });
}

async function notPinned(
  subject: Subject,
  { file, project }: { file: string; project: boolean },
): Promise<AimError> {
  for (const { source } of subject.scopes) {
    const [path] = source.path === file ? [] : await pinsIn(subject, source.path);
    if (path === undefined) continue;
    const hint = project
      ? `aim version unpin ${subject.id}`
      : `aim version unpin ${subject.id} --project`;
    const place = await settingPlace(source.path, path);
    return new AimError('usage.invalid', `${subject.id} is pinned in another file: ${place}`, {
      hint,
    });
  }
  return new AimError('usage.invalid', `${subject.id} is not pinned`, {
    hint: 'aim version check',
  });
}

/** A pin of a stronger file has the last word. */
async function tellStronger(
  context: AimContext,
  { subject, file, path }: { subject: Subject; file: string; path: ConfigPath },
): Promise<void> {
  const at = subject.scopes.findIndex(({ source }) => source.path === file);
  // A file that was made just now is one of those that are not among them.
  const stronger = at < 0 ? ofProject(subject.scopes) : subject.scopes.slice(at + 1);
  for (const { source } of stronger) {
    const [pin] = await pinsIn(subject, source.path);
    if (pin === undefined) continue;
    context.notify({
      id: 'version.stronger_pin',
      severity: 'warn',
      message: `${configKey(path)} has no effect here: ${await settingPlace(source.path, pin)} wins over it`,
    });
  }
}

function ofProject(scopes: readonly LockScope[]): LockScope[] {
  return scopes.filter(({ source }) => source.kind === 'project');
}
