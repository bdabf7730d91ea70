import { canonicalDecimal } from '../../core/canonical.ts';
import type { NumberedRow } from '../../identity/index.ts';
import type { PortalRow } from '../../reconciler/index.ts';
import { type ActiveService, withOccurrences } from '../portal/index.ts';
import { cometCategories } from './categories.ts';
import { categoryOf } from './categorise.ts';
import type { CometCategory } from './category.ts';
import { COUNT_ROWS, countedQuantity, declaredCountOf } from './counted-quantity.ts';

/** Options of {@link extractPortalUsage}. */
export interface PortalUsageOptions {
  /** Default `cometCategories`. */
  readonly categories?: readonly CometCategory[] | undefined;
  /** Currency of the portal account, ISO 4217. The report does not name it; default null. */
  readonly currency?: string | null | undefined;
}

/** An unknown Type has a finding of its own, so it is no parse issue. */
function parseIssuesOf(service: ActiveService): readonly string[] {
  const issues = service.issues
    .filter(({ code }) => code !== 'TYPE_UNKNOWN')
    .map(({ code, field }) => (field === null ? code : `${code} ${field}`));
  const declared = declaredCountOf(service);
  if (declared === null) return issues;
  if (service.quantity === null) return [...issues, `the text declares ${declared}, the quantity is missing`];
  if (canonicalDecimal(service.quantity) === declared) return issues;
  return [...issues, `the text declares ${declared}, the quantity is ${service.quantity}`];
}

function toPortalRow(
  { row: service, id, fingerprint, occurrence }: NumberedRow<ActiveService>,
  categories: readonly CometCategory[],
  currency: string | null,
): PortalRow {
  const { categoryId } = categoryOf(service, categories);
  const measure = categories.find(({ id: known }) => known === categoryId)?.portal ?? COUNT_ROWS;
  return {
    rowId: id,
    fingerprint,
    occurrence,
    type: service.type ?? '',
    service: service.service,
    parsed: {
      account: service.name?.account ?? null,
      deviceRef: service.deviceId?.toLowerCase() ?? service.name?.devicePrefix ?? null,
      boosterName: service.name?.boosterLabel ?? null,
      declaredCount: declaredCountOf(service),
    },
    categoryId,
    quantity: countedQuantity(service, measure),
    printedQuantity: service.quantity,
    unitCost: service.unitCost,
    amount: service.amount,
    currency,
    cycleDays: service.cycleDays,
    nextDue: service.nextDue,
    parseIssues: parseIssuesOf(service),
  };
}

/**
 * Turns the rows of one active services report into the reconciler's portal side. Pass all rows of a report at
 * once: equal rows are separate services and are numbered in order of arrival. Nothing is dropped: a row that
 * fits no form arrives with parse issues, one of an unknown type under `unknown`.
 *
 * Source: reconciler 10.2 and 10.3.
 */
export function extractPortalUsage(
  services: Iterable<ActiveService>,
  { categories = cometCategories, currency = null }: PortalUsageOptions = {},
): readonly PortalRow[] {
  return withOccurrences(services).map((numbered) => toPortalRow(numbered, categories, currency));
}
