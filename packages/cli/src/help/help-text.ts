import { globalOptions, commandTable } from '../commands/table.js';
import type { CommandSpec, OptionSpec } from '../commands/types.js';
import { columns } from '../render/columns.js';
import type { Style } from '../render/style.js';

/** Help for `aim` (empty topic), for a group such as `secrets`, or for one command. */
export function helpText(topic: string, style: Style): string {
  const spec = commandTable.find(({ name }) => name === topic);
  if (spec !== undefined) return commandHelp(spec, style);
  const group = commandTable.filter(({ name }) => name.startsWith(`${topic} `));
  return group.length > 0 ? groupHelp(topic, group, style) : overview(style);
}

function overview(style: Style): string {
  return [
    "aim: keys, health, routing and versions of a developer's AI tools",
    '',
    section('Usage', ['aim', 'aim COMMAND [ARGUMENTS] [OPTIONS]'], style),
    section('Commands', rows(commandTable), style),
    section('Options of every command', optionRows(globalOptions), style),
    section(
      'Examples',
      ['aim', 'aim secrets set OPENAI_API_KEY', 'aim run claude', 'aim invoke chat "hello"'],
      style,
    ),
    'Without a command, aim opens the dashboard; without a terminal it prints the status.',
    'Help for one command: aim COMMAND --help',
    '',
  ].join('\n');
}

function groupHelp(topic: string, group: CommandSpec[], style: Style): string {
  return [
    section('Usage', [`aim ${topic} COMMAND`], style),
    section('Commands', rows(group), style),
    `Help for one command: aim ${topic} COMMAND --help`,
    '',
  ].join('\n');
}

function commandHelp(spec: CommandSpec, style: Style): string {
  const options = optionRows(spec.options);
  return [
    spec.summary,
    '',
    section('Usage', [usageLine(spec)], style),
    ...(options.length > 0 ? [section('Options', options, style)] : []),
    section('Options of every command', optionRows(globalOptions), style),
    section('Examples', spec.examples, style),
  ].join('\n');
}

/** How a command is called; where the rest belongs to another program, options come first. */
export function usageLine({ name, args, passesArguments }: CommandSpec): string {
  const words = passesArguments === true ? ['[OPTIONS]', ...args] : [...args, '[OPTIONS]'];
  return ['aim', name, ...words].join(' ');
}

function section(title: string, lines: readonly string[], style: Style): string {
  return `${style.title(title)}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function rows(specs: readonly CommandSpec[]): string[] {
  return columns(specs.map(({ name, args, summary }) => [[name, ...args].join(' '), summary]));
}

function optionRows(options: Readonly<Record<string, OptionSpec>>): string[] {
  return columns(
    Object.entries(options).map(([name, { short, value, choices, summary }]) => [
      `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
      choices === undefined ? summary : `${summary}: ${choices.join(', ')}`,
    ]),
  );
}
