import type { KeychainState, VaultStatus } from '@aim/services';
import { Box } from 'ink';
import { vaultWords } from '../../../render/status.js';
import { Paragraph } from '../../components/paragraph.js';
import { oneLine } from '../../components/span.js';
import { wrapText } from '../../layout/wrap-text.js';
import type { DashboardState, Loadable } from '../../store/state.js';
import type { Token } from '../../theme/theme.js';

export interface VaultLinesProps {
  state: DashboardState;
  width: number;
  height: number;
}

/** Which store is in use, how well it protects, and, in the lines that are left, the keychain. */
export function VaultLines({ state, width, height }: VaultLinesProps) {
  const vault = state.status.data?.vault;
  const text = `vault: ${vault === undefined ? 'unknown' : vaultText(vault)}`;
  const most = Math.max(1, height - 1);
  const used = wrapText(oneLine(text), width - 2, most).length;
  return (
    <Box flexDirection="column" paddingX={1}>
      <Paragraph text={text} width={width - 2} lines={most} />
      <Paragraph {...keychainText(state.keychain)} width={width - 2} lines={height - used} />
    </Box>
  );
}

/** Where the store cannot tell how it is guarded, its note says why. */
function vaultText(vault: VaultStatus): string {
  const isOpen = vault.backend === 'file' && vault.protection === null && vault.note !== null;
  return isOpen ? `${vaultWords(vault)}; ${vault.note}` : vaultWords(vault);
}

function keychainText({ data, error }: Loadable<KeychainState>): { text: string; token: Token } {
  if (error !== null) return { text: `keychain: ${error.message}`, token: 'fail' };
  if (data === null) return { text: 'keychain: asking …', token: 'secondary' };
  if (data.state === 'ready') return { text: 'keychain: ready', token: 'text' };
  return { text: `keychain: ${data.state}: ${data.detail}`, token: 'text' };
}
