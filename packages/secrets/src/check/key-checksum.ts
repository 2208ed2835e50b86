import { crc32 } from 'node:zlib';

/**
 * True when the last six characters are the CRC-32 of those before them, in base 62 (digits, then
 * capitals, then small letters), filled up with zeros.
 *
 * Source: github.blog/engineering/behind-githubs-new-authentication-token-formats
 */
export function hasGithubChecksum(tail: string): boolean {
  return base62(crc32(tail.slice(0, -6))).padStart(6, '0') === tail.slice(-6);
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function base62(value: number): string {
  const rest = Math.floor(value / 62);
  return `${rest === 0 ? '' : base62(rest)}${digits[value % 62]}`;
}
