import type { ErrorClass } from './error-classes.js';

const classes: Readonly<Record<number, ErrorClass>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  402: 'QUOTA_EXHAUSTED',
  403: 'PERMISSION_DENIED',
  413: 'CONTEXT_OVERFLOW',
  422: 'INVALID_ARGUMENT',
  429: 'RATE_LIMITED',
};

/** The class of an HTTP status that means failure; undefined where the status alone says too little. */
export function classOfStatus(status: number): ErrorClass | undefined {
  if (status in classes) return classes[status];
  return status === 408 || (status >= 500 && status < 600) ? 'UNAVAILABLE' : undefined;
}

/** `Retry-After` as a wait in ms: seconds or a date; undefined when it is neither. */
export function retryAfterMs(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
