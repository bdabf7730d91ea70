import { localStatus } from './local-status.ts';

/** A service of the billing system that may be the one that a Fleio service belongs to. */
export interface LinkCandidate {
  readonly id: string;
  /** As the billing system spells it; case plays no part. */
  readonly status: string;
}

/** The service to link, or why none can be chosen. */
export type LinkChoice =
  | { readonly serviceId: string }
  | {
      readonly serviceId: null;
      /** `UNDECIDABLE`: several in the deciding status, or cancelled beside terminated ones. */
      readonly reason: 'NO_CANDIDATE' | 'UNDECIDABLE';
      /** What stands in each other's way. */
      readonly candidates: readonly string[];
    };

/** The first of these in which there is a service decides. */
const DECIDING: readonly (readonly string[])[] = [
  ['active'],
  ['suspended'],
  ['cancelled', 'terminated'],
  ['fraud'],
];

/**
 * Which service of a client to link to a Fleio service that knows none yet: the single active one, else the single
 * suspended, else the single cancelled or terminated, else the single one of status fraud. Two of the deciding status
 * are never guessed between.
 *
 * Source: contract fleio 6.7.
 */
export function pickServiceToLink(services: readonly LinkCandidate[]): LinkChoice {
  for (const statuses of DECIDING) {
    const [only, ...more] = services.filter(({ status }) => statuses.includes(localStatus(status)));
    if (only === undefined) continue;
    if (more.length === 0) return { serviceId: only.id };
    return { serviceId: null, reason: 'UNDECIDABLE', candidates: [only, ...more].map(({ id }) => id) };
  }
  return { serviceId: null, reason: 'NO_CANDIDATE', candidates: [] };
}
