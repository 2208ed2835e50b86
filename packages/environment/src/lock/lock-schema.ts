import { lockSchemaJson } from '../generated/lock-schema.js';

/** The JSON Schema of `aim_lock.json` (draft 7), as it is published. */
export function lockSchema(): Record<string, unknown> {
  return JSON.parse(lockSchemaJson) as Record<string, unknown>;
}
