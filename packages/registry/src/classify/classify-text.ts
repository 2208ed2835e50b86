import type { Tool } from '../tools/tool.js';
import type { ErrorClass } from './error-classes.js';
import { genericRules, type Rule } from './generic-rules.js';

export interface Classified {
  class: ErrorClass;
  /** The id of the rule that decided. */
  rule: string;
  /** The line that it matched; empty when a code decided. */
  line: string;
}

/** How much of each text the rules look at, from its end, in characters. */
const tailLength = 16 * 1024;

/**
 * Looks for what a failed run says of itself: the tool's own patterns over all texts, then the
 * generic ones.
 *
 * @param texts - the weightiest first
 */
export function classifyText(tool: Tool, texts: readonly string[]): Classified | undefined {
  return firstMatch(toolRules(tool), texts) ?? firstMatch(genericRules, texts);
}

/** Only the tool's own patterns: for a text that may also be an honest answer. */
export function classifyByTool(tool: Tool, text: string): Classified | undefined {
  return firstMatch(toolRules(tool), [text]);
}

/** Whether one rule matches one of the texts. */
export function matchRule(rule: Rule, texts: readonly string[]): Classified | undefined {
  return firstMatch([rule], texts);
}

function toolRules(tool: Tool): Rule[] {
  return (tool.errors?.patterns ?? []).map(({ class: errorClass, pattern }, index) => ({
    id: `${tool.id}/pattern-${index + 1}`,
    class: errorClass,
    pattern: new RegExp(pattern, 'i'),
  }));
}

function firstMatch(rules: readonly Rule[], texts: readonly string[]): Classified | undefined {
  for (const text of texts) {
    const tail = text.slice(-tailLength);
    for (const { id, class: errorClass, pattern } of rules) {
      const found = pattern.exec(tail);
      if (found !== null) return { class: errorClass, rule: id, line: lineAt(tail, found.index) };
    }
  }
  return undefined;
}

function lineAt(text: string, index: number): string {
  const start = text.lastIndexOf('\n', index) + 1;
  const end = text.indexOf('\n', index);
  return text.slice(start, end < 0 ? undefined : end).trim();
}
