import { AimError } from '@aim/core';

/**
 * The moment that an RFC 3339 date or date-time means, in UTC with ms. A date means the start of
 * that day in UTC: a warning a day early does no harm.
 *
 * @throws AimError `usage.invalid` for any other text, and for a day that no calendar has
 */
export function parseExpiry(text: string): string {
  const [, day, time = 'T00:00:00Z'] = pattern.exec(text) ?? [];
  if (day === undefined || !isDay(day)) throw notATime(text);
  const moment = new Date(`${day}${time.toUpperCase()}`);
  // The offset may have moved it out of the four-digit years.
  if (Number.isNaN(moment.getTime()) || moment.toISOString().length !== isoLength) {
    throw notATime(text);
  }
  return moment.toISOString();
}

const isoLength = '2027-01-31T12:00:00.000Z'.length;
const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
const pattern = new RegExp(
  String.raw`^(\d{4}-\d{2}-\d{2})(T${clock}:[0-5]\d(?:\.\d+)?(?:Z|[+-]${clock}))?$`,
  'i',
);

// Date takes 31 February for 3 March.
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function notATime(text: string): AimError {
  return new AimError('usage.invalid', `${JSON.stringify(text)} is not a date or time`, {
    hint: 'Write the expiry as in 2027-01-31 or 2027-01-31T12:00:00Z',
  });
}
