import type { ErrorReport, Finding } from '@aim/core';
import type { HealthReport, KeychainState, Status, StatusSnapshot } from '@aim/services';
import type { PaneId } from '../layout/layout.js';
import type { Size } from '../layout/rect.js';

/** What the dashboard asks AIM for, each by itself. */
export interface ResourceData {
  status: Status;
  health: HealthReport;
  keychain: KeychainState;
}

export type Resource = keyof ResourceData;

/** An answer and how it stands. Old data stay while new are read, and after a failure. */
export interface Loadable<T> {
  data: T | null;
  /** When data of an earlier dashboard were read, RFC 3339; null for data of this one. */
  asOf: string | null;
  error: ErrorReport | null;
  isLoading: boolean;
  /** What AIM had to say while it answered. */
  findings: readonly Finding[];
}

export type Overlay = 'help' | 'detail';

export interface DashboardState {
  size: Size;
  focus: PaneId;
  overlay: Overlay | null;
  /** The first line of the help that is in sight. */
  helpTop: number;
  /** The id of the selected row of each pane; null before there was one. */
  selected: Readonly<Record<PaneId, string | null>>;
  status: Loadable<Status>;
  health: Loadable<HealthReport>;
  keychain: Loadable<KeychainState>;
}

/** Nothing is known yet but what an earlier dashboard left. */
export function initialState(size: Size, snapshot: StatusSnapshot | null = null): DashboardState {
  return {
    size,
    focus: 'tools',
    overlay: null,
    helpTop: 0,
    selected: { tools: null, secrets: null, health: null },
    status:
      snapshot === null
        ? notAsked()
        : { ...notAsked(), data: snapshot.status, asOf: snapshot.takenAt },
    health: notAsked(),
    keychain: notAsked(),
  };
}

function notAsked<T>(): Loadable<T> {
  return { data: null, asOf: null, error: null, isLoading: false, findings: [] };
}
