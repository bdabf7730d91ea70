import type { PlanLine } from '../../../billing-audit/index.ts';
import type { ActiveService } from '../../portal/index.ts';
import { cometCategories } from '../categories.ts';
import { categoryOf } from '../categorise.ts';
import type { CometCategory } from '../category.ts';
import { declaredCountOf } from '../counted-quantity.ts';

/**
 * Turns an active services report into plan lines of the billing audit. A quantity that is not printed is the count
 * that the text declares, or unknown: only a printed number may speak against the end of a service. A due day that
 * is not printed stays unknown too.
 *
 * Source: billing-audit 2.1, 4.5.
 * @param observedAt when the report was pulled
 */
export function servicesToPlanLines(
  services: Iterable<ActiveService>,
  observedAt: Date,
  { categories = cometCategories }: { readonly categories?: readonly CometCategory[] | undefined } = {},
): readonly PlanLine[] {
  const at = observedAt.toISOString();
  return Array.from(services, (service): PlanLine => {
    return {
      observedAt: at,
      account: service.name?.account ?? null,
      deviceRef: service.deviceId?.toLowerCase() ?? service.name?.devicePrefix ?? null,
      category: categoryOf(service, categories).categoryId,
      text: service.service ?? '',
      cycleDays: service.cycleDays,
      nextDue: service.nextDue,
      quantity: service.quantity ?? declaredCountOf(service),
      unitPrice: service.unitCost,
      amount: service.amount,
    };
  });
}
