import type { ToolAdapter } from '../../tools/tool.js';
import type { Adapter } from '../adapter.js';
import { checkedContent } from './checked-content.js';
import { invokeCheck } from './check.js';
import { invokeHeadless } from './headless.js';
import { invokeHttp } from './http.js';
import { invokeScript } from './script.js';

/** Who speaks to which kind of tool. What it answers has the form that the capability promises. */
export function adapterFor(adapter: ToolAdapter): Adapter | undefined {
  const speaks = speakerFor(adapter);
  return speaks === undefined ? undefined : checkedContent(speaks);
}

function speakerFor(adapter: ToolAdapter): Adapter | undefined {
  switch (adapter.kind) {
    case 'headless':
      return invokeHeadless;
    case 'script':
      return invokeScript;
    case 'check':
      return invokeCheck;
    case 'http':
      return invokeHttp;
    case 'none':
      return undefined;
  }
}
