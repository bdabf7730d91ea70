import { readReference } from '../../identity/index.ts';
import type { Code } from '../codes.ts';
import type { Grade } from '../finding.ts';
import type { KnownService } from '../lifecycle/life-book.ts';
import type { Charge } from '../records.ts';
import type { Evidence } from './evidence.ts';

/** Which service a line is about. */
export interface Identity {
  readonly grade: Grade;
  readonly known: KnownService | null;
  /** The line belongs to a category without devices, and names none. */
  readonly isDeviceless: boolean;
}

const UNMATCHED: Code = /* @__PURE__ */ Object.freeze({ code: 'IDENTITY_UNMATCHED' });
const NO_DEVICE: Code = /* @__PURE__ */ Object.freeze({ code: 'NO_DEVICE' });
const UNKNOWN: Identity = { grade: 'missing', known: null, isDeviceless: false };
const DEVICELESS: Identity = { grade: 'missing', known: null, isDeviceless: true };

/** Looks the service of a line up. Source: X5, billing-audit 4.3. */
export function identify(charge: Charge, { lives, deviceless }: Evidence, codes: Code[]): Identity {
  const { account, text, category } = charge;
  const reference = readReference({ reference: charge.deviceRef, text });
  if (reference === null && deviceless.has(category)) {
    codes.push(NO_DEVICE);
    return DEVICELESS;
  }
  const { resolution, known } = lives.identify({ reference, account }, category);
  if (resolution.state === 'ambiguous') {
    const candidates = resolution.candidates.map((one) => ({ account: one.account, device: one.deviceId }));
    codes.push({ code: 'IDENTITY_AMBIGUOUS', candidates });
    return UNKNOWN;
  }
  if (resolution.state === 'unmatched') {
    codes.push(UNMATCHED);
    return UNKNOWN;
  }
  if (resolution.code !== null) codes.push({ code: 'ACCOUNT_MISMATCH', known: resolution.device.account });
  // A full id names the device whatever the account; a prefix alone could be another device's.
  const isInferred = resolution.code !== null && resolution.state === 'unique_prefix';
  return { grade: isInferred ? 'inferred' : 'observed', known, isDeviceless: false };
}
