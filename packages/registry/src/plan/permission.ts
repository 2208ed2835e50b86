import {
  grantedPermissions,
  type GrantedPermission,
  type Headless,
  type PermissionGrant,
} from '@aim/core';
import { headlessOf } from '../tools/headless-of.js';
import type { Tool } from '../tools/tool.js';

/** What a tool is really granted for a request: never more than was asked for. */
export interface Granted {
  mode: GrantedPermission;
  grant: PermissionGrant;
}

/**
 * The mode that was asked for, or the nearest lower one that the tool can promise; undefined when
 * it can promise none. A script and an HTTP tool have no modes: the request's stands.
 */
export function grantFor(tool: Tool, asked: GrantedPermission): Granted | undefined {
  const permission = modesOf(tool);
  if (permission === undefined) return { mode: asked, grant: {} };
  for (let level = grantedPermissions.indexOf(asked); level >= 0; level--) {
    const mode = grantedPermissions[level] as GrantedPermission;
    const grant = permission[mode];
    if (grant !== undefined) return { mode, grant };
  }
  return undefined;
}

function modesOf(tool: Tool): Headless['permission'] | undefined {
  if (tool.adapter.kind === 'check') return tool.adapter.check.permission;
  return tool.adapter.kind === 'headless' ? headlessOf(tool).permission : undefined;
}

/** True when the tool, once started, may have changed files. An HTTP tool only answers. */
export function mayWrite(tool: Tool, asked: GrantedPermission): boolean {
  if (tool.adapter.kind === 'http') return false;
  return (grantFor(tool, asked)?.mode ?? 'read-only') !== 'read-only';
}
