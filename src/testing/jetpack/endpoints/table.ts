import type { JetpackEndpoint } from '../call.ts';
import { CONNECTION } from './connection.ts';
import { COUPONS } from './coupons.ts';
import { LICENSE_LISTS } from './license-lists.ts';
import { LICENSING } from './licensing.ts';
import { OAUTH2 } from './oauth2.ts';
import { PARTNERS } from './partners.ts';
import { PROVISION } from './provision.ts';
import { REPORTING } from './reporting.ts';
import { SITES } from './sites.ts';

/** Every endpoint that the fake plays: all that the client has. */
export const JETPACK_ENDPOINTS: readonly JetpackEndpoint[] = [
  ...[...OAUTH2, ...PROVISION, ...SITES, ...PARTNERS],
  ...[...LICENSING, ...LICENSE_LISTS, ...CONNECTION, ...COUPONS, ...REPORTING],
];
