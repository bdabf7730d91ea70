import type { CometEndpoint } from '../endpoint.ts';
import { META_ENDPOINTS } from './meta.ts';
import { PROFILE_ENDPOINTS } from './profiles.ts';
import { SESSION_ENDPOINTS } from './sessions.ts';
import { USER_ENDPOINTS } from './users.ts';

/** Every endpoint of the fake server, by family. */
export const COMET_ENDPOINTS: readonly CometEndpoint[] = [
  ...META_ENDPOINTS,
  ...SESSION_ENDPOINTS,
  ...USER_ENDPOINTS,
  ...PROFILE_ENDPOINTS,
];
