import {
  configKey,
  configValueAt,
  expand,
  settingPlace,
  type AimConfig,
  type ConfigProblem,
  type ConfigSource,
  type ToolConfig,
} from '@aim/core';
import { dirname } from 'node:path';
import { listed, quoted } from '../command-text.js';
import type { HealthInput } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

/** The configuration did parse, or nothing would run; this says what took part and what did not. */
export const config: HealthCheck = {
  id: 'config',
  group: 'config',
  title: 'Configuration',
  description:
    'Names the files in use; fails for names that stand for nothing, warns of parts that wait for trust and of variables that are not set.',
  run: async (input) => [
    { status: 'ok', ...filesInUse(input.configSources) },
    ...input.configSources.filter((source) => !source.trusted).map((s) => untrusted(s, input)),
    ...(await input.configReferences()).map(wrongName),
    ...(await undefinedVariables(input)),
  ],
};

function filesInUse(sources: readonly ConfigSource[]): { message: string; evidence?: string } {
  if (sources.length === 0) return { message: 'No configuration file; AIM uses its defaults' };
  const files = sources.map((source) => `${source.path} (${source.kind})`);
  return { message: `Valid: ${files.join(', ')}`, evidence: (sources.at(-1) as ConfigSource).path };
}

function untrusted(source: ConfigSource, { host }: HealthInput): CheckFinding {
  const parts = source.withheld.map((part) => part.path);
  return {
    status: 'warn',
    message: `${source.path} is not trusted, so these parts of it do nothing: ${listed(parts)}`,
    evidence: source.path,
    fix: `aim trust ${quoted(dirname(source.path), host.platform)}`,
  };
}

function wrongName({ file, line, column, path, message }: ConfigProblem): CheckFinding {
  const evidence = `${file}:${line}:${column}`;
  return { status: 'fail', message: `${path}: ${message}`, evidence, fix: 'aim config validate' };
}

async function undefinedVariables(input: HealthInput): Promise<CheckFinding[]> {
  const findings: CheckFinding[] = [];
  for (const { path, texts, tool } of expandedTexts(input.config)) {
    const expansions = texts.map((text) => expand(text, input.host));
    if (texts.length === 0 || expansions.some((expansion) => 'text' in expansion)) continue;
    const names = expansions.flatMap((each) => ('missing' in each ? each.missing : []));
    const source = input.configSources.findLast((each) => configValueAt(each.config, path));
    findings.push({
      status: 'warn',
      message: `${configKey(path)} uses ${listed([...new Set(names)])}, which is not set`,
      ...(tool === undefined ? {} : { tool }),
      ...(source && { evidence: await settingPlace(source.path, path) }),
    });
  }
  return findings;
}

interface ExpandedTexts {
  path: string[];
  /** Alternatives: it is enough that one of them can be used. */
  texts: string[];
  tool?: string;
}

function expandedTexts(merged: AimConfig): ExpandedTexts[] {
  const logPath = merged.audit?.logPath;
  return [
    { path: ['audit', 'logPath'], texts: logPath === undefined ? [] : [logPath] },
    ...Object.entries(merged.registry?.tools ?? {}).flatMap(([id, tool]) => toolTexts(id, tool)),
  ];
}

function toolTexts(id: string, tool: ToolConfig): ExpandedTexts[] {
  const { detectCommands, adapterScript, endpoint } = tool;
  const at = (key: string, texts: string[]) => ({
    path: ['registry', 'tools', id, key],
    texts,
    tool: id,
  });
  const programs = (detectCommands ?? []).map((each) => (Array.isArray(each) ? each[0] : each));
  return [
    at(
      'detectCommands',
      programs.filter((program) => program !== undefined),
    ),
    at('adapterScript', adapterScript === undefined ? [] : [adapterScript]),
    at('endpoint', endpoint === undefined ? [] : [endpoint]),
  ];
}
