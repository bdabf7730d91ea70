/** Whether the objects of a list are those that were asked for: a server ignores a filter that it lost (contract 4.14). */
import type { Issue } from '../core/errors/input.ts';
import type { Page } from './types/page.ts';
import type { ServiceRecord, ServicesListParams } from './types/services.ts';

type Linked = { readonly external_billing_id?: string | null };

/** A member that is there and differs; one that is missing proves nothing. */
function differs(found: unknown, asked: unknown): boolean {
  return asked !== undefined && found !== undefined && String(found) !== String(asked);
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

/** The services of a page that a filter should have kept out. */
export function filterIssues(
  { objects }: Page<ServiceRecord>,
  { filtering = {} }: ServicesListParams,
): Issue[] {
  const { external_billing_id, client__external_billing_id, status, id__ne } = filtering;
  return objects.flatMap((service, index) => {
    const at = `objects[${index}]`;
    const issues: Issue[] = [];
    if (differs(service.external_billing_id, external_billing_id))
      issues.push(issueAt(`${at}.external_billing_id`));
    if (differs(service.client?.external_billing_id, client__external_billing_id))
      issues.push(issueAt(`${at}.client.external_billing_id`));
    if (differs(service.status, status)) issues.push(issueAt(`${at}.status`));
    if (id__ne !== undefined && String(service.id) === String(id__ne)) issues.push(issueAt(`${at}.id`));
    return issues;
  });
}
