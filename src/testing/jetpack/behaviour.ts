/** Answers to questions that nobody outside of Automattic can answer (contract 15). */
export interface JetpackBehaviour {
  /** Status of a start token that is not good (Q1). Default 401. */
  readonly badTokenStatus: 400 | 401;
  /** Whether the token's answer says `expires_in` when tokens end (2.1). Default false. */
  readonly tellsExpiry: boolean;
  /** Whether `free` may still be provisioned (Q2). Default true. */
  readonly provisionsFree: boolean;
  /** How classic plans are called in a status (Q3): `premium` or `jetpack_premium`. Default `plain`. */
  readonly statusSlugs: 'plain' | 'prefixed';
  /** What a site that is not known is answered (9): 403 `invalid_blog` or 404 `unknown_blog`. Default `invalid_blog`. */
  readonly unknownSite: 'invalid_blog' | 'unknown_blog';
  /** What becomes of a plan for a site that does not answer (5.2): it waits, or `site_inaccessible`. Default `pending`. */
  readonly unreachableSite: 'pending' | 'site_inaccessible';
  /** How the Start API writes its errors (9): `error` and `message`, or `error_code` and `error_message`. Default `error`. */
  readonly startErrors: 'error' | 'error_code';
  /** What revoking what is revoked does (Q4): nothing more, or 400. Default `done`. */
  readonly secondRevoke: 'done' | 'refused';
  /** What attaching what is attached does (Q4): it goes over, or 400. Default `refused`. */
  readonly secondAttach: 'moved' | 'refused';
  /** Status of `missing_valid_payment_method` (9). Default 400. */
  readonly paymentStatus: 400 | 402 | 403;
  /** How blog IDs of connections and prices are sent (12). Default `number`. */
  readonly numbers: 'number' | 'string';
}

/** The behaviour unless told otherwise. */
export const DEFAULT_BEHAVIOUR: JetpackBehaviour = {
  badTokenStatus: 401,
  tellsExpiry: false,
  provisionsFree: true,
  statusSlugs: 'plain',
  unknownSite: 'invalid_blog',
  unreachableSite: 'pending',
  startErrors: 'error',
  secondRevoke: 'done',
  secondAttach: 'refused',
  paymentStatus: 400,
  numbers: 'number',
};
