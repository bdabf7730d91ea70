import type { FleioEndpoint } from '../call.ts';
import { CLIENT_ENDPOINTS } from './clients.ts';
import { CREDIT_ENDPOINTS } from './credit.ts';
import { INVOICING_ENDPOINTS } from './invoicing.ts';
import { OPENSTACK_ENDPOINTS } from './openstack-services.ts';
import { SERVICE_ENDPOINTS } from './services.ts';
import { TOP_UP_ENDPOINTS } from './top-up.ts';
import { USER_ENDPOINTS } from './users.ts';

/** Every endpoint that the fake has. */
export const FLEIO_ENDPOINTS: readonly FleioEndpoint[] = [
  ...CLIENT_ENDPOINTS,
  ...CREDIT_ENDPOINTS,
  ...INVOICING_ENDPOINTS,
  ...USER_ENDPOINTS,
  ...SERVICE_ENDPOINTS,
  ...OPENSTACK_ENDPOINTS,
  ...TOP_UP_ENDPOINTS,
];
