import type { Service } from './records.ts';

/** Stands between the parts of a key; facts whose names hold it are refused. */
export const KEY_SEPARATOR = '\u001f';

/** A service as one text: account, full device id and category, joined by U+001F. */
export type ServiceKey = string;

/** The key of a service, for maps and stores. Device ids are compared in lower case, accounts as written. */
export function serviceKey({ account, device, category }: Service): ServiceKey {
  return [account.trim(), device.trim().toLowerCase(), category].join(KEY_SEPARATOR);
}
