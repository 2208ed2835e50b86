import { valueAt } from '../json.js';
import { ollamaAddress } from '../ollama-address.js';
import { joinStream } from './join-stream.js';
import { asText, bearer, firstOf } from './shared.js';
import type { HttpProtocol } from './protocol.js';

/** Ollama's own API. Source: ollama/ollama docs/api.md. Its error is a text, with any status. */
export const ollama: HttpProtocol = {
  base: ollamaAddress,
  models: {
    path: 'api/tags',
    first: (json) => asText(valueAt(firstOf(valueAt(json, 'models')), 'name')),
  },
  chat: {
    path: 'api/chat',
    body: (model, content) => ({
      model,
      messages: [{ role: 'user', content }],
      stream: true,
    }),
  },
  joined: joinStream,
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
