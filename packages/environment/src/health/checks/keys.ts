import type { HealthInput } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const keys: HealthCheck = {
  id: 'keys',
  group: 'auth',
  title: 'Keys',
  description:
    'Installed tools that need a key or a login have one: warns of a configured tool that has neither, mentions others, and tools that get the four keys of AIM_PLUS_V1 because they declare none.',
  run: (input) => {
    const findings = [...withoutKey(input), ...withDefaultKeys(input)];
    if (findings.length > 0) return findings;
    if (!input.tools.some((tool) => tool.installed)) {
      return [{ status: 'skipped', message: 'No tool is installed' }];
    }
    return [{ status: 'ok', message: 'Every installed tool has what it needs' }];
  },
};

function withoutKey({ tools, keys: stateOf, configuredTools }: HealthInput): CheckFinding[] {
  return tools
    .filter((tool) => tool.installed && stateOf(tool.id) === 'absent')
    .map(({ id, name }) => ({
      // What is only there may be somebody else's, or waiting to be set up.
      status: configuredTools.includes(id) ? 'warn' : 'info',
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
