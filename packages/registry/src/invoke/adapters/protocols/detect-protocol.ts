import type { EndpointProtocol } from '@aim/core';
import type { Failure } from '../../../classify/failure.js';
import { valueAt } from '../json.js';
import type { HttpReply } from '../http-call.js';

/** Asks for a path below the address; `base` is that of the protocol that has it. */
export type AskPath = (protocol: EndpointProtocol, path: string) => Promise<HttpReply | Failure>;

/**
 * What a server speaks, from the lists of models that it has: Ollama's own, else that of OpenAI or
 * Anthropic. A key is not needed: a refusal has the form of its protocol, too. Answers a failure
 * when the server cannot be reached, undefined when it speaks none of them.
 */
export async function detectProtocol(
  ask: AskPath,
): Promise<EndpointProtocol | Failure | undefined> {
  const tags = await ask('ollama', 'api/tags');
  if ('class' in tags) return tags;
  if (Array.isArray(valueAt(tags.json, 'models'))) return 'ollama';
  const list = await ask('openai', 'models');
  if ('class' in list) return list;
  return byShape(list.json);
}

function byShape(json: unknown): EndpointProtocol | undefined {
  if (valueAt(json, 'type') === 'error') return 'anthropic';
  const [first] = asList(valueAt(json, 'data'));
  if (valueAt(first, 'type') === 'model') return 'anthropic';
  if (valueAt(json, 'object') === 'list' || valueAt(first, 'id') !== undefined) return 'openai';
  return valueAt(json, 'error') === undefined ? undefined : 'openai';
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
