import { describe, expect, it } from '@jest/globals';
import { AimError, type Finding } from '@aim/core';
import type { Aim } from '@aim/services';
import type { DashboardEvent } from '../../../src/tui/store/events.js';
import { createLoader } from '../../../src/tui/store/loader.js';
import {
  sampleActivity,
  sampleHealth,
  sampleKeychain,
  sampleStatus,
} from '../support/sample-data.js';

function harness(parts: Partial<Aim>) {
  const events: DashboardEvent[] = [];
  const made: ((finding: Finding) => void)[] = [];
  const loader = createLoader({
    dispatch: (event) => void events.push(event),
    now: () => 0,
    createAim: (notify) => {
      made.push(notify);
      return {
        status: async () => sampleStatus,
        health: async () => sampleHealth,
        probeKeychain: async () => sampleKeychain,
        recentEvents: async () => sampleActivity,
        ...parts,
      } as Aim;
    },
  });
  const story = () =>
    events.map((event) => ('resource' in event ? `${event.type} ${event.resource}` : event.type));
  return { loader, events, made, story };
}

describe('createLoader', () => {
  it('shows what there is before it asks what takes longer, and reads the marks of the checks', async () => {
    const { loader, story } = harness({});
    await loader.load(['status', 'health', 'keychain']);
    expect(story()).toEqual([
      'loading status',
      'loaded status',
      'loading health',
      'loading keychain',
      'loaded health',
      'loaded keychain',
      'loading status',
      'loaded status',
      'loaded activity',
    ]);
  });

  it('says nothing of what it reads quietly', async () => {
    const { loader, story } = harness({});
    await loader.load(['activity'], { isQuiet: true });
    expect(story()).toEqual(['loaded activity']);
  });

  it('makes AIM anew for each reading, so that a repaired configuration is seen', async () => {
    const { loader, made } = harness({});
    await loader.load(['status']);
    await loader.load(['status']);
    expect(made).toHaveLength(2);
  });

  it('asks once when it is told twice', async () => {
    const { loader, made } = harness({});
    await Promise.all([loader.load(['status']), loader.load(['status'])]);
    expect(made).toHaveLength(1);
  });

  it('turns a failure into an event of that resource, and goes on', async () => {
    const error = new AimError('config.invalid', 'aim_config.json:3:5: broken', {
      hint: 'mend it',
    });
    const { loader, events } = harness({ status: async () => Promise.reject(error) });
    await loader.load(['status', 'keychain']);
    expect(events).toContainEqual({
      type: 'failed',
      resource: 'status',
      error: { code: 'config.invalid', message: 'aim_config.json:3:5: broken', hint: 'mend it' },
      findings: [],
    });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'loaded', resource: 'keychain' }),
    );
  });

  it('hands on what AIM noticed', async () => {
    const finding: Finding = { id: 'x', severity: 'warn', message: 'noticed' };
    const { loader, events, made } = harness({
      status: async () => {
        made[0]?.(finding);
        return sampleStatus;
      },
    });
    await loader.load(['status']);
    expect(events.at(-1)).toMatchObject({ type: 'loaded', findings: [finding] });
  });
});
