import type { Issue } from '../core/errors/input.ts';
import { Secret } from '../core/secret.ts';
import { readJetpackObject, unexpectedAnswer } from './answer-object.ts';
import { wholeNumber } from './whole-number.ts';

/** A new key of a partner, with what it may hand out. */
export interface PartnerKey {
  readonly id: number;
  readonly name: string;
  readonly clientId: string;
  /** Keep it: it is not shown again. */
  readonly clientSecret: Secret;
  /** Undefined where the API says nothing of it. */
  readonly allowedPersonalPlans: number | undefined;
  readonly allowedPremiumPlans: number | undefined;
  readonly allowedProfessionalPlans: number | undefined;
  readonly notes: string | undefined;
}

/**
 * Reads the answer of `partnerKeys.create`: numbers that come as text, and a secret that nothing prints.
 *
 * @throws UnexpectedResponseError `invalid_shape`, for an answer without id, client ID or secret; it shows none of it
 */
export function interpretPartnerKey(body: unknown): PartnerKey {
  const facts = { operation: 'partnerKeys.create', status: 200, quotable: false };
  const known = readJetpackObject(body, facts);
  const id = wholeNumber(known['id']);
  const clientId = textOf(known['client_id']);
  const secret = textOf(known['client_secret']);
  if (id === undefined || clientId === undefined || secret === undefined) {
    const issues = missingOf({ id, client_id: clientId, client_secret: secret });
    throw unexpectedAnswer('the answer is not of the promised shape', 'invalid_shape', facts, { issues });
  }
  return {
    id,
    name: textOf(known['name']) ?? '',
    clientId,
    clientSecret: new Secret(secret),
    allowedPersonalPlans: wholeNumber(known['allowed_personal_plans']),
    allowedPremiumPlans: wholeNumber(known['allowed_premium_plans']),
    allowedProfessionalPlans: wholeNumber(known['allowed_professional_plans']),
    notes: textOf(known['notes']),
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function missingOf(members: Readonly<Record<string, unknown>>): Issue[] {
  return Object.entries(members).flatMap(([path, value]) =>
    value === undefined ? [{ path, message: 'missing, or not of its type' }] : [],
  );
}
