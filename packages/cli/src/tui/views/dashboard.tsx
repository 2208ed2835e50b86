import { messageOf } from '@aim/core';
import { Box } from 'ink';
import { keyOf } from '../actions/keys-of.js';
import { ErrorMessage } from '../components/message.js';
import { PaneBoundary } from '../components/pane-boundary.js';
import { Pane } from '../components/pane.js';
import { layout, paneNames, type Layout, type PaneId } from '../layout/layout.js';
import type { Rect } from '../layout/rect.js';
import { lastEvent } from '../store/activity-rows.js';
import { inputContext } from '../store/context.js';
import type { DashboardState } from '../store/state.js';
import { isRunning } from '../store/tasks.js';
import { ThemeContext } from '../theme/theme-context.js';
import type { Theme } from '../theme/theme.js';
import { ActivityPane } from './activity/activity-pane.js';
import { DetailPane } from './detail/detail-pane.js';
import { ConfirmPane } from './dialogs/confirm-pane.js';
import { FormPane } from './dialogs/form-pane.js';
import { ReportPane } from './dialogs/report-pane.js';
import { EventLine } from './frame/event-line.js';
import { Footer } from './frame/footer.js';
import { SizeCard } from './frame/size-card.js';
import { TitleBar } from './frame/title-bar.js';
import { HealthPane } from './health/health-pane.js';
import { HelpPane } from './menu/help-pane.js';
import { PalettePane } from './menu/palette-pane.js';
import { LogPane } from './log/log-pane.js';
import { OverviewPane } from './overview/overview-pane.js';
import type { PaneViewProps } from './pane-props.js';
import { RoutesPane } from './routes/routes-pane.js';
import { SecretsPane } from './secrets/secrets-pane.js';
import { TasksPane } from './tasks/tasks-pane.js';
import { ToolsPane } from './tools/tools-pane.js';

export interface DashboardProps {
  state: DashboardState;
  theme: Theme;
  home: string;
  version: string;
  /** Hears of what one pane threw, while the others go on. */
  onPaneError?: (error: unknown) => void;
}

/** One frame: a picture of the state and nothing else. */
export function Dashboard(props: DashboardProps) {
  const { state, theme, home, version, onPaneError = () => undefined } = props;
  const places = layout(state.size, state.focus);
  return (
    <ThemeContext value={theme}>
      {places === null ? (
        <SizeCard size={state.size} quitKey={keyOf('quit', state)} />
      ) : (
        <Box width={state.size.columns} height={state.size.rows - 1} overflow="hidden">
          <TitleBar
            rect={places.title}
            version={version}
            status={state.status}
            home={home}
            isReadOnly={state.isReadOnly}
            running={state.tasks.filter(isRunning).length}
          />
          <Body state={state} places={places} home={home} onPaneError={onPaneError} />
          <EventLine
            rect={places.event}
            event={lastEvent(state)}
            notice={state.notice}
            command={state.command}
          />
          <Footer state={state} rect={places.footer} />
        </Box>
      )}
    </ThemeContext>
  );
}

interface BodyProps {
  state: DashboardState;
  places: Layout;
  home: string;
  onPaneError: (error: unknown) => void;
}

const paneViews: Record<PaneId, (props: PaneViewProps) => React.JSX.Element> = {
  overview: OverviewPane,
  tools: ToolsPane,
  secrets: SecretsPane,
  health: HealthPane,
  activity: ActivityPane,
  routes: RoutesPane,
  tasks: TasksPane,
  log: LogPane,
};

/** The panes, or what lies over them. */
function Body({ state, places, home, onPaneError }: BodyProps) {
  switch (inputContext(state)) {
    case 'help':
    case 'search':
      return <HelpPane rect={places.body} state={state} />;
    case 'palette':
      return <PalettePane rect={places.body} state={state} />;
    case 'form':
      return state.form && <FormPane rect={places.body} form={state.form} />;
    case 'confirm':
      return state.confirm && <ConfirmPane rect={places.body} confirm={state.confirm} />;
    case 'report':
      return (
        state.report && (
          <ReportPane rect={places.body} report={state.report} scroll={state.scroll} />
        )
      );
    case 'detail':
      return (
        <Guarded state={state} rect={places.body} title="Details" onPaneError={onPaneError}>
          <DetailPane state={state} rect={places.body} home={home} isFocused />
        </Guarded>
      );
    default:
      return <Panes state={state} places={places} home={home} onPaneError={onPaneError} />;
  }
}

function Panes({ state, places, home, onPaneError }: BodyProps) {
  return (
    <>
      {Object.entries(places.panes).map(([name, rect]) => {
        const pane = name as PaneId;
        const View = paneViews[pane];
        const guard = { state, rect, title: paneNames[pane], onPaneError };
        return (
          <Guarded key={pane} {...guard}>
            <View state={state} rect={rect} places={places} home={home} />
          </Guarded>
        );
      })}
      {places.detail !== null && (
        <Guarded state={state} rect={places.detail} title="Details" onPaneError={onPaneError}>
          <DetailPane state={state} rect={places.detail} home={home} isFocused={false} />
        </Guarded>
      )}
    </>
  );
}

interface GuardedProps {
  state: DashboardState;
  rect: Rect;
  title: string;
  onPaneError: (error: unknown) => void;
  children: React.ReactNode;
}

/** A pane that cannot be drawn says so in its place; it is tried again with the next data. */
function Guarded({ state, rect, title, onPaneError, children }: GuardedProps) {
  const { status, health, keychain, activity, routes, breakers, focus, size } = state;
  return (
    <PaneBoundary
      watched={[status, health, keychain, activity, routes, breakers, focus, size]}
      onError={onPaneError}
      fallback={(error) => (
        <Pane rect={rect} title={[{ text: title, token: 'title' }]} isFocused={false}>
          <ErrorMessage
            error={{
              code: 'internal.bug',
              message: `This cannot be drawn: ${messageOf(error)}`,
              hint: `${keyOf('refresh', state)} reads it again; the log has the error`,
            }}
            width={rect.width - 2}
          />
        </Pane>
      )}
    >
      {children}
    </PaneBoundary>
  );
}
