import './drawing-environment.js';
import { renderToString } from 'ink';
import type { DashboardState } from '../../../src/tui/store/state.js';
import { plainTheme, type Theme } from '../../../src/tui/theme/theme.js';
import { Dashboard } from '../../../src/tui/views/dashboard.js';

/** The dashboard as text, without colour unless told. */
export function frame(state: DashboardState, theme: Theme = plainTheme): string {
  const view = <Dashboard state={state} theme={theme} home="/home/ada" version="0.1.0" />;
  return renderToString(view, { columns: state.size.columns });
}
