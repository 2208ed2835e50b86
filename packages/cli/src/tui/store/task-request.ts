import type { GrantedPermission } from '@aim/core';
import type { PlannedAdoption } from '@aim/services';

/** Work that takes a while, as data. */
export type TaskRequest =
  | {
      kind: 'invoke';
      capability: string;
      /** Only this tool; the chain of the capability where it is null. */
      tool: string | null;
      prompt: string;
      permission: GrantedPermission;
    }
  /** Asks the providers about each key, one after the other. */
  | { kind: 'check-keys'; names: readonly string[] }
  | { kind: 'find-plaintext' }
  | { kind: 'adopt'; planned: PlannedAdoption };

/** What a task is called, the command line that does the same, and whether it can be ended. */
export function describeTask(request: TaskRequest): {
  title: string;
  command: string;
  canCancel: boolean;
} {
  switch (request.kind) {
    case 'invoke': {
      const { capability, tool, prompt, permission } = request;
      const only = tool === null ? '' : ` --tool ${tool}`;
      const may = permission === 'read-only' ? '' : ` --permission ${permission}`;
      return {
        title: `${capability}: ${prompt}`,
        command: `aim invoke ${capability}${only}${may} PROMPT`,
        canCancel: true,
      };
    }
    case 'check-keys':
      return {
        title: 'Ask the providers about every key',
        command: 'aim secrets check --online',
        canCancel: true,
      };
    case 'find-plaintext':
      return {
        title: 'Look for keys in plaintext',
        command: 'aim secrets sweep --adopt --dry-run',
        canCancel: false,
      };
    case 'adopt':
      return {
        title: 'Move keys into the vault',
        command: 'aim secrets sweep --adopt',
        canCancel: false,
      };
  }
}
