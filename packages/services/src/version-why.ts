import { AimError, settingPlace } from '@aim/core';
import {
  chooseVersion,
  factsPackage,
  packageOf,
  tamperedHash,
  versionPolicy,
  wishedRange,
  type DriftRow,
  type HeldVersion,
  type PackageFacts,
} from '@aim/environment';
import type { Tool } from '@aim/registry';
import type { AimContext } from './context.js';
import { gatherToolFacts } from './facts/tool-facts.js';
import { toolOf } from './find-program.js';
import { registryFacts } from './versions/ask-registries.js';
import { driftOf } from './versions/drift.js';
import { askedTools, lockScopes, type AskedTool } from './versions/scopes.js';
import { whyReasons } from './versions/why-reasons.js';

/** Why a tool has the version that it has, and not the newest. */
export interface VersionWhy extends DriftRow {
  /** Where the configuration asks for it, and where it says the range, as `file:line:column`. */
  askedAt: string | null;
  pinnedAt: string | null;
  lockFile: string | null;
  /** The newest that its makers publish, as far as somebody asked, and when. */
  upstream: string | null;
  checkedAt: string | null;
  /** The newest that `aim lock --update` would choose; null where that is not known. */
  eligible: string | null;
  cooldownHours: number;
  /** Newer versions that the cooldown holds, the newest first. */
  held: HeldVersion[];
  /** Why nobody should take the locked version; null for nothing. */
  withdrawn: string | null;
  /** How the files of the locked version differ from those of the registry; null when they do not. */
  tampered: string | null;
  /** What it comes to, in sentences. */
  reasons: string[];
}

/**
 * Explains the version of one tool. Asks nobody unless `online`, and then its registry once.
 *
 * @throws AimError `usage.unknown_tool`, `config.invalid`, `lockfile.invalid`
 */
export async function versionWhy(
  context: AimContext,
  name: string,
  { online = false }: { online?: boolean } = {},
): Promise<VersionWhy> {
  const subject = await subjectOf(context, name);
  const { wish, scope, lock } = subject;
  const [drifted] = await driftOf(context, [subject], { online });
  const { row, latest } = drifted as NonNullable<typeof drifted>;
  const locked = lock?.tools[wish.tool];
  const facts = await factsOf(context, subject, online);
  const choice = facts && (await choiceOf(context, subject, facts));
  const { config } = await context.config();
  const place = async (path: typeof wish.rangePath) =>
    scope === null || path === null ? null : settingPlace(scope.source.path, path);
  const told = {
    ...row,
    askedAt: await place(wish.path),
    pinnedAt: await place(wish.rangePath),
    lockFile: scope !== null && locked !== undefined ? scope.lockFile : null,
    upstream: latest?.upstream ?? null,
    checkedAt: latest?.checkedAt ?? null,
    eligible: choice?.version ?? null,
    cooldownHours: versionPolicy(config).cooldownMs / 3_600_000,
    held: choice?.held ?? [],
    withdrawn: (locked?.version && facts?.versions[locked.version]?.withdrawn) || null,
    tampered: facts === null || locked === undefined ? null : tamperedHash(locked, facts),
  };
  return { ...told, reasons: whyReasons(told) };
}

/** A tool that is asked for, or one that is only known. */
type Subject = Omit<AskedTool, 'scope'> & { scope: AskedTool['scope'] | null };

async function subjectOf(context: AimContext, name: string): Promise<Subject> {
  const asked = await askedTools(await lockScopes(context));
  const found = asked.find(({ wish }) => wish.tool === name || wish.named?.name === name);
  if (found !== undefined) return found;
  const tool = await toolOf(context, name);
  return asked.find(({ wish }) => wish.tool === tool.id) ?? (await onlyKnown(context, tool));
}

async function onlyKnown(context: AimContext, tool: Tool): Promise<Subject> {
  const { presence } = await gatherToolFacts(context, context.registry, () => Promise.resolve([]));
  const channel = presence.get(tool.id)?.channel;
  const usual = tool.packages.find(({ manager }) => manager === channel) ?? tool.packages[0];
  if (usual === undefined) {
    throw new AimError('usage.unknown_tool', `${tool.id} comes as no package that AIM knows`, {
      hint: `aim tools info ${tool.id}`,
    });
  }
  const wish = {
    tool: tool.id,
    named: null,
    usual,
    range: null,
    extras: [],
    path: [],
    rangePath: null,
  };
  return { wish, scope: null, lock: undefined };
}

async function factsOf(
  context: AimContext,
  { wish, lock }: Subject,
  online: boolean,
): Promise<PackageFacts | null> {
  const { manager, name } = packageOf(wish, lock?.tools[wish.tool]);
  const wanted = factsPackage(manager, name);
  if (wanted === undefined) return null;
  const answer = (await registryFacts(context, [wanted], { offline: !online }))(wanted);
  return answer.kind === 'known' ? answer.facts : null;
}

async function choiceOf(context: AimContext, { wish, lock }: Subject, facts: PackageFacts) {
  const { manager: channel } = packageOf(wish, lock?.tools[wish.tool]);
  const policy = versionPolicy((await context.config()).config);
  const range = wishedRange(wish, channel);
  return chooseVersion({ channel, facts, range, policy, now: context.host.now() });
}
