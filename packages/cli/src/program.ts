import {
  errorEnvelope,
  exitCodeOf,
  isAimError,
  outcomeEnvelope,
  reportError,
  systemHost,
  type Finding,
} from '@aim/core';
import { createAim, type Aim, type AimOptions } from '@aim/services';
import {
  commandName,
  parseCommandLine,
  wantsJson,
  type CommandLine,
} from './args/parse-command-line.js';
import type { OptionValues } from './args/parse-options.js';
import { checkArguments } from './args/check-arguments.js';
import { commandTable } from './commands/table.js';
import type { CommandSpec, GlobalOptions } from './commands/types.js';
import { errorText, findingText } from './render/error.js';
import { createStyle } from './render/style.js';
import { canDraw, isAllWritten, systemTerminal, type Terminal } from './terminal/terminal.js';

export { isAllWritten };

/** What the program is told by the file that starts it. */
export interface ProgramFacts {
  version: string;
  /** The keychain's helper, where it does not lie in `@aim/secrets`. */
  keychainHelper?: string;
  /** What clears the clipboard, where it does not lie in `@aim/core`. */
  clipboardHelper?: string;
}

/** Runs one command line and answers the exit code. The one place that prints. */
export async function runProgram(argv: readonly string[], facts: ProgramFacts): Promise<number> {
  const started = Date.now();
  const terminal = systemTerminal(process.env, argv.includes('--no-color'));
  try {
    const line = parseCommandLine(argv);
    if (line.kind === 'version') return printVersion(terminal, line.options, facts);
    if (line.kind === 'help') return await printHelp(terminal, line.topic);
    const spec = line.kind === 'none' ? statusSpec() : line.spec;
    if (line.kind === 'none' && opensDashboard(terminal, line.options)) {
      return await openDashboard(terminal, line.options, facts);
    }
    return await runCommand(terminal, spec, { line, started, facts });
  } catch (error) {
    return fail(terminal, error, { argv, started, facts });
  }
}

interface Invocation {
  line: Extract<CommandLine, { kind: 'command' | 'none' }>;
  started: number;
  facts: ProgramFacts;
}

async function runCommand(
  terminal: Terminal,
  spec: CommandSpec,
  { line, started, facts }: Invocation,
): Promise<number> {
  const args = line.kind === 'command' ? line.args : [];
  checkArguments(spec, args);
  const globals = globalsOf(line.options);
  const style = createStyle(terminal.colour.stderr);
  const findings: Finding[] = [];
  const makeAim = () =>
    createAim({
      ...aimOptions(facts, globals.config),
      notify: (finding) => findings.push(finding),
    });
  const command = await spec.load();
  const { options } = line;
  const emit = (event: object) => void terminal.stdout.write(`${JSON.stringify(event)}\n`);
  const run = (aim: Aim) =>
    command.run({
      ...{ aim, terminal, args, options, globals, version: facts.version },
      ...(options['ndjson'] === true && { emit }),
    });
  const aim = makeAim();
  const outcome = await run(aim).catch(async (error: unknown) => {
    if (!(await grantsTrust(error, { terminal, globals, aim }))) throw error;
    // What was read of the configuration is out of date.
    return run(makeAim());
  });
  // For a person only: who reads JSON finds the times in it.
  const isTold = usesKeys(spec) && !globals.json && !globals.quiet;
  const expiring = isTold ? await aim.expiryWarnings() : [];
  outcome.findings = [...findings, ...(outcome.findings ?? []), ...expiring];
  const envelope = outcomeEnvelope(spec.name, outcome, elapsed(started));
  if (globals.json) {
    terminal.stdout.write(`${JSON.stringify(envelope)}\n`);
    return envelope.exitCode;
  }
  const text = command.render(outcome.data, {
    style: createStyle(terminal.colour.stdout),
    columns: terminal.columns,
    home: systemHost().home,
    verbose: globals.verbose,
  });
  if (text !== '') terminal.stdout.write(text);
  for (const finding of envelope.findings) {
    if (!globals.quiet || finding.severity === 'fail') {
      terminal.stderr.write(findingText(finding, style));
    }
  }
  for (const error of envelope.errors) terminal.stderr.write(errorText(error, style));
  return envelope.exitCode;
}

/** Asks a person, where a project's file is all that a command waits for. */
async function grantsTrust(
  error: unknown,
  { terminal, globals, aim }: { terminal: Terminal; globals: GlobalOptions; aim: Aim },
): Promise<boolean> {
  if (globals.json || !terminal.stdinIsTty || !terminal.stderrIsTty) return false;
  const { askTrust, waitsForTrust } = await import('./terminal/ask-trust.js');
  return waitsForTrust(error) && askTrust(terminal, aim);
}

/** `secrets check` tells of every expiry by itself. */
function usesKeys({ name }: CommandSpec): boolean {
  if (name === 'secrets check') return false;
  return name === 'run' || name === 'invoke' || name.startsWith('secrets ');
}

function fail(
  terminal: Terminal,
  error: unknown,
  context: { argv: readonly string[]; started: number; facts: ProgramFacts },
): number {
  if (wantsJson(context.argv)) {
    const envelope = errorEnvelope(commandName(context.argv), error, elapsed(context.started));
    terminal.stdout.write(`${JSON.stringify(envelope)}\n`);
    return envelope.exitCode;
  }
  const style = createStyle(terminal.colour.stderr);
  terminal.stderr.write(errorText(reportError(error), style));
  if (!isAimError(error)) {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    terminal.stderr.write(
      `${style.faint(stack)}\nThis is a bug in aim ${context.facts.version}.\n`,
    );
  }
  return exitCodeOf(error);
}

function printVersion(terminal: Terminal, options: OptionValues, facts: ProgramFacts): number {
  if (options['json'] !== true) return print(terminal, `aim ${facts.version}\n`);
  const envelope = outcomeEnvelope('version', { data: { version: facts.version } }, 0);
  return print(terminal, `${JSON.stringify(envelope)}\n`);
}

async function printHelp(terminal: Terminal, topic: string): Promise<number> {
  const { helpText } = await import('./help/help-text.js');
  return print(terminal, helpText(topic, createStyle(terminal.colour.stdout)));
}

function opensDashboard(terminal: Terminal, options: OptionValues): boolean {
  return options['json'] !== true && canDraw(terminal, process.env);
}

async function openDashboard(
  terminal: Terminal,
  options: OptionValues,
  facts: ProgramFacts,
): Promise<never> {
  const { startDashboard } = await import('./start-dashboard.js');
  const fixed = aimOptions(facts, globalsOf(options).config);
  return startDashboard((notify) => createAim({ ...fixed, notify }), {
    terminal,
    version: facts.version,
  });
}

function aimOptions(facts: ProgramFacts, configFile: string | undefined): AimOptions {
  const { keychainHelper, clipboardHelper } = facts;
  return {
    ...(keychainHelper !== undefined && { keychainHelper }),
    ...(clipboardHelper !== undefined && { clipboardHelper }),
    ...(configFile !== undefined && { configFile }),
  };
}

function globalsOf(options: OptionValues): GlobalOptions {
  return {
    json: options['json'] === true || options['ndjson'] === true,
    quiet: options['quiet'] === true,
    verbose: options['verbose'] === true,
    yes: options['yes'] === true,
    config: options['config'] as string | undefined,
  };
}

function statusSpec(): CommandSpec {
  return commandTable.find(({ name }) => name === 'status') as CommandSpec;
}

function print(terminal: Terminal, text: string): number {
  terminal.stdout.write(text);
  return 0;
}

function elapsed(started: number): number {
  return Date.now() - started;
}
