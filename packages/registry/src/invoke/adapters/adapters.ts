import type { EndpointProtocol } from '@aim/core';
import type { ToolAdapter } from '../../tools/tool.js';
import type { Adapter } from '../adapter.js';
import { invokeHeadless } from './headless.js';
import { invokeOllama } from './ollama.js';
import { invokeScript } from './script.js';

/** Who speaks to which kind of tool; an HTTP tool by its protocol. */
export function adapterFor(adapter: ToolAdapter): Adapter | undefined {
  switch (adapter.kind) {
    case 'headless':
      return invokeHeadless;
    case 'script':
      return invokeScript;
    case 'http':
      return httpAdapters[adapter.endpoint.protocol];
    case 'none':
      return undefined;
  }
}

const httpAdapters: Record<EndpointProtocol, Adapter> = { ollama: invokeOllama };
