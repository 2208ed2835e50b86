import { valueAt } from '../json.js';
import { endOfEvents } from './join-stream.js';
import { asText, bearer, firstOf, modelsById, versionedBase } from './shared.js';
import type { HttpProtocol } from './protocol.js';

/**
 * The chat completions of OpenAI, which vLLM, llama.cpp, LM Studio, LiteLLM and most gateways
 * speak. Source: platform.openai.com/docs/api-reference/chat. The address may end in `/v1`, as
 * `OPENAI_BASE_URL` does, or not.
 */
export const openai: HttpProtocol = {
  base: ({ url }) => versionedBase(url),
  models: {
    path: 'models',
    list: modelsById,
  },
  chat: {
    path: 'chat/completions',
    body: (model, content, stream) => ({
      model,
      messages: [{ role: 'user', content }],
      ...(stream && { stream }),
    }),
  },
  alwaysStreams: false,
  piece: (event) => asText(valueAt(firstOf(valueAt(event, 'choices')), 'delta.content')),
  join: joinChunks,
  headers: bearer,
  keyForThisMachine: true,
  answer: (json) => {
    const choice = firstOf(valueAt(json, 'choices'));
    const reason = valueAt(choice, 'finish_reason');
    const refusal = asText(valueAt(choice, 'message.refusal'));
    return {
      text: asText(valueAt(choice, 'message.content')) || refusal || '',
      isCut: reason === 'length',
      isRefused: reason === 'content_filter' || (refusal ?? '') !== '',
    };
  },
  error: (json) => {
    const error = valueAt(json, 'error');
    const words = asText(error) ?? asText(valueAt(error, 'message'));
    if (words === undefined) return undefined;
    const codes = [valueAt(error, 'code'), valueAt(error, 'type')].filter(
      (code) => typeof code === 'string',
    );
    return { words, codes: codes.join(' ') };
  },
};

function joinChunks(events: readonly unknown[]): unknown {
  const failure = events.find((event) => valueAt(event, 'error') !== undefined);
  if (failure !== undefined) return failure;
  const choices = events.map((event) => firstOf(valueAt(event, 'choices')));
  const join = (path: string) =>
    choices.map((choice) => asText(valueAt(choice, path)) ?? '').join('');
  const reason = choices.map((choice) => valueAt(choice, 'finish_reason')).findLast(asText);
  const isWhole = reason !== undefined || events.at(-1) === endOfEvents;
  const message = {
    content: isWhole ? join('delta.content') : '',
    refusal: join('delta.refusal'),
  };
  const usage = events.map((event) => valueAt(event, 'usage')).findLast(Boolean);
  return { choices: [{ message, finish_reason: reason }], ...(usage !== undefined && { usage }) };
}
