import type { Bus } from '../dbus/bus.js';
import { busDriver } from '../dbus/with-bus.js';
import { secretService } from './secret-service.js';

const promptFace = 'org.freedesktop.Secret.Prompt';
const noPrompt = '/';

/**
 * Unlocks items, and answers which are open now. The Secret Service may ask the user for it: the
 * question stays on the screen until it is answered or this connection ends.
 */
export async function unlockItems(bus: Bus, items: readonly string[]): Promise<readonly string[]> {
  const [unlocked, prompt] = (await bus.call({
    ...secretService,
    member: 'Unlock',
    signature: 'ao',
    values: [items],
    returns: 'aoo',
  })) as [string[], string];
  return prompt === noPrompt ? unlocked : [...unlocked, ...(await unlockByPrompt(bus, prompt))];
}

async function unlockByPrompt(bus: Bus, path: string): Promise<readonly string[]> {
  const signal = { path, interface: promptFace, member: 'Completed' };
  const rule = `type='signal',path='${path}',interface='${promptFace}',member='Completed'`;
  const [completed] = await Promise.all([
    bus.signal({ ...signal, returns: 'bv' }),
    bus.call({ ...busDriver, member: 'AddMatch', signature: 's', values: [rule], returns: '' }),
    bus.call({
      destination: secretService.destination,
      path,
      interface: promptFace,
      member: 'Prompt',
      signature: 's',
      values: [''],
      returns: '',
    }),
  ]);
  const [isDismissed, result] = completed as [boolean, { value: unknown }];
  return isDismissed || !Array.isArray(result.value) ? [] : (result.value as string[]);
}
