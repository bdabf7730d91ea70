import type { ReadCharge } from '../charge-reader.ts';
import type { Code } from '../codes.ts';
import { dayOfMs } from '../days.ts';
import type { Grade } from '../finding.ts';
import { instantMs } from '../instants.ts';
import { formatMoney, minus, readMoney, Total } from '../money.ts';

const ZERO_AMOUNT: Code = /* @__PURE__ */ Object.freeze({ code: 'ZERO_AMOUNT' });
const NOT_EVIDENCED: Code = /* @__PURE__ */ Object.freeze({ code: 'DEBIT_NOT_EVIDENCED' });

/** Whether money was taken; a projected charge needs no proof of a debit that is still to come. */
export function debitOf({ charge, amount }: ReadCharge, codes: Code[]): Grade {
  if (amount.units === 0n) {
    codes.push(ZERO_AMOUNT);
    return 'missing';
  }
  if (charge.origin === 'projected' || (charge.packText !== null && charge.packText.trim() !== '')) {
    return 'observed';
  }
  codes.push(NOT_EVIDENCED);
  return 'missing';
}

/** Remarks on the line itself that weigh nothing. */
export function remarkOnLine(
  { charge, amount, day }: ReadCharge,
  lateAfterDays: number,
  codes: Code[],
): void {
  if (charge.packDebits !== null && charge.packDebits.length > 0) {
    const sum = new Total();
    for (const text of charge.packDebits) {
      const debit = readMoney(text);
      if (debit !== undefined) sum.add(debit);
    }
    const difference = minus(sum.value, amount);
    if (difference.units !== 0n) {
      codes.push({ code: 'PACK_SUM_DIFFERS', difference: formatMoney(difference) });
    }
  }
  if (charge.postedAt === null) return;
  const days = dayOfMs(instantMs(charge.postedAt)) - day;
  if (days > lateAfterDays) codes.push({ code: 'POSTED_LATE', days });
}
