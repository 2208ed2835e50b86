import type { ErrorReport, Finding } from '@aim/core';
import type { KeyMap } from '../actions/key-map.js';
import type { PaneId } from '../layout/layout.js';
import type { Size } from '../layout/rect.js';
import type { Confirm, Form, Report } from './dialogs.js';
import type { LogEntry } from './log.js';
import type { Overlay, Resource, ResourceData } from './state.js';
import type { TaskEvent } from './tasks.js';

export type Move =
  | 'up'
  | 'down'
  | 'pageUp'
  | 'pageDown'
  | 'halfUp'
  | 'halfDown'
  | 'first'
  | 'last'
  | 'nextMatch'
  | 'previousMatch';

/** Everything that can happen to the state. */
export type DashboardEvent =
  | { type: 'resized'; size: Size }
  /** A key came, whatever it means: what was said to the last one is over. */
  | { type: 'keyed' }
  | { type: 'focused'; pane: PaneId }
  | { type: 'keysMapped'; keyMap: KeyMap }
  | { type: 'moved'; move: Move }
  /** The row with this id, of the pane in focus. */
  | { type: 'selected'; id: string }
  /** The details, or an answer, by some lines. */
  | { type: 'scrolled'; step: 1 | -1 }
  | DialogEvent
  /** The text that filters what has the keyboard takes the keys; it is kept, or dropped. */
  | { type: 'typing' }
  | { type: 'kept' }
  | { type: 'typed'; text: string }
  | { type: 'erased'; what: 'character' | 'all' }
  | { type: 'unfiltered' }
  | { type: 'noticed'; text: string }
  /** What was begun is what this command line does as well. */
  | { type: 'commanded'; command: string }
  | { type: 'logged'; entry: Omit<LogEntry, 'id'> }
  | TaskEvent
  | { type: 'loading'; resource: Resource }
  | LoadedEvent
  | { type: 'failed'; resource: Resource; error: ErrorReport; findings: readonly Finding[] };

export type LoadedEvent = {
  [R in Resource]: {
    type: 'loaded';
    resource: R;
    data: ResourceData[R];
    findings: readonly Finding[];
    /** When it was read, in ms since 1970. */
    at: number;
  };
}[Resource];

/** What happens to what lies over the panes. */
export type DialogEvent =
  | { type: 'opened'; overlay: Overlay }
  | { type: 'closed' }
  | { type: 'formOpened'; form: Form }
  | { type: 'fieldLeft'; step: 1 | -1 }
  /** What the form asked for is done. */
  | { type: 'stored'; text: string }
  | { type: 'asked'; confirm: Confirm }
  | { type: 'answerMoved' }
  | { type: 'reported'; report: Report }
  | { type: 'revealed'; secret: { name: string; value: string } }
  | { type: 'masked' };
