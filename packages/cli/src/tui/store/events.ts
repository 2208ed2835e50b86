import type { ErrorReport, Finding } from '@aim/core';
import type { PaneId } from '../layout/layout.js';
import type { Size } from '../layout/rect.js';
import type { Overlay, Resource, ResourceData } from './state.js';

export type Move = 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last';

/** Everything that can happen to the state. */
export type DashboardEvent =
  | { type: 'resized'; size: Size }
  | { type: 'focused'; pane: PaneId }
  | { type: 'moved'; move: Move }
  | { type: 'opened'; overlay: Overlay }
  | { type: 'closed' }
  | { type: 'loading'; resource: Resource }
  | LoadedEvent
  | { type: 'failed'; resource: Resource; error: ErrorReport; findings: readonly Finding[] };

export type LoadedEvent = {
  [R in Resource]: {
    type: 'loaded';
    resource: R;
    data: ResourceData[R];
    findings: readonly Finding[];
  };
}[Resource];
