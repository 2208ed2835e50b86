import type { ToolDetails } from '@aim/services';
import { columns } from '../../render/columns.js';
import { shortPath } from '../../render/paths.js';
import { defineCommand, type RenderContext } from '../types.js';

export const command = defineCommand<ToolDetails>({
  run: async ({ aim, args }) => ({ data: await aim.toolInfo(args[0] as string) }),
  render,
});

function render(tool: ToolDetails, { style, home }: RenderContext): string {
  const { presence } = tool;
  const facts: [string, string][] = [
    ['name', tool.name],
    ['installed', tool.installed ? 'yes' : 'no'],
    ...(presence?.path ? [['path', shortPath(presence.path, home)] as [string, string]] : []),
    ...(presence?.version ? [['version', presence.version] as [string, string]] : []),
    ...(presence?.channel ? [['owner', ownerWords(presence)] as [string, string]] : []),
    ['capabilities', tool.capabilities.join(', ')],
    ['keys', keyWords(tool)],
    ['packages', tool.packages.map(({ manager, name }) => `${manager}: ${name}`).join(', ') || '-'],
    ...(tool.models.length > 0 ? [['models', tool.models.join(', ')] as [string, string]] : []),
    ['jobs', jobWords(tool.jobs)],
    ...limitWords(tool.limits),
    ['defined in', originWords(tool.origin)],
  ];
  const copies = (presence?.copies ?? []).map(({ path, version, channel }) => [
    '',
    `${shortPath(path, home)}  ${version ?? 'version unknown'}  ${channel}`,
  ]);
  const extra = copies.length > 1 ? [['copies', String(copies.length)], ...copies] : [];
  const paint = (text: string, _row: number, column: number) =>
    column === 0 ? style.title(text) : text;
  return `${columns([...facts, ...extra], { paint }).join('\n')}\n`;
}

function ownerWords({ channel, package: name }: NonNullable<ToolDetails['presence']>): string {
  return name === null ? String(channel) : `${channel} (${name})`;
}

function keyWords(tool: ToolDetails): string {
  if (tool.keys.length === 0) return 'none needed';
  const state = {
    present: 'present',
    login: 'signed in',
    absent: 'none stored',
    'not-needed': 'optional',
  };
  return `${tool.keys.map(({ env }) => env).join(', ')} (${state[tool.key]})`;
}

function jobWords({ kind, prompt, output, evidence, permissions }: ToolDetails['jobs']): string {
  if (kind === 'none') return 'none';
  const way = prompt === null ? 'files' : `prompt by ${prompt}`;
  return `${way}, output ${output}; an answer is ${evidence}; ${permissions.join(', ')}`;
}

function limitWords(limits: ToolDetails['limits']): [string, string][] {
  return Object.entries(limits).flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[limitTitles[name as keyof typeof limits], String(value)]],
  );
}

const limitTitles: Record<keyof ToolDetails['limits'], string> = {
  contextTokens: 'context tokens',
  account: 'account',
  cost: 'cost',
  locality: 'locality',
  maxConcurrent: 'jobs at once',
};

function originWords(origin: ToolDetails['origin']): string {
  if (origin.kind === 'catalogue') return "aim's catalogue";
  return origin.file ?? 'the configuration';
}
