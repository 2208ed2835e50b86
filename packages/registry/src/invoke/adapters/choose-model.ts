import type { Failure } from '../../classify/failure.js';
import { isCloudModel } from '../../tools/locality.js';
import type { AdapterRequest } from '../adapter.js';
import type { HttpReply } from './http-call.js';
import { isThisMachine } from './http-endpoint.js';
import { refusal } from './http-judge.js';
import type { HttpProtocol, ListedModel } from './protocols/protocol.js';

/** A server whose address, protocol and key are known. */
export interface Server {
  protocol: HttpProtocol;
  base: URL;
  ask: (path: string, body?: object) => Promise<HttpReply | Failure>;
}

/**
 * The model of a request: its own, else the tool's first, else the first that a server of the user's
 * own has. A job that may not leave this machine gets none that another machine runs.
 */
export async function chooseModel(
  { tool, model: asked, localOnly = false }: AdapterRequest,
  server: Server,
): Promise<string | Failure> {
  const { protocol, base } = server;
  if (localOnly && !isThisMachine(base)) {
    return precondition(`${tool.name} at ${base.origin} is not on this machine`);
  }
  const wanted = asked ?? tool.models[0];
  if (localOnly && wanted !== undefined && isCloudModel(wanted)) return elsewhere(wanted, tool);
  const isListed = protocol.fetchModel !== undefined;
  if (wanted !== undefined && !(localOnly && isListed)) return wanted;
  if (wanted === undefined && !isThisMachine(base) && !isListed) {
    return precondition(
      `${tool.name} offers many models: name one with --model or in registry.tools.${tool.id}.models`,
    );
  }
  const reply = await server.ask(protocol.models.path);
  if ('class' in reply) return reply;
  if (reply.status !== 200) return refusal(reply, { tool, protocol, now: new Date(0) });
  const models = protocol.models.list(reply.json);
  const isHere = (each: ListedModel) => !each.isElsewhere && !isCloudModel(each.name);
  if (wanted !== undefined) {
    const found = models.find(({ name }) => name === wanted || name === `${wanted}:latest`);
    return found === undefined || isHere(found) ? wanted : elsewhere(wanted, tool);
  }
  const first = (localOnly ? models.filter(isHere) : models)[0];
  if (first !== undefined) return first.name;
  const action = protocol.fetchModel?.('llama3.2');
  const which = localOnly && models.length > 0 ? 'no model of its own' : 'no model';
  return {
    ...precondition(`${tool.name} at ${base.origin} has ${which}`),
    ...(action === undefined ? {} : { action }),
  };
}

function elsewhere(model: string, { name }: AdapterRequest['tool']): Failure {
  return precondition(`${name} has ${model} from elsewhere: the job would leave this machine`);
}

function precondition(message: string): Failure {
  return { class: 'FAILED_PRECONDITION', message };
}
