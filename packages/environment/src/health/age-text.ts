const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long ago a time was, in whole units: `3 days ago`. */
export function ageText(since: string, now: Date): string {
  const ms = now.getTime() - Date.parse(since);
  if (!(ms >= minuteMs)) return 'just now';
  const [count, unit] =
    ms < hourMs
      ? [ms / minuteMs, 'minute']
      : ms < 2 * dayMs
        ? [ms / hourMs, 'hour']
        : [ms / dayMs, 'day'];
  const whole = Math.floor(count);
  return `${whole} ${unit}${whole === 1 ? '' : 's'} ago`;
}
