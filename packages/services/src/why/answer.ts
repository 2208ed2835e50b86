import { loadToolDetails } from '@aim/core';
import { toolKeys, type Tool } from '@aim/registry';
import { planInjection } from '@aim/secrets';
import { recognise } from '@aim/secrets/found';
import type { AimContext } from '../context.js';
import { guardBilling } from './billing.js';
import { copiesOf } from './copies.js';
import { findPlaces, type Finding } from './found-places.js';
import { judgePlaces, winnerOf, type Compare, type VariableSource } from './judge-places.js';
import { shellExports, type ShellExport } from './shell-files.js';
import type { Subject } from './subject.js';
import type { FoundPlace, KeyAnswer } from './types.js';

export interface Question {
  /** As it was asked for, and as its secret is named. */
  key: string;
  name: string;
  subject: Subject;
}

/** Where one tool takes a key from. */
export async function answerFor(
  context: AimContext,
  tool: Tool,
  { key, name, subject }: Question,
): Promise<KeyAnswer> {
  const { host, catalogue } = context;
  const secrets = await context.secrets();
  const registry = await context.registry();
  const stored = new Set((await secrets.listSecrets()).map((info) => info.name));
  const keys = await toolKeys(tool, { host, catalogue, registry, secrets });
  const plan = planInjection({ ...keys, stored, inherited: host.env });
  const injected = new Map(plan.inject.map((each) => [each.env, each.secret]));
  const removed = new Set(plan.remove);
  const alone = (variable: string): VariableSource => {
    const text = host.env[variable];
    return text === undefined ? undefined : { text };
  };
  const run = (variable: string): VariableSource => {
    const given = injected.get(variable);
    if (given !== undefined) return { secret: given };
    return removed.has(variable) ? undefined : alone(variable);
  };
  const details: Finding['details'] = (await loadToolDetails()).get(tool.id) ?? onlyEnvironment;
  const named = details.reads.order.flatMap((step) => [
    ...(step.keys ?? []),
    ...(step.names ?? []),
  ]);
  const variables = new Set([...subject.variables, ...named]);
  const shell = shellExports(variables, host);
  const isTold = (variable: string) =>
    alone(variable) !== undefined ||
    injected.has(variable) ||
    shell.some((line) => line.name === variable);
  const found = await findPlaces({ host, details, subject, isTold });
  const secret = secretFor(tool, { name, subject, stored });
  const texts = textsOf(found, shell, (variable) => host.env[variable]);
  const compare = comparison(context, secret, texts);
  const places = judgePlaces(found, { run, alone, compare, secret }).map((place) => {
    const notes = plan.withheld.filter(({ env }) => place.variables?.includes(env));
    const lines = shell.filter((line) => place.variables?.includes(line.name));
    return {
      ...place,
      notes: [...place.notes, ...notes.map(({ message }) => `with aim run ${message}`)],
      ...(lines.length > 0 && { setIn: lines.map((line) => shellLine(line, compare)) }),
    };
  });
  guardBilling(context, { tool, plan, isLoggedIn: keys.loginPresent });
  return {
    key,
    tool: tool.id,
    secret,
    places,
    winner: { run: winnerOf(places, 'run'), alone: winnerOf(places, 'alone') },
    ...copiesOf(places),
  };
}

/** What is assumed of a tool that the catalogue does not know. */
const onlyEnvironment: Finding['details'] = {
  files: {},
  reads: { source: 'the configuration', order: [{ from: 'env' }] },
};

/** The secret of that name, else the one that fills the first of its variables. */
function secretFor(
  { keys }: Tool,
  { name, subject, stored }: Pick<Question, 'name' | 'subject'> & { stored: ReadonlySet<string> },
): string | null {
  if (stored.has(name)) return name;
  const filling = keys
    .filter(({ env }) => subject.variables.includes(env))
    .flatMap(({ env, secrets = [env] }) => secrets);
  return filling.find((secret) => stored.has(secret)) ?? null;
}

function textsOf(
  found: readonly FoundPlace[],
  shell: readonly ShellExport[],
  variable: (name: string) => string | undefined,
): Set<string> {
  const texts = found.flatMap(({ reading }) => {
    if (reading.kind === 'text') return reading.text;
    return reading.kind === 'variables'
      ? reading.names.flatMap((name) => variable(name) ?? [])
      : [];
  });
  return new Set([...texts, ...shell.flatMap(({ value }) => value ?? [])]);
}

/** By the fingerprints of the index: the store is not asked for a value. */
function comparison(
  context: Pick<AimContext, 'paths'>,
  secret: string | null,
  texts: ReadonlySet<string>,
): Compare {
  if (secret === null) return () => ({ same: 'unknown' });
  const list = [...texts];
  const recognised = recognise(context, secret, list);
  const results = new Map(list.map((text, index) => [text, recognised[index]]));
  return (text) => {
    // What refers to the secret is no copy of it.
    if (text.startsWith('aim://')) return { same: 'unknown' };
    const result = results.get(text);
    if (result === 'vault') return { same: 'yes' };
    return typeof result === 'number' ? { same: 'no', version: result } : { same: 'no' };
  };
}

function shellLine({ file, line, value }: ShellExport, compare: Compare) {
  const compared = value === undefined ? ({ same: 'unknown' } as const) : compare(value);
  return { file, line, ...compared };
}
