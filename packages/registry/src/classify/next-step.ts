import type { Tool } from '../tools/tool.js';
import type { ErrorClass } from './error-classes.js';

/** The command that helps against a class of failure of a tool, where there is one. */
export function nextStep(tool: Tool, errorClass: ErrorClass): { action?: string } {
  switch (errorClass) {
    case 'UNAUTHENTICATED': {
      const [key] = tool.keys;
      const secret = key?.secrets?.[0] ?? key?.env;
      return secret === undefined ? {} : { action: `aim secrets set ${secret} --prompt` };
    }
    case 'TOOL_NOT_FOUND':
      return { action: `aim tools info ${tool.id}` };
    default:
      return {};
  }
}
