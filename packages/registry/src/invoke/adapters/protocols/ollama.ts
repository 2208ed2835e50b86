import { valueAt } from '../json.js';
import { ollamaAddress } from '../ollama-address.js';
import { asText, bearer, listOf } from './shared.js';
import type { HttpProtocol } from './protocol.js';

/** Ollama's own API. Source: ollama/ollama docs/api.md. Its error is a text, with any status. */
export const ollama: HttpProtocol = {
  base: ollamaAddress,
  models: {
    path: 'api/tags',
    list: (json) =>
      listOf(valueAt(json, 'models')).flatMap((each) => {
        const name = asText(valueAt(each, 'name'));
        const isElsewhere = (asText(valueAt(each, 'remote_host')) ?? '') !== '';
        return name === undefined ? [] : [{ name, isElsewhere }];
      }),
  },
  chat: {
    path: 'api/chat',
    body: (model, content) => ({
      model,
      messages: [{ role: 'user', content }],
      stream: true,
    }),
  },
  alwaysStreams: true,
  piece: (event) => asText(valueAt(event, 'message.content')),
  join: (events) => {
    const failure = events.find((event) => valueAt(event, 'error') !== undefined);
    if (failure !== undefined) return failure;
    const last = events.at(-1) as object;
    // A stream that broke off before its last piece has no text: half an answer is none.
    if (valueAt(last, 'done') !== true) return { ...last, message: { content: '' } };
    const content = events.map((event) => asText(valueAt(event, 'message.content')) ?? '').join('');
    return { ...last, message: { content } };
  },
  headers: bearer,
  keyForThisMachine: false,
  answer: (json) => ({
    text: asText(valueAt(json, 'message.content')) ?? '',
    isCut: valueAt(json, 'done_reason') === 'length',
    isRefused: false,
  }),
  error: (json) => {
    const error = valueAt(json, 'error');
    return typeof error === 'string' ? { words: error, codes: '' } : undefined;
  },
  fetchModel: (model) => `ollama pull ${model}`,
  start: 'ollama serve',
};
