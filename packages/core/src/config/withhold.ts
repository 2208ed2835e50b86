import type { AimConfig } from './types.js';

/** Something that a project's file asks for and that waits for `aim trust`. */
export interface Withheld {
  /** The JSON path in dots. */
  path: string;
  reason: string;
}

/**
 * What of a project's configuration works without consent, and what does not: the registry (a tool
 * may run programs, name endpoints and ask for keys, and a route decides who sees the job), the
 * choice of a secret store, the keys of commands, the audit, the keys of the dashboard, what is
 * installed and in which versions, and what keeps health from finding or counting. Pins, other
 * health settings and scan settings need no consent.
 */
export function withholdUntrusted(config: AimConfig): { config: AimConfig; withheld: Withheld[] } {
  const { registry, secrets, run, audit, dashboard, environment, ...rest } = config;
  const { tools, capabilities, ...others } = registry ?? {};
  const { healthChecks, ...machine } = environment ?? {};
  const health = part(healthChecks, hiding, ({ enabled }) => enabled !== true);
  const installs = part(machine, installing);
  const kept = {
    ...installs.kept,
    ...(healthChecks !== undefined && { healthChecks: health.kept }),
  };
  const withheld = [
    ...each('registry.tools', 'a tool can run programs and get keys', tools),
    ...each('registry.capabilities', routing, capabilities),
    ...told('registry', others, rules),
    ...told('', { secrets, run, audit, dashboard }, sections),
    ...told('environment.healthChecks', health.taken, hiding),
    ...told('environment', installs.taken, installing),
  ];
  return {
    config: { ...rest, ...(environment !== undefined && { environment: kept }) },
    withheld,
  };
}

type Reasons = Readonly<Record<string, string>>;

const routing = 'it decides which of your tools gets the job, and so who sees it';

const rules: Reasons = {
  limits: 'it decides which files a job may name',
  crossToolRulesPath: 'it names a file of rules for your tools',
};

const sections: Reasons = {
  secrets: 'it decides where secrets are kept, and who is asked about them',
  run: 'it hands your secrets to commands',
  audit: 'it decides what is recorded, and into which file',
  dashboard: 'it decides what your keys do',
};

const hiding: Reasons = {
  ignore: 'it hides findings about this machine',
  enabled: 'it hides findings about this machine',
};

const install = 'it decides what is installed on this machine, and where';

const installing: Reasons = {
  toolsRoot: install,
  npmGlobal: install,
  pipxApps: install,
  extras: install,
  versionPolicy: 'it decides which versions are too young or unsigned',
};

type Values = Readonly<Record<string, unknown>>;

/** Takes out of an object what waits, in the order of the reasons. */
function part<T extends object>(
  values: T | undefined,
  reasons: Reasons,
  waits: (taken: Values) => boolean = () => true,
): { kept: T; taken: Values } {
  const kept: Record<string, unknown> = { ...values };
  const taken: Record<string, unknown> = {};
  for (const name of Object.keys(reasons)) {
    if (kept[name] === undefined || !waits({ [name]: kept[name] })) continue;
    taken[name] = kept[name];
    delete kept[name];
  }
  return { kept: kept as T, taken };
}

function told(at: string, values: Values, reasons: Reasons): Withheld[] {
  return Object.entries(reasons).flatMap(([name, reason]) =>
    values[name] === undefined ? [] : [{ path: at === '' ? name : `${at}.${name}`, reason }],
  );
}

function each(at: string, reason: string, values: object = {}): Withheld[] {
  return Object.keys(values).map((id) => ({ path: `${at}.${id}`, reason }));
}
