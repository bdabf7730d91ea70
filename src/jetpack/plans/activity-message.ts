import { ResellerSdkError } from '../../core/errors/base.ts';

/** Begins every line that the WHMCS module leaves in the activity log. */
const PREFIX = 'JETPACK MODULE';

/**
 * An error as a line for the activity log: `JETPACK MODULE: what happened [code]`, on one line. The messages of this
 * package hold no secret; of any other error only the name is told, since nobody knows what its message holds.
 */
export function activityMessage(error: unknown): string {
  const isOurs = error instanceof ResellerSdkError;
  const text = isOurs ? error.message : `failed with an error that is none of the SDK's (${nameOf(error)})`;
  const code = isOurs ? error.code : 'UNKNOWN';
  return `${PREFIX}: ${text} [${code}]`.replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ');
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
