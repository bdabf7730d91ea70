/** Look-ups that give exactly one object or an error that says why not (contract 4, 4.14, 5.1). */
import { ConflictError, NotFoundError } from '../core/errors/api.ts';
import { UnexpectedResponseError } from '../core/errors/response.ts';
import { quote } from '../core/secret.ts';
import { VENDOR } from './call-facts.ts';
import { isAsked } from './fits.ts';
import type { Caller, CallOptions } from './operation.ts';
import { clientsList } from './operations/clients.ts';
import { servicesList } from './operations/services.ts';
import { usersList } from './operations/users.ts';
import { LIST_STATUS } from './pages.ts';
import type { ClientRecord } from './types/clients.ts';
import type { ServiceLink, ServiceRecord } from './types/services.ts';
import type { UserRecord } from './types/users.ts';

/** Codes of the errors of look-ups. */
export type FleioLookupCode = 'lookup_none' | 'lookup_many' | 'lookup_mismatch';

/** Each page brings an object, which decides, or is empty; more empty ones are no look-up. */
const MAX_PAGES = 10;

/** What is looked for, as errors name it. */
interface Sought<T> {
  readonly operation: string;
  /** Such as `client with the external id 7c1f`. */
  readonly what: string;
  /** Whether an object carries what was asked for. */
  readonly carries: (object: T) => boolean;
}

/** The only object of a list. One that lacks the id says that the server lost the filter, so the rest proves nothing. */
async function only<T>(objects: AsyncIterable<T>, { operation, what, carries }: Sought<T>): Promise<T> {
  const known = { vendor: VENDOR, operation, status: LIST_STATUS };
  const found: T[] = [];
  for await (const object of objects) {
    if (!carries(object)) {
      const problem = `asked for the ${what}, got another: the server does not know the filter`;
      throw new UnexpectedResponseError(problem, known, 'lookup_mismatch');
    }
    found.push(object);
    if (found.length > 1) break;
  }
  const [one, other] = found;
  if (one === undefined) {
    throw new NotFoundError({ ...known, code: 'lookup_none', summary: `${operation}: there is no ${what}` });
  }
  if (other !== undefined) {
    const summary = `${operation}: there is more than one ${what}`;
    const hint = 'Give all but one of them another external id';
    throw new ConflictError({ ...known, code: 'lookup_many', summary, hint });
  }
  return one;
}

/**
 * The client with an external id. Only a clean empty list says that there is none (contract 5.4).
 *
 * @throws NotFoundError `lookup_none`; ConflictError `lookup_many`; UnexpectedResponseError `lookup_mismatch` for an
 * answer with another client; and what `clients.list` throws
 */
export function clientByExternalId(
  fleio: Pick<Caller, 'iterate'>,
  externalId: string,
  options?: CallOptions,
): Promise<ClientRecord> {
  return only(
    fleio.iterate(clientsList, { external_billing_id: externalId }, { ...options, maxPages: MAX_PAGES }),
    {
      operation: 'clients.byExternalId',
      what: `client with the external id ${quote(String(externalId))}`,
      carries: ({ external_billing_id }) => external_billing_id === externalId,
    },
  );
}

/** The user with an external id. @throws as {@link clientByExternalId} does */
export function userByExternalId(
  fleio: Pick<Caller, 'iterate'>,
  externalId: string,
  options?: CallOptions,
): Promise<UserRecord> {
  return only(
    fleio.iterate(usersList, { external_billing_id: externalId }, { ...options, maxPages: MAX_PAGES }),
    {
      operation: 'users.byExternalId',
      what: `user with the external id ${quote(String(externalId))}`,
      carries: ({ external_billing_id }) => external_billing_id === externalId,
    },
  );
}

/** The service that is linked to one of the billing system, of the client it belongs to. @throws as {@link clientByExternalId} does */
export function serviceByExternalId(
  fleio: Pick<Caller, 'iterate'>,
  link: ServiceLink,
  options?: CallOptions,
): Promise<ServiceRecord> {
  // Both are asked for, also where a link lacks one: the filter then says so.
  const { external_billing_id: service, client__external_billing_id: client } = { ...link };
  const filtering = { ...link, external_billing_id: service, client__external_billing_id: client };
  return only(fleio.iterate(servicesList, { filtering }, { ...options, maxPages: MAX_PAGES }), {
    operation: 'services.byExternalId',
    what: `service ${quote(String(service))} of the client ${quote(String(client))}`,
    carries: (found) =>
      isAsked(found.external_billing_id, service) && found.client?.external_billing_id === client,
  });
}
