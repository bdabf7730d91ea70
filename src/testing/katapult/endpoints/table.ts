import type { Handlers } from '../call.ts';
import { ADDRESS_HANDLERS } from './addresses.ts';
import { BACKUP_POLICY_HANDLERS } from './backup-policies.ts';
import { CATALOGUE_HANDLERS } from './catalogue.ts';
import { DISK_HANDLERS } from './disks.ts';
import { INTERFACE_HANDLERS } from './interfaces.ts';
import { LABEL_HANDLERS } from './labels.ts';
import { MACHINE_HANDLERS } from './machines.ts';
import { ORGANIZATION_HANDLERS } from './organizations.ts';
import { TOKEN_HANDLERS } from './tokens.ts';
import { TRASH_HANDLERS } from './trash.ts';

/** Every operation with a behaviour of its own. */
export const KATAPULT_HANDLERS: Handlers = {
  ...CATALOGUE_HANDLERS,
  ...ORGANIZATION_HANDLERS,
  ...MACHINE_HANDLERS,
  ...TRASH_HANDLERS,
  ...DISK_HANDLERS,
  ...BACKUP_POLICY_HANDLERS,
  ...ADDRESS_HANDLERS,
  ...INTERFACE_HANDLERS,
  ...LABEL_HANDLERS,
  ...TOKEN_HANDLERS,
};
