import { parseType } from './argument-types.ts';
import type { Handler, KatapultCall } from './call.ts';
import { page } from './pages.ts';
import { Refusal } from './refusal.ts';
import {
  countryOf,
  dataCenterOf,
  diskOf,
  interfaceOf,
  machineOf,
  networkOf,
  notFoundCode,
  organizationOf,
} from './resolve.ts';

const KNOWN: Readonly<Record<string, (call: KatapultCall) => unknown>> = {
  organization: organizationOf,
  virtual_machine: machineOf,
  data_center: dataCenterOf,
  disk: diskOf,
  network: networkOf,
  virtual_machine_network_interface: interfaceOf,
  country: countryOf,
};

/** Operations that the documentation refuses for the only kind of token that the fake has. */
const REFUSED: Readonly<Record<string, string>> = {
  'virtualMachines.getAuthorizedKeys': 'no_virtual_machine_for_api_token',
  'users.invalidateLinkedWebSession': 'identity_not_linked_to_web_session',
};

/**
 * The answer of an operation without a behaviour of its own: lookups are resolved as ever, and what the fake
 * has no objects of is not found; lists are empty; anything else says that it is not implemented.
 */
export const fallback: Handler = (call) => {
  const { operation, args } = call;
  const refused = Object.hasOwn(REFUSED, operation.name) ? REFUSED[operation.name] : undefined;
  if (refused !== undefined) throw new Refusal(refused);
  for (const { name, type } of operation.args.map(parseType)) {
    if (!type.startsWith('lookup:') || !args.has(name)) continue;
    const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
    if (known === undefined) throw new Refusal(notFoundCode(name));
    known(call);
  }
  if (operation.list !== undefined) return page(call, []);
  throw new Refusal('unhandled_exception', {}, `FakeKatapult does not implement ${operation.name}`);
};
