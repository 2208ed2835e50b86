import type { EndpointProtocol } from '@aim/core';
import { anthropic } from './anthropic.js';
import { ollama } from './ollama.js';
import { openai } from './openai.js';
import type { HttpProtocol } from './protocol.js';

export const httpProtocols: Readonly<Record<EndpointProtocol, HttpProtocol>> = {
  ollama,
  openai,
  anthropic,
};
