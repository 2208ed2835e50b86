import { AimError, hasControllingTerminal, isVariableName, type Outcome } from '@aim/core';
import type {
  Injection,
  InjectionPlan,
  MissingKey,
  RunPlan,
  RunRequest,
  RunResult,
} from '@aim/services';
import { parseKeyArgument } from '../../args/parse-key-argument.js';
import { createStyle } from '../../render/style.js';
import { defineCommand, type CommandInput } from '../types.js';

export const command = defineCommand<RunPlan | null>({
  run,
  // What is printed is the program's own.
  render: (plan) => (plan === null ? '' : `Would run ${plan.program}\n`),
});

async function run(input: CommandInput): Promise<Outcome<RunPlan | null>> {
  const { aim, terminal, options, globals } = input;
  const isDry = options['dry-run'] === true;
  if (globals.json && !isDry) {
    throw new AimError(
      'usage.invalid',
      'aim run has no --json: its output is that of the program',
      {
        hint: 'aim status --json tells of the last run',
      },
    );
  }
  const tell = (text: string) =>
    terminal.stderr.write(`${createStyle(terminal.colour.stderr).faint(`aim: ${text}`)}\n`);
  const program = whatToRun(input.args);
  const extra = ((options['secret'] as string[] | undefined) ?? []).map(parseSecretOption);
  const allowMissing = options['allow-missing'] === true;
  const tellMissing = (missing: readonly MissingKey[]) => {
    for (const { env, message } of missing) tell(`${env} is not given: ${message}`);
  };
  if (isDry) {
    const plan = await aim.planRun({ ...program, extra, allowMissing });
    explain(plan.keys, tell);
    tellMissing(plan.missing);
    return { data: plan };
  }
  const result = await aim.run({
    ...program,
    extra,
    allowMissing,
    watchLeaks: options['watch-leaks'] === true,
    mask: maskedStreams(input),
    hasTerminal: hasControllingTerminal(),
    onPlan: (plan, missing) => {
      tellMissing(missing);
      if (options['why'] === true) explain(plan, tell);
      else if (program.tool !== undefined && !globals.quiet) tell(summaryOf(plan));
    },
  });
  if (!globals.quiet) tellMasked(result, tell);
  if (result.leaks !== undefined) {
    const { tellLeaks } = await import('./tell-leaks.js');
    await tellLeaks(result.leaks, input, tell);
  }
  return { data: null, exitCode: result.exitCode };
}

/** `TOOL ARGS…` names a tool of the registry; after `--` stands any program. */
function whatToRun(args: readonly string[]): Pick<RunRequest, 'tool' | 'command' | 'args'> {
  const isCommand = args[0] === '--';
  const [program, ...rest] = isCommand ? args.slice(1) : args;
  if (program === undefined) {
    throw new AimError('usage.invalid', 'Nothing to run: name a tool, or a command after --', {
      hint: 'aim run --help',
    });
  }
  return isCommand ? { command: program, args: rest } : { tool: program, args: rest };
}

/** What was given is not repeated: it may be a value where a name belongs. */
function parseSecretOption(text: string): Injection {
  const key = parseKeyArgument(text);
  if (key !== undefined && isVariableName(key.env ?? key.secret)) {
    return { env: key.secret, ...key };
  }
  throw new AimError(
    'usage.invalid',
    '--secret: expected KEY or ENV=KEY, where KEY is the name of a secret and ENV of a variable',
    { hint: 'aim run --secret TOKEN=github/token -- COMMAND' },
  );
}

function maskedStreams({ terminal, options }: CommandInput): RunRequest['mask'] {
  if (options['mask'] === true && options['no-mask'] === true) {
    throw new AimError('usage.invalid', '--mask and --no-mask exclude each other');
  }
  const wants = (isTty: boolean) =>
    options['mask'] === true || (options['no-mask'] !== true && !isTty);
  return {
    stdout: wants(terminal.stdoutIsTty) ? terminal.stdout : null,
    stderr: wants(terminal.stderrIsTty) ? terminal.stderr : null,
  };
}

function summaryOf(plan: InjectionPlan): string {
  const withheld = withheldKeys(plan);
  const login = withheld.find(({ reason }) => reason === 'login');
  const counts = `injected ${plan.inject.length} · withheld ${withheld.length}`;
  return login === undefined ? counts : `${counts}; ${login.message}`;
}

function explain(plan: InjectionPlan, tell: (text: string) => void): void {
  const withheld = withheldKeys(plan);
  for (const { env, secret } of plan.inject) {
    tell(`injected ${env}${env === secret ? '' : ` from ${secret}`}`);
  }
  for (const env of plan.keep) tell(`${env} stays as it is in your environment`);
  for (const { message } of withheld) tell(message);
  if (plan.inject.length + plan.keep.length + withheld.length === 0) {
    tell('no key is given or withheld');
  }
}

/** AIM's own settings are always withheld and are no keys. */
function withheldKeys({ withheld }: InjectionPlan): InjectionPlan['withheld'] {
  return withheld.filter(({ reason }) => reason !== 'aim');
}

function tellMasked({ masked, notMaskable }: RunResult, tell: (text: string) => void): void {
  if (masked > 0) {
    const [values, them] = masked === 1 ? ['value', 'it'] : ['values', 'them'];
    tell(`masked ${masked} ${values}; --no-mask passes ${them} on`);
  }
  if (notMaskable.length > 0) tell(`too short to be masked: ${notMaskable.join(', ')}`);
}
