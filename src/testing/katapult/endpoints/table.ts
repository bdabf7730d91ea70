import type { Handlers } from '../call.ts';
import { CATALOGUE_HANDLERS } from './catalogue.ts';
import { MACHINE_HANDLERS } from './machines.ts';
import { ORGANIZATION_HANDLERS } from './organizations.ts';
import { TRASH_HANDLERS } from './trash.ts';

/** Every operation with a behaviour of its own. */
export const KATAPULT_HANDLERS: Handlers = {
  ...CATALOGUE_HANDLERS,
  ...ORGANIZATION_HANDLERS,
  ...MACHINE_HANDLERS,
  ...TRASH_HANDLERS,
};
