import { AimError } from '@aim/core';
import type { Input, McpTool } from './mcp-tools.js';

interface FieldSchema {
  type?: string;
  enum?: readonly string[];
}

/**
 * Holds what a program sent against the schema of the tool, which says no more than this: kinds of
 * values, lists of texts, allowed texts.
 *
 * @throws AimError `usage.invalid`
 */
export function checkInput({ name, inputSchema }: McpTool, input: Input): Input {
  const { properties, required = [] } = inputSchema;
  const fail = (problem: string) => new AimError('usage.invalid', `${name}: ${problem}`);
  for (const field of required) {
    if (input[field] === undefined) throw fail(`${field} is missing`);
  }
  for (const [field, value] of Object.entries(input)) {
    if (!Object.hasOwn(properties, field)) throw fail(`there is no ${field}`);
    const { type = 'string', enum: allowed } = properties[field] as FieldSchema;
    if (!isA(type, value))
      throw fail(`${field} has to be ${type === 'array' ? 'a list of texts' : type}`);
    if (allowed !== undefined && !allowed.includes(value as string)) {
      throw fail(`${field} has to be one of ${allowed.join(', ')}`);
    }
  }
  return input;
}

function isA(type: string, value: unknown): boolean {
  if (type !== 'array') return typeof value === type;
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
