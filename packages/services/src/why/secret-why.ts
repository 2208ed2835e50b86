import { AimError, didYouMean, knownKeyNames } from '@aim/core';
import type { Tool } from '@aim/registry';
import { canonicalName, checkSecretName } from '@aim/secrets';
import type { AimContext } from '../context.js';
import { gatherToolFacts } from '../facts/tool-facts.js';
import { toolOf } from '../find-program.js';
import { record } from '../record.js';
import { answerFor } from './answer.js';
import { subjectOf } from './subject.js';
import type { KeyAnswer } from './types.js';

export interface WhyRequest {
  /** A secret or a variable. */
  key: string;
  /** Every installed tool that reads it unless told. */
  tool?: string;
}

/**
 * From which place each tool takes a key, with `aim run` and by itself, and where other values of
 * it lie. Reads configuration and shell files; opens no store, starts nothing, and answers no value.
 *
 * @throws AimError `usage.unknown_tool`, `usage.invalid` for a tool that reads no such key,
 *   `secret.absent` for a name that is neither stored nor a known variable, `secret.invalid_name`
 */
export async function secretWhy(
  context: AimContext,
  { key, tool }: WhyRequest,
): Promise<KeyAnswer[]> {
  checkSecretName(key);
  const named = tool === undefined ? undefined : await toolOf(context, tool);
  const tools = named === undefined ? await installedTools(context) : [named];
  const name = canonicalName(key, () => context.catalogue);
  await checkKnown(context, key, name);
  const answers: KeyAnswer[] = [];
  for (const each of tools) {
    const subject = subjectOf(name, each.keys, context.catalogue);
    if (subject !== undefined) answers.push(await answerFor(context, each, { key, name, subject }));
  }
  if (named !== undefined && answers.length === 0) throw notRead(key, named);
  await record(context, {
    event: 'secret_why',
    message: `asked where ${key} is read from`,
    details: { key, tools: answers.map((answer) => answer.tool), success: true },
  });
  return answers;
}

async function installedTools(context: AimContext): Promise<Tool[]> {
  const { registry, presence } = await gatherToolFacts(context);
  return [...registry.tools.values()].filter(({ id }) => presence.get(id)?.installed === true);
}

async function checkKnown(context: AimContext, key: string, name: string): Promise<void> {
  const registry = await context.registry();
  const stored = (await (await context.secrets()).listSecrets()).map((info) => info.name);
  const declared = [...registry.tools.values()].flatMap(({ keys }) => keys.map(({ env }) => env));
  const known = new Set([...stored, ...knownKeyNames(context.catalogue), ...declared]);
  if (known.has(name)) return;
  throw new AimError(
    'secret.absent',
    `${key} is no stored secret and no variable of a known tool`,
    {
      hint: didYouMean(key, known) ?? 'The secrets are in: aim secrets list',
      details: { name: key },
    },
  );
}

function notRead(key: string, tool: Tool): AimError {
  const variables = tool.keys.map(({ env }) => env);
  const reads = variables.length === 0 ? 'It reads no key' : `It reads: ${variables.join(', ')}`;
  return new AimError('usage.invalid', `${tool.name} does not read ${key}`, {
    hint: didYouMean(key, variables) ?? reads,
    details: { key, tool: tool.id },
  });
}
