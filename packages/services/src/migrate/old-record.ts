import { isPlainObject, type AuditSeverity, type ImportedRecord } from '@aim/core';

/** A record in AIM's form, or why it is none. */
export type OldRecord =
  { record: Omit<ImportedRecord, 'imported'>; written?: string } | { problem: string };

/**
 * Makes a record of AIM's log from one of AIM's predecessors: an event of AIM+, a job of its bridge,
 * or a job of the older bridge in PowerShell. Time, type and data are kept. The text of prompts and
 * answers is not: its length stands in its place. Pure.
 */
export function oldRecord(data: unknown): OldRecord {
  if (!isPlainObject(data)) return { problem: 'it is no record' };
  const written = data['timestamp'];
  const time = typeof written === 'string' ? timeOf(written) : undefined;
  if (time === undefined) return { problem: 'it has no time' };
  const timestamp = time.toISOString();
  const record = eventOf(data) ?? jobOf(data);
  if (record === undefined) return { problem: 'it is of no kind that AIM+ wrote' };
  return {
    record: { timestamp, ...record },
    ...(written !== timestamp && { written: written as string }),
  };
}

/** The bridge of AIM+ wrote a zone and a `Z` behind it; a time without a zone was UTC. */
function timeOf(text: string): Date | undefined {
  const plain = text.trim().replace(/([+-]\d\d:\d\d)Z$/, '$1');
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(plain) ? plain : `${plain}Z`;
  const time = new Date(zoned);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

type Event = Omit<ImportedRecord, 'imported' | 'timestamp'>;

const severities: readonly unknown[] = ['debug', 'info', 'warning', 'error', 'critical'];

function eventOf(data: Data): Event | undefined {
  const { event_type, severity, message, details, user, session_id, ...rest } = without(data);
  if (typeof event_type !== 'string') return undefined;
  return {
    event_type,
    severity: severities.includes(severity) ? (severity as AuditSeverity) : 'info',
    message: textOf(message, ''),
    details: {
      ...(isPlainObject(details) ? details : details !== undefined && { details }),
      ...rest,
    },
    user: textOf(user, 'unknown'),
    session_id: textOf(session_id, ''),
  };
}

function jobOf(data: Data): Event | undefined {
  const { actor, action, input, result, ...rest } = without(data);
  const asked = isPlainObject(input) ? input : rest;
  const capability = asked['capability'];
  if (typeof capability !== 'string' || !isPlainObject(result)) return undefined;
  const tool = textOf(asked['tool_id'] ?? asked['tool'], 'unknown');
  const success = result['success'] === true;
  const said = textOf(result['message'], '');
  return {
    event_type: 'tool_invoke',
    severity: success ? 'info' : 'error',
    message: `${capability} by ${tool}: ${success ? 'done' : 'failed'}`,
    details: {
      tool,
      capability,
      success,
      ...(action !== undefined && { action }),
      ...(withoutTexts({ ...rest, ...(isPlainObject(input) && { input }) }) as Data),
      result: withoutTexts({ ...result, message: said }) as Data,
    },
    user: textOf(actor, 'unknown'),
    session_id: '',
  };
}

/** The record without its time. */
function without({ ...data }: Data): Data {
  delete data['timestamp'];
  return data;
}

/** What people wrote and models answered, by the names under which adapters had it. */
const textNames = new Set([
  'prompt',
  'stdout',
  'stderr',
  'additional_instructions',
  'text',
  'diff',
]);
const longestShown = 200;

function withoutTexts(value: unknown, name = ''): unknown {
  if (typeof value === 'string') {
    const isText = textNames.has(name) || value.length > longestShown;
    return isText && value !== '' ? `[${value.length} characters]` : value;
  }
  if (Array.isArray(value)) return value.map((each) => withoutTexts(each, name));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [key, withoutTexts(held, key)]),
  );
}

type Data = Record<string, unknown>;

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
