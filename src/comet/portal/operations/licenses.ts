import type { PortalForm } from '../api/form.ts';
import { requireFields } from '../api/form.ts';
import type { PortalOperation } from '../api/operation.ts';
import { bare, envelope, plainText } from '../api/readers.ts';
import { listOf, objectWith, optional, text } from '../api/shape.ts';

/** A self-hosted server licence. The vendor's field list is not on record; what is sent stays. */
export interface License {
  readonly serial_number?: string | null | undefined;
  readonly [field: string]: unknown;
}

/** The licence that was made. */
export interface LicenseCreated {
  /** A secret: whoever holds it can run a server on your account. */
  readonly serial_number: string;
  readonly [field: string]: unknown;
}

/** A licence of the older calls, which name its serial otherwise (T16). */
export interface SerialParams {
  readonly serial: string;
}

const licenses = () => listOf(objectWith({ serial_number: optional(text) }));

/** `POST /api/v1/license/list_licenses`. */
export const listLicenses: PortalOperation<void, readonly License[]> = {
  name: 'ListLicenses',
  method: 'POST',
  path: '/api/v1/license/list_licenses',
  generation: 'current',
  safety: 'read',
  timeoutClass: 'standard',
  form: () => ({}),
  reader: () => envelope(licenses()),
};

/** `POST /api/v1/license/create_license`. Each success makes another licence, so it is never repeated (N3). */
export const createLicense: PortalOperation<PortalForm, LicenseCreated> = {
  name: 'CreateLicense',
  method: 'POST',
  path: '/api/v1/license/create_license',
  generation: 'current',
  tokenAction: 'License::CreateLicense',
  safety: 'write',
  timeoutClass: 'standard',
  successStatus: [200],
  form: (fields) => fields,
  reader: () => envelope(objectWith({ serial_number: text })),
};

/** Older guide: `POST /api/v1/license/create`, answers the serial as text. */
export const legacyLicenseCreate: PortalOperation<{ readonly target_name?: string | undefined }, string> = {
  name: 'LicenseCreate',
  method: 'POST',
  path: '/api/v1/license/create',
  generation: 'older',
  safety: 'write',
  timeoutClass: 'standard',
  form: ({ target_name }) => ({ target_name }),
  reader: () => plainText,
};

/** Older guide: `POST /api/v1/license/relax`. */
export const legacyLicenseRelax: PortalOperation<SerialParams, string> = {
  name: 'LicenseRelax',
  method: 'POST',
  path: '/api/v1/license/relax',
  generation: 'older',
  safety: 'write',
  timeoutClass: 'standard',
  form: ({ serial }) => requireFields('LicenseRelax', { serial }, ['serial']),
  reader: () => plainText,
};

/** Older guide: `POST /api/v1/license/archive`. */
export const legacyLicenseArchive: PortalOperation<SerialParams, string> = {
  name: 'LicenseArchive',
  method: 'POST',
  path: '/api/v1/license/archive',
  generation: 'older',
  safety: 'write',
  timeoutClass: 'standard',
  form: ({ serial }) => requireFields('LicenseArchive', { serial }, ['serial']),
  reader: () => plainText,
};

/** Older guide: `POST /api/v1/license/list_all`, a bare list. */
export const legacyLicenseListAll: PortalOperation<void, readonly License[]> = {
  name: 'LicenseListAll',
  method: 'POST',
  path: '/api/v1/license/list_all',
  generation: 'older',
  safety: 'read',
  timeoutClass: 'standard',
  form: () => ({}),
  reader: () => bare(licenses()),
};
