import { ConflictError } from '../../core/errors/api.ts';

const OK = 200;

/** Two clients have one external id: which of them is meant is not guessed. */
export function sharedId(operation: string, externalId: string): ConflictError {
  return new ConflictError({
    ...{ vendor: 'fleio', operation, status: OK, code: 'lookup_many' },
    summary: `${operation}: there is more than one client with the external id ${externalId}`,
    hint: 'Give all but one of them another external id',
  });
}
