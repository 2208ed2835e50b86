import type { SecretInfo } from '@aim/services';

/** How old the values of keys are. */
export interface KeyAges {
  expired: number;
  /** Within 14 days. */
  expiring: number;
  /** Those that have not expired, by the time since their value was stored. */
  ages: readonly { words: string; count: number }[];
}

const dayMs = 86_400_000;
const soonDays = 14;
const bounds = [
  { words: 'under 30 days old', days: 30 },
  { words: 'under 90', days: 90 },
  { words: 'under 180', days: 180 },
  { words: 'older', days: Infinity },
] as const;

/** Counts keys by their age at `now`, in ms. */
export function keyAges(secrets: readonly SecretInfo[], now: number): KeyAges {
  const left = ({ expiresAt }: SecretInfo) =>
    expiresAt === null ? Infinity : Date.parse(expiresAt) - now;
  const good = secrets.filter((secret) => left(secret) > 0);
  const age = ({ updatedAt }: SecretInfo) => (now - Date.parse(updatedAt)) / dayMs;
  return {
    expired: secrets.length - good.length,
    expiring: good.filter((secret) => left(secret) <= soonDays * dayMs).length,
    ages: bounds.map(({ words, days }, index) => ({
      words,
      count: good.filter(
        (secret) => age(secret) < days && age(secret) >= (bounds[index - 1]?.days ?? -Infinity),
      ).length,
    })),
  };
}
