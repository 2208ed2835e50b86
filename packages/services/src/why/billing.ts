import type { Tool } from '@aim/registry';
import type { InjectionPlan } from '@aim/secrets';
import type { AimContext } from '../context.js';

/** Warns of a key that takes the place of a subscription login that was paid for. */
export function guardBilling(
  { host, notify }: Pick<AimContext, 'host' | 'notify'>,
  { tool, plan, isLoggedIn }: { tool: Tool; plan: InjectionPlan; isLoggedIn: boolean },
): void {
  if (!isLoggedIn) return;
  const overriding = tool.login?.overriddenBy ?? [];
  const given = [...plan.inject.map(({ env }) => env), ...plan.keep];
  const warn = (message: string, fix: string) =>
    notify({ id: 'secret.billing', severity: 'warn', message, fix });
  for (const env of overriding) {
    const cost = `${env} overrides the login of ${tool.name}, which then bills by use`;
    if (given.includes(env)) {
      warn(`With aim run, ${cost}`, `Set registry.tools.${tool.id}.inject to auto`);
    }
    if ((host.env[env] ?? '') !== '') {
      warn(`Started by itself, ${cost}`, `aim run ${tool.id} withholds it; or: unset ${env}`);
    }
  }
}
