import type { Status } from '@aim/services';
import { Box } from 'ink';
import { fitPath, shortPath } from '../../../render/paths.js';
import { Place } from '../../components/place.js';
import { Span } from '../../components/span.js';
import type { Rect } from '../../layout/rect.js';
import type { Loadable } from '../../store/state.js';

export interface TitleBarProps {
  rect: Rect;
  version: string;
  status: Pick<Loadable<Status>, 'data' | 'asOf'>;
  home: string;
  isReadOnly: boolean;
  /** How many tasks are running. */
  running: number;
}

/** The program on the left; on the right the configuration in use, or how old all of it is. */
export function TitleBar(props: TitleBarProps) {
  const { rect, version, status, home, isReadOnly, running } = props;
  const marks = [isReadOnly ? ' (read-only)' : '', running > 0 ? ` (${running} running)` : ''];
  const name = `AIM ${version}${marks.join('')}`;
  const room = rect.width - name.length - 4;
  return (
    <Place rect={rect}>
      <Box height={1} justifyContent="space-between" paddingX={1}>
        <Box flexShrink={0}>
          <Span text={name} token="title" />
        </Box>
        {status.data !== null && (
          <Span text={fitPath(words(status.data, status.asOf, home), room)} token="secondary" />
        )}
      </Box>
    </Place>
  );
}

function words({ config }: Status, asOf: string | null, home: string): string {
  return asOf === null ? configWords(config, home) : `as of ${asOf}`;
}

function configWords(config: Status['config'], home: string): string {
  if (config.length === 0) return 'config: defaults; no aim_config.json';
  const files = config.map(
    ({ path, trusted }) => shortPath(path, home) + (trusted ? '' : ' (not trusted)'),
  );
  return `config: ${files.join(', ')}`;
}
