// What a breaker should do, said once more and as simply as possible: a list of what happened.

const second = 1000;
const day = 24 * 3600 * second;
const steps = {
  count: [15, 60, 300, 900, 1800].map((each) => each * second),
  limit: [30, 60, 300, 900, 1800].map((each) => each * second),
};
const longest = { count: 1800 * second, limit: day };
const tolerance = 5 * second;

interface Open {
  kind: 'soft' | 'told' | 'hard';
  ladder: 'count' | 'limit';
  step: number;
  at: number;
  until: number;
}

export interface Happening {
  /** When its attempt began; Infinity for the one that held the lease. */
  start: number;
  now: number;
  what: 'ok' | 'crash' | 'limit' | 'absent' | 'other';
  retryAfterMs?: number;
}

/** One failure domain. */
export class Reference {
  open: Open | undefined;
  /** The attempt that holds the lease. */
  holder: object | undefined;
  leaseEnds = 0;
  private touched = 0;
  private outcomes: { at: number; ok: boolean }[] = [];

  happen({ start, now, what, retryAfterMs }: Happening): void {
    this.decay(now);
    if (what === 'other') return;
    if (what === 'ok') this.succeed(start, now);
    else this.fail({ start, now, what, ...(retryAfterMs !== undefined && { retryAfterMs }) });
    this.touched = now;
  }

  state(now: number): 'closed' | 'hard' | 'busy' | 'half-open' | 'told' | 'soft' {
    // A record whose lease somebody holds stays on disk, and counts again when the clock goes back.
    if (this.holder === undefined) this.decay(now);
    const { open } = this;
    if (open === undefined || this.isOld(now)) return 'closed';
    if (open.kind === 'hard') return 'hard';
    if (this.holder !== undefined && this.leaseEnds > now) return 'busy';
    const isFromTheFuture = open.at > now + tolerance;
    const end = Math.min(open.until, open.at + longest[open.ladder], now + longest[open.ladder]);
    return isFromTheFuture || end <= now ? 'half-open' : open.kind;
  }

  touch(now: number): void {
    this.touched = now;
  }

  private decay(now: number): void {
    if (!this.isOld(now)) return;
    this.open = undefined;
    this.outcomes = [];
  }

  private isOld(now: number): boolean {
    return now - this.touched > day && this.open?.kind !== 'hard';
  }

  private succeed(start: number, now: number): void {
    if (this.open === undefined) {
      this.outcomes.push({ at: now, ok: true });
    } else if (start > this.open.at || this.open.at > now + tolerance) {
      this.open = undefined;
      this.outcomes = [];
    }
  }

  private fail({ start, now, what, retryAfterMs }: Happening): void {
    if (what === 'absent') {
      this.open = { kind: 'hard', ladder: 'count', step: 1, at: now, until: now };
      return;
    }
    if (this.open?.kind === 'hard') return;
    if (what === 'crash') {
      this.outcomes.push({ at: now, ok: false });
      if (this.open === undefined && !this.isTooMuch(now)) return;
    }
    const ladder = what === 'crash' ? 'count' : 'limit';
    const { open } = this;
    const isOld = open !== undefined && open.at <= now && start <= open.at;
    if (isOld && retryAfterMs === undefined) return;
    const step = open?.ladder === ladder ? open.step + (isOld ? 0 : 1) : 1;
    const wait = retryAfterMs ?? (steps[ladder][Math.min(step, 5) - 1] as number);
    const until = now + Math.min(wait, longest[ladder]);
    const keeps = open !== undefined && open.at <= now + tolerance && open.until > until;
    if (keeps) this.open = { ...open, at: now, step: open.ladder === ladder ? step : open.step };
    else {
      this.open = {
        kind: retryAfterMs === undefined ? 'soft' : 'told',
        ladder,
        step,
        at: now,
        until,
      };
    }
  }

  private isTooMuch(now: number): boolean {
    const lastSuccess = this.outcomes.findLastIndex(({ ok }) => ok);
    if (this.outcomes.length - 1 - lastSuccess >= 3) return true;
    const young = this.outcomes.slice(-5).filter(({ at, ok }) => !ok && now - at < 900 * second);
    return young.length >= 3;
  }
}
