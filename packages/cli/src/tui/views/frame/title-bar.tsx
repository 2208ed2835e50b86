import type { Status } from '@aim/services';
import { Box } from 'ink';
import { fitPath, shortPath } from '../../../render/paths.js';
import { Place } from '../../components/place.js';
import { Span } from '../../components/span.js';
import type { Rect } from '../../layout/rect.js';

export interface TitleBarProps {
  rect: Rect;
  version: string;
  config: Status['config'] | undefined;
  home: string;
}

/** The program on the left, the configuration in use on the right. */
export function TitleBar({ rect, version, config, home }: TitleBarProps) {
  const name = `AIM ${version}`;
  const room = rect.width - name.length - 4;
  return (
    <Place rect={rect}>
      <Box height={1} justifyContent="space-between" paddingX={1}>
        <Box flexShrink={0}>
          <Span text={name} token="title" />
        </Box>
        {config !== undefined && (
          <Span text={fitPath(configWords(config, home), room)} token="secondary" />
        )}
      </Box>
    </Place>
  );
}

function configWords(config: Status['config'], home: string): string {
  if (config.length === 0) return 'config: defaults; no aim_config.json';
  const files = config.map(
    ({ path, trusted }) => shortPath(path, home) + (trusted ? '' : ' (not trusted)'),
  );
  return `config: ${files.join(', ')}`;
}
