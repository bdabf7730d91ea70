/** Answers to questions that nobody outside of Fleio can answer (contract 5.4, 8.6, 8.10, 13, 16). */
export interface FleioBehaviour {
  /** Status of a bad token (3.6). Default 401. */
  readonly badTokenStatus: 401 | 403;
  /** Whether `uptodate_credit_max` lets through who has exactly that. Default true. */
  readonly creditMaxInclusive: boolean;
  /** How decimals are sent (4.11). Default `string`. */
  readonly decimals: 'string' | 'number';
  /** What an action answers: an object, 204 without a body, or a text that is no JSON (4.10). Default `object`. */
  readonly actionAnswer: 'object' | 'empty' | 'text';
  /** What becomes of suspending what is suspended, terminating what is terminated: done again, or 400. Default `done`. */
  readonly repeatedAction: 'done' | 'refused';
  /** Whether a suspended OpenStack service keeps its client from ordering or activating another one (5.4 e). Default false. */
  readonly suspendedServiceCounts: boolean;
  /** Status of the service that comes with a new client. Default `active`. */
  readonly autoOrderStatus: 'active' | 'pending';
  /** Whether a second client, user or service with a taken external id is refused. Default false. */
  readonly uniqueExternalIds: boolean;
  /** Whether a second user with a taken e-mail address is refused. Default true. */
  readonly uniqueEmails: boolean;
  /**
   * Which changes of credit count as the same by their `external_source_key`: those of one client in one direction, those
   * of one client, or none. Default: `direction` from version 2026.07.1 on, `never` before.
   */
  readonly dedupesCredit: 'direction' | 'key' | 'never';
  /** Whether payments settle invoiced periods: all when the balance is above zero, else the oldest that fit (8.10). Default false. */
  readonly settlesInvoicedPeriods: boolean;
  /** Whether `necessary_credit` is what is left after the open amount (13). Default true. */
  readonly netsOpenAmount: boolean;
  /** Whether answers have a `Date`. Default true. */
  readonly sendDate: boolean;
  /** Fields that this server leaves out of its rows, by operation: `{ 'clients.list': ['uptodate_credit'] }` (4.13). Default: none. */
  readonly omit: Readonly<Record<string, readonly string[]>>;
}

/** The behaviour unless told otherwise, of a server with every feature. */
export const DEFAULT_BEHAVIOUR: FleioBehaviour = {
  badTokenStatus: 401,
  creditMaxInclusive: true,
  decimals: 'string',
  actionAnswer: 'object',
  repeatedAction: 'done',
  suspendedServiceCounts: false,
  autoOrderStatus: 'active',
  uniqueExternalIds: false,
  uniqueEmails: true,
  dedupesCredit: 'direction',
  settlesInvoicedPeriods: false,
  netsOpenAmount: true,
  sendDate: true,
  omit: {},
};
