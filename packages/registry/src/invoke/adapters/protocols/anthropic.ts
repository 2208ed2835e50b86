import { valueAt } from '../json.js';
import { asText, modelsById, versionedBase } from './shared.js';
import type { HttpProtocol } from './protocol.js';

/** The API has no default. Every model of 2024 and later can write this much. */
const maxTokens = 8192;

/**
 * The messages of Anthropic. Source: docs.anthropic.com/en/api/messages and /errors. The address
 * may end in `/v1` or not, as in `ANTHROPIC_BASE_URL`.
 */
export const anthropic: HttpProtocol = {
  base: ({ url }) => versionedBase(url),
  models: {
    path: 'models',
    list: modelsById,
  },
  chat: {
    path: 'messages',
    body: (model, content, stream) => ({
      model,
      max_tokens: maxTokens,
      messages: [{ role: 'user', content }],
      ...(stream && { stream }),
    }),
  },
  alwaysStreams: false,
  piece: textOf,
  join: joinEvents,
  headers: (key) => ({
    'anthropic-version': '2023-06-01',
    ...(key === undefined ? {} : { 'x-api-key': key }),
  }),
  keyForThisMachine: true,
  answer: (json) => {
    const parts = valueAt(json, 'content');
    const texts = (Array.isArray(parts) ? parts : []).flatMap((part) =>
      valueAt(part, 'type') === 'text' ? (asText(valueAt(part, 'text')) ?? []) : [],
    );
    const reason = valueAt(json, 'stop_reason');
    return {
      text: texts.join(''),
      isCut: reason === 'max_tokens' || reason === 'model_context_window_exceeded',
      isRefused: reason === 'refusal',
    };
  },
  error: (json) => {
    const words = asText(valueAt(json, 'error.message'));
    if (words === undefined) return undefined;
    return { words, codes: asText(valueAt(json, 'error.type')) ?? '' };
  },
};

function textOf(event: unknown): string | undefined {
  return asText(valueAt(event, 'delta.text'));
}

function joinEvents(events: readonly unknown[]): unknown {
  const failure = events.find((event) => valueAt(event, 'type') === 'error');
  if (failure !== undefined) return failure;
  const reason = events.map((event) => valueAt(event, 'delta.stop_reason')).findLast(asText);
  const text = reason === undefined ? '' : events.map((event) => textOf(event) ?? '').join('');
  const figures = events.flatMap((event) => [
    valueAt(event, 'message.usage'),
    valueAt(event, 'usage'),
  ]);
  return {
    content: [{ type: 'text', text }],
    stop_reason: reason,
    usage: Object.assign({}, ...figures) as object,
  };
}
