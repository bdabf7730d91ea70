import type { CometEndpoint } from '../endpoint.ts';
import { ADMIN_USER_ENDPOINTS } from './admin-users.ts';
import { DISPATCHER_ENDPOINTS } from './dispatcher.ts';
import { DOWNLOAD_ENDPOINTS } from './downloads.ts';
import { JOB_ENDPOINTS } from './jobs.ts';
import { META_ENDPOINTS } from './meta.ts';
import { ORGANIZATION_ENDPOINTS } from './organizations.ts';
import { POLICY_ENDPOINTS } from './policies.ts';
import { PROFILE_ENDPOINTS } from './profiles.ts';
import { RESOURCE_ENDPOINTS } from './resources.ts';
import { SESSION_ENDPOINTS } from './sessions.ts';
import { STORAGE_ENDPOINTS } from './storage.ts';
import { USER_ENDPOINTS } from './users.ts';
import { VAULT_ENDPOINTS } from './vaults.ts';

/** Every endpoint of the fake server, by family. */
export const COMET_ENDPOINTS: readonly CometEndpoint[] = [
  ...META_ENDPOINTS,
  ...SESSION_ENDPOINTS,
  ...ADMIN_USER_ENDPOINTS,
  ...ORGANIZATION_ENDPOINTS,
  ...USER_ENDPOINTS,
  ...PROFILE_ENDPOINTS,
  ...POLICY_ENDPOINTS,
  ...VAULT_ENDPOINTS,
  ...DISPATCHER_ENDPOINTS,
  ...JOB_ENDPOINTS,
  ...STORAGE_ENDPOINTS,
  ...RESOURCE_ENDPOINTS,
  ...DOWNLOAD_ENDPOINTS,
];
