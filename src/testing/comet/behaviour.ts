/** Answers to questions that the vendor leaves open. Try your code against either. */
export interface CometBehaviour {
  /** Whether a new account without a policy gets the default one of its organization. Default true. */
  readonly attachDefaultPolicy: boolean;
  /** What becomes of a tenant's policy under an id that another organization uses already. Default `refused`. */
  readonly foreignPolicyId: 'refused' | 'overwritten';
  /** `Status` of a write that was made for a hash of before. Default 400. */
  readonly conflictStatus: number;
}

/** The answers unless told otherwise. */
export const DEFAULT_BEHAVIOUR: CometBehaviour = {
  attachDefaultPolicy: true,
  foreignPolicyId: 'refused',
  conflictStatus: 400,
};
