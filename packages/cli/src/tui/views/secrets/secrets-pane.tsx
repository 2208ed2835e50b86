import { ListPane } from '../../components/list-pane.js';
import { rowsOf } from '../../store/rows.js';
import { sharedPaneProps, type PaneViewProps } from '../pane-props.js';
import { secretColumns, secretRow } from './secret-table.js';
import { VaultLines } from './vault-lines.js';

export function SecretsPane(props: PaneViewProps) {
  const { status } = props.state;
  const shared = sharedPaneProps('secrets', props);
  return (
    <ListPane
      {...shared}
      asides={[]}
      columns={secretColumns}
      rows={rowsOf(props.state, 'secrets')}
      toRow={secretRow}
      hasData={status.data !== null}
      isLoading={status.isLoading}
      error={status.error}
      empty={['None yet. Store the first with:', 'aim secrets set OPENAI_API_KEY']}
      pinned={
        <VaultLines
          state={props.state}
          width={props.rect.width - 2}
          height={shared.heights.pinned}
        />
      }
    />
  );
}
