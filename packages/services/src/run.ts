import { minMaskableLength, runTransparent } from '@aim/core';
import type { Injection, InjectionPlan } from '@aim/secrets';
import type { Writable } from 'node:stream';
import { environmentFor, type MissingKey } from './child-environment.js';
import type { AimContext } from './context.js';
import { resolveProgram, toolOf } from './find-program.js';
import type { LeakReport } from './leaks/watch-leaks.js';
import { runJournal } from './run-journal.js';

export interface RunRequest {
  /** A tool of the registry by id or program name; or, with `command`, any program. */
  tool?: string;
  command?: string;
  args: readonly string[];
  extra: readonly Injection[];
  /** Goes on without the secrets that could not be read. */
  allowMissing?: boolean;
  /** Looks, after the run, for the values in the files that the tool wrote. */
  watchLeaks?: boolean;
  /** Which streams are filtered; null passes the stream on untouched. */
  mask: { stdout: Writable | null; stderr: Writable | null };
  hasTerminal: boolean;
  /** Hears what was decided, before the program starts. */
  onPlan?: (plan: InjectionPlan, missing: readonly MissingKey[]) => void;
}

export interface RunResult {
  program: string;
  exitCode: number;
  /** How many different values were masked in the output. */
  masked: number;
  /** Variables whose values are too short to be masked. */
  notMaskable: string[];
  /** With `watchLeaks`. */
  leaks?: LeakReport;
}

/** What would be run, and which keys it would be given. */
export interface RunPlan {
  program: string;
  keys: InjectionPlan;
  /** With `allowMissing`: what the program would not get. */
  missing: MissingKey[];
}

type PlannedRun = Pick<RunRequest, 'tool' | 'command' | 'extra' | 'allowMissing'>;

/** Reads the secrets as a run would, and starts nothing. @throws AimError as `run` */
export async function planRun(context: AimContext, request: PlannedRun): Promise<RunPlan> {
  const { program, plan, missing } = await prepare(context, request);
  return { program, keys: plan, missing };
}

async function prepare(context: AimContext, request: PlannedRun) {
  const tool = request.tool === undefined ? undefined : await toolOf(context, request.tool);
  const program = resolveProgram(context, tool, request.command);
  const child = await environmentFor(context, {
    ...(tool === undefined ? {} : { tool }),
    ...(request.command === undefined ? {} : { command: request.command }),
    extra: request.extra,
    ...(request.allowMissing !== undefined && { allowMissing: request.allowMissing }),
  });
  return { tool, program, ...child };
}

/**
 * Runs a program with the keys that it needs and no others, as if AIM were not there. What the
 * store answers stops it before the program starts.
 *
 * @throws AimError `run.not_found`, `run.not_executable`, `run.failed`, `usage.unknown_tool`,
 *   `usage.invalid` for `watchLeaks` where no files are known, the answers of the store
 */
export async function run(context: AimContext, request: RunRequest): Promise<RunResult> {
  const { tool, program, env, plan, values, missing } = await prepare(context, request);
  const watch = request.watchLeaks ? await watchFor(context, { tool, plan, env }) : undefined;
  request.onPlan?.(plan, missing);
  const stdout = await filterTo(request.mask.stdout, values);
  const stderr = await filterTo(request.mask.stderr, values);
  const journal = runJournal(context, {
    tool: tool?.id ?? null,
    program,
    keys: plan.inject.map(({ env: name }) => name),
  });
  // Before the start: that keys were handed out is on record whatever happens to AIM.
  await journal.started();
  let exitCode: number;
  try {
    ({ exitCode } = await runTransparent({
      file: program,
      args: request.args,
      env,
      cwd: context.host.cwd,
      hasTerminal: request.hasTerminal,
      filter: {
        ...(stdout && { stdout: stdout.filter }),
        ...(stderr && { stderr: stderr.filter }),
      },
    }));
  } catch (error) {
    await journal.failed(error);
    throw error;
  }
  await journal.ended(exitCode);
  const leaks = await watch?.report();
  const isMasked = stdout !== undefined || stderr !== undefined;
  return {
    program,
    exitCode,
    masked: new Set([...(stdout?.masked() ?? []), ...(stderr?.masked() ?? [])]).size,
    notMaskable: isMasked || leaks !== undefined ? shortValues(plan, env) : [],
    ...(leaks && { leaks }),
  };
}

async function watchFor(
  context: AimContext,
  { tool, plan, env }: Pick<Awaited<ReturnType<typeof prepare>>, 'tool' | 'plan' | 'env'>,
) {
  const { watchLeaks } = await import('./leaks/watch-leaks.js');
  const names = [...plan.inject, ...plan.keep.map((name) => ({ env: name, secret: name }))];
  // One secret may fill several variables: it is told of once, by its own name.
  const values = new Map(names.map(({ env: variable, secret }) => [env[variable] ?? '', secret]));
  return watchLeaks(
    context,
    tool,
    [...values].map(([value, name]) => ({ name, value })),
  );
}

function shortValues({ inject }: InjectionPlan, env: Readonly<Record<string, string>>): string[] {
  return inject
    .map(({ env: name }) => name)
    .filter((name) => (env[name] as string).length < minMaskableLength);
}

async function filterTo(target: Writable | null, values: readonly string[]) {
  if (target === null || values.length === 0) return undefined;
  const { createRedactStream } = await import('@aim/core');
  const { stream, masked } = createRedactStream(values);
  return { filter: { through: stream, to: target }, masked };
}
