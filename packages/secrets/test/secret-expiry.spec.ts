import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseExpiry } from '../src/index.js';

describe('the time at which a secret expires', () => {
  it.each([
    ['2027-01-31', '2027-01-31T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['0001-01-01', '0001-01-01T00:00:00.000Z'],
    ['2027-01-31T12:30:15Z', '2027-01-31T12:30:15.000Z'],
    ['2027-01-31t12:30:15z', '2027-01-31T12:30:15.000Z'],
    ['2027-01-31T23:30:15.123456+02:00', '2027-01-31T21:30:15.123Z'],
    ['2027-01-31T23:30:15-01:30', '2027-02-01T01:00:15.000Z'],
  ])('%s is %s', (text, time) => {
    expect(parseExpiry(text)).toBe(time);
  });

  it.each([
    '',
    'tomorrow',
    '2027',
    '2027-01',
    '2027-1-31',
    '2027-02-31',
    '2027-02-29',
    '2027-13-01',
    '2027-00-10',
    '2027-01-00',
    ' 2027-01-31',
    '2027-01-31\n',
    '2027-01-31T12:30Z',
    '2027-01-31T12:30:15',
    '2027-01-31 12:30:15Z',
    '2027-01-31T24:00:00Z',
    '2027-01-31T12:60:00Z',
    '2027-01-31T12:00:60Z',
    '2027-02-30T12:00:00Z',
    '2027-01-31T12:00:00+24:00',
    '2027-01-31T12:00:00+01:60',
    '2027-01-31T12:00:00+0100',
    '9999-12-31T23:59:59-00:01',
    '+012027-01-31',
    'Jan 31, 2027',
    '1801396800000',
  ])('%j is refused', (text) => {
    expect(() => parseExpiry(text)).toThrow(
      expect.objectContaining({
        code: 'usage.invalid',
        message: expect.stringContaining(JSON.stringify(text)),
        hint: expect.stringContaining('2027-01-31'),
      }),
    );
  });

  it('is the start of that day in UTC, and no other day of the calendar exists', () => {
    const number = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(number(9999), number(13), number(32), (year, month, day) => {
        const text = [year, month, day]
          .map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0'))
          .join('-');
        if (day >= 1 && day <= daysIn(year, month)) {
          expect(parseExpiry(text)).toBe(`${text}T00:00:00.000Z`);
        } else expect(() => parseExpiry(text)).toThrow();
      }),
    );
  });
});

/** The calendar once more, written in another way; 0 for a month that does not exist. */
function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [0, 31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0;
}
