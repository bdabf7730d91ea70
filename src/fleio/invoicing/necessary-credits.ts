import { ValidationError } from '../../core/errors/api.ts';
import type { Caller } from '../operation.ts';
import { externalBillingProcessCreditAutoInvoicing as processClients } from '../operations/external-billing.ts';
import type { NecessaryCredit, OpenAmount } from '../types/external-billing.ts';
import { sharedId } from './shared-id.ts';

/** What Fleio says of a client who is to be topped up; null: he needs nothing. An error: it did not say. */
export type Wanted = { readonly credit: NecessaryCredit | null } | { readonly error: unknown };

/**
 * Asks what credit is necessary for some clients, by their external ids. They are asked for once, since what a repeat
 * would do in Fleio is not known; but a call that Fleio found wrong did nothing, and one client in it may be all that is
 * wrong, so each is asked for alone then.
 */
export async function necessaryCredits(
  fleio: Pick<Caller, 'call'>,
  clients: readonly OpenAmount[],
): Promise<ReadonlyMap<string, Wanted>> {
  const wanted = new Map<string, Wanted>();
  try {
    const { objects } = await fleio.call(processClients, { clients });
    for (const { external_billing_id: id } of clients) wanted.set(id, wantedOf(id, objects));
  } catch (error) {
    const isAnyWrong = error instanceof ValidationError && clients.length > 1;
    for (const client of clients) {
      const { external_billing_id: id } = client;
      const alone = isAnyWrong ? (await necessaryCredits(fleio, [client])).get(id) : undefined;
      wanted.set(id, alone ?? { error });
    }
  }
  return wanted;
}

function wantedOf(id: string, objects: readonly NecessaryCredit[]): Wanted {
  const [one = null, ...others] = objects.filter((credit) => credit.external_billing_id === id);
  return others.length === 0 ? { credit: one } : { error: sharedId(processClients.name, id) };
}
