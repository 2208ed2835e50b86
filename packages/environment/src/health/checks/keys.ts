import type { CheckFinding, HealthCheck, HealthInput } from '../types.js';

export const keys: HealthCheck = {
  id: 'keys',
  title: 'Keys',
  description:
    'Installed tools that need a key or a login: mentions those that have neither, and those that get the four keys of AIM_PLUS_V1 because they declare none.',
  run: (input) => {
    const findings = [...withoutKey(input), ...withDefaultKeys(input)];
    if (findings.length > 0) return findings;
    if (!input.tools.some((tool) => tool.installed)) {
      return [{ status: 'skipped', message: 'No tool is installed' }];
    }
    return [{ status: 'ok', message: 'Every installed tool has what it needs' }];
  },
};

function withoutKey({ tools, keys: stateOf }: HealthInput): CheckFinding[] {
  return tools
    .filter((tool) => tool.installed && stateOf(tool.id) === 'absent')
    .map(({ id, name }) => ({
      status: 'info',
      tool: id,
      message: `${name} has neither a key in AIM nor a login of its own`,
      fix: `aim tools info ${id}`,
    }));
}

function withDefaultKeys({ defaultKeys }: HealthInput): CheckFinding[] {
  return defaultKeys.map(({ id, name }) => ({
    status: 'info',
    tool: id,
    message: `${name} declares no keys, so it gets the four of AIM_PLUS_V1`,
    fix: `Name its own in registry.tools.${id}.keys`,
  }));
}
