import type { ErrorReport, Finding } from '@aim/core';
import type {
  HealthReport,
  KeychainState,
  OpenBreaker,
  RecentEvents,
  RoutePlan,
  Status,
  StatusSnapshot,
} from '@aim/services';
import type { KeyMap } from '../actions/key-map.js';
import { paneIds, type PaneId } from '../layout/layout.js';
import type { Size } from '../layout/rect.js';
import type { Confirm, Form, Report } from './dialogs.js';
import type { LogEntry } from './log.js';
import type { Task } from './tasks.js';

/** What the dashboard asks AIM for, each by itself. */
export interface ResourceData {
  status: Status;
  health: HealthReport;
  keychain: KeychainState;
  activity: RecentEvents;
  /** The plan of each capability. */
  routes: readonly RoutePlan[];
  /** The circuit breakers that are not closed. */
  breakers: readonly OpenBreaker[];
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

/** What can lie over the panes. */
export type Overlay = 'help' | 'palette' | 'detail' | 'form' | 'confirm' | 'report';

export interface DashboardState {
  size: Size;
  focus: PaneId;
  /** What lies over the panes, the last on top. */
  overlays: readonly Overlay[];
  /** What was typed into the help or the palette, and which of its rows is chosen. */
  menu: { query: string; selected: number };
  /** The text that each pane's rows are filtered by; empty shows all. */
  filters: Readonly<Record<PaneId, string>>;
  /** True while the filter, or the search of the help, takes the keys. */
  isTyping: boolean;
  /** By how many lines the details, or an answer, are scrolled. */
  scroll: number;
  form: Form | null;
  confirm: Confirm | null;
  report: Report | null;
  /** The one value that may be seen, and only in its detail. */
  revealed: { name: string; value: string } | null;
  /** Keys that the user's configuration gives to actions. */
  keyMap: KeyMap;
  /** True when nothing may be changed from here. */
  isReadOnly: boolean;
  /** What there is to say about the last key. */
  notice: string | null;
  /** The command line that does the same as the last key. */
  command: string | null;
  /** The id of the selected row of each pane; null before there was one. */
  selected: Readonly<Record<PaneId, string | null>>;
  status: Loadable<Status>;
  health: Loadable<HealthReport>;
  keychain: Loadable<KeychainState>;
  activity: Loadable<RecentEvents>;
  routes: Loadable<readonly RoutePlan[]>;
  breakers: Loadable<readonly OpenBreaker[]>;
  /** The newest first. */
  tasks: readonly Task[];
  log: readonly LogEntry[];
  /** When something was last read, in ms since 1970; 0 before. Ages are counted up to it. */
  now: number;
}

/** Nothing is known yet but what an earlier dashboard left. */
export function initialState(size: Size, snapshot: StatusSnapshot | null = null): DashboardState {
  return {
    size,
    focus: 'tools',
    overlays: [],
    menu: { query: '', selected: 0 },
    filters: forEachPane(''),
    isTyping: false,
    scroll: 0,
    form: null,
    confirm: null,
    report: null,
    revealed: null,
    keyMap: {},
    isReadOnly: false,
    notice: null,
    command: null,
    selected: forEachPane(null),
    status:
      snapshot === null
        ? notAsked()
        : { ...notAsked(), data: snapshot.status, asOf: snapshot.takenAt },
    health: notAsked(),
    keychain: notAsked(),
    activity: notAsked(),
    routes: notAsked(),
    breakers: notAsked(),
    tasks: [],
    log: [],
    now: snapshot === null ? 0 : Date.parse(snapshot.takenAt),
  };
}

function notAsked<T>(): Loadable<T> {
  return { data: null, asOf: null, error: null, isLoading: false, findings: [] };
}

function forEachPane<T>(value: T): Record<PaneId, T> {
  return Object.fromEntries(paneIds.map((pane) => [pane, value])) as Record<PaneId, T>;
}
