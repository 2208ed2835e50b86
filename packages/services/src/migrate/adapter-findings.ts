import {
  expandIfDefined,
  resolveCommand,
  type AimConfig,
  type Finding,
  type Host,
} from '@aim/core';
import * as fs from 'node:fs';

/** What keeps the scripts of a configuration from running on this machine. */
export function adapterFindings(config: AimConfig, host: Host): Finding[] {
  const tools = Object.entries(config.registry?.tools ?? {});
  const scripts = tools.flatMap(([id, { adapterScript }]) =>
    adapterScript === undefined || adapterScript === '' ? [] : [{ id, script: adapterScript }],
  );
  const missing = scripts.filter(({ script }) => {
    const path = expandIfDefined(script, host);
    return path === undefined || !fs.existsSync(path);
  });
  const absent = missing.map(({ id, script }): Finding => ({
    id: 'migrate.script_absent',
    severity: 'warn',
    message: `${id} takes no job: its adapter script is not there: ${script}`,
    fix: `Put it there, or remove registry.tools.${id}.adapterScript: aim config path`,
  }));
  const needPwsh = scripts.filter(
    (each) => each.script.toLowerCase().endsWith('.ps1') && !missing.includes(each),
  );
  if (needPwsh.length === 0 || resolveCommand('pwsh', host).kind === 'found') return absent;
  const ids = needPwsh.map(({ id }) => id).join(', ');
  return [
    ...absent,
    {
      id: 'migrate.needs_pwsh',
      severity: 'warn',
      message: `${ids}: the adapter scripts need PowerShell, and there is no pwsh on PATH`,
      fix: 'https://learn.microsoft.com/powershell/scripting/install',
    },
  ];
}
