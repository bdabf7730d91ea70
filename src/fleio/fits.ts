/** Whether an answer is about what was asked for: a server ignores a filter that it lost (contract 4.14). */
import type { Issue } from '../core/errors/input.ts';
import type { ClientRecord, ClientsCreateParams } from './types/clients.ts';
import type { Page } from './types/page.ts';
import type { ServiceRecord, ServicesListParams } from './types/services.ts';

type Linked = { readonly external_billing_id?: string | null };

/** Whether a value of an answer is the one asked for, as a text or a number; null is not the text `null`. */
export function isAsked(found: unknown, asked: unknown): boolean {
  return found !== undefined && found !== null && String(found) === String(asked);
}

/** A member that is there and differs; one that is missing proves nothing. */
function differs(found: unknown, asked: unknown): boolean {
  return asked !== undefined && found !== undefined && !isAsked(found, asked);
}

const issueAt = (path: string): Issue => ({ path, message: 'is not what was asked for' });

/** The objects of a page that carry another external id than the one asked for. */
export function linkIssues(
  { objects }: Page<Linked>,
  { external_billing_id: asked }: { readonly external_billing_id?: string },
): Issue[] {
  return objects.flatMap((object, index) =>
    differs(object.external_billing_id, asked) ? [issueAt(`objects[${index}].external_billing_id`)] : [],
  );
}

/** A new client that carries the external id of another; a server may answer without it. */
export function createdIssues(
  { external_billing_id: found }: ClientRecord,
  { external_billing_id: asked }: ClientsCreateParams,
): Issue[] {
  return differs(found ?? undefined, asked) ? [issueAt('external_billing_id')] : [];
}

/** The services of a page that a filter should have kept out. */
export function filterIssues(
  { objects }: Page<ServiceRecord>,
  { filtering = {} }: ServicesListParams,
): Issue[] {
  const { external_billing_id, client__external_billing_id, status, id__ne } = filtering;
  return objects.flatMap((service, index) => {
    const wrong: Readonly<Record<string, boolean>> = {
      external_billing_id: differs(service.external_billing_id, external_billing_id),
      'client.external_billing_id': differs(service.client?.external_billing_id, client__external_billing_id),
      status: differs(service.status, status),
      id: id__ne !== undefined && isAsked(service.id, id__ne),
    };
    return Object.keys(wrong)
      .filter((path) => wrong[path])
      .map((path) => issueAt(`objects[${index}].${path}`));
  });
}
