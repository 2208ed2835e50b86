import { Box } from 'ink';
import { layout, type Layout, type PaneId } from '../layout/layout.js';
import { lastEvent } from '../store/activity-rows.js';
import { inputContext } from '../store/context.js';
import type { DashboardState } from '../store/state.js';
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
import type { PaneViewProps } from './pane-props.js';
import { RoutesPane } from './routes/routes-pane.js';
import { SecretsPane } from './secrets/secrets-pane.js';
import { ToolsPane } from './tools/tools-pane.js';

export interface DashboardProps {
  state: DashboardState;
  theme: Theme;
  home: string;
  version: string;
}

/** One frame: a picture of the state and nothing else. */
export function Dashboard({ state, theme, home, version }: DashboardProps) {
  const places = layout(state.size, state.focus);
  return (
    <ThemeContext value={theme}>
      {places === null ? (
        <SizeCard size={state.size} />
      ) : (
        <Box width={state.size.columns} height={state.size.rows - 1} overflow="hidden">
          <TitleBar
            rect={places.title}
            version={version}
            status={state.status}
            home={home}
            isReadOnly={state.isReadOnly}
          />
          <Body state={state} places={places} home={home} />
          <EventLine rect={places.event} event={lastEvent(state)} notice={state.notice} />
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
}

const paneViews: Record<PaneId, (props: PaneViewProps) => React.JSX.Element> = {
  tools: ToolsPane,
  secrets: SecretsPane,
  health: HealthPane,
  activity: ActivityPane,
  routes: RoutesPane,
};

/** The panes, or what lies over them. */
function Body({ state, places, home }: BodyProps) {
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
      return state.report && <ReportPane rect={places.body} report={state.report} />;
    case 'detail':
      return <DetailPane state={state} rect={places.body} home={home} isFocused />;
    default:
      return <Panes state={state} places={places} home={home} />;
  }
}

function Panes({ state, places, home }: BodyProps) {
  return (
    <>
      {Object.entries(places.panes).map(([pane, rect]) => {
        const View = paneViews[pane as PaneId];
        return <View key={pane} state={state} rect={rect} places={places} home={home} />;
      })}
      {places.detail !== null && (
        <DetailPane state={state} rect={places.detail} home={home} isFocused={false} />
      )}
    </>
  );
}
