import type { Charge } from '../records.ts';

/** What a charge is for, as a comparison of periods sees it. Members that play no part are null. */
export interface ItemKey {
  readonly category: string;
  /** Device as printed, trimmed and in lower case. It alone decides, whatever account and text say. */
  readonly device: string | null;
  /** As printed on the first charge; part of the identity only without a device. */
  readonly account: string | null;
  readonly text: string;
}

/** Two charges are for the same item when their keys are equal. Source: billing-audit 4.13. */
export function itemKeyOf({ category, deviceRef, account, text }: Charge): ItemKey {
  return { category, device: deviceRef?.trim().toLowerCase() || null, account, text };
}

/** The identity as one text: category and device, else category, account and text. */
export function keyText({ category, device, account, text }: ItemKey): string {
  return JSON.stringify(device === null ? [category, null, account, text] : [category, device]);
}
