import { record, text } from '../../core/check.ts';
import { onlyThese, word } from '../input-check.ts';
import type { Operation } from '../operation.ts';
import { isProofOf } from '../sso-proof.ts';
import type { SsoCreateSessionParams, SsoSession } from '../types/sso.ts';

/** `POST /get-sso-session`. Every call gives a new proof; none is to be kept or logged (contract 7.4). */
export const ssoCreateSession: Operation<SsoCreateSessionParams, SsoSession> = {
  name: 'sso.createSession',
  method: 'POST',
  path: '/get-sso-session',
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    onlyThese(value, ['euid'], findings);
    word(value.euid, findings, value, 'euid');
  },
  body: ({ euid }) => ({ euid }),
  answer: {
    secret: true,
    check: (value, findings, holder, key) => {
      if (record(value, findings, holder, key)) text(value.hash_val, findings, value, 'hash_val');
    },
    fits: ({ hash_val }, { euid }) =>
      isProofOf(euid, hash_val)
        ? []
        : [
            {
              path: 'hash_val',
              message: 'expected euid:timestamp:signature for the euid that was asked for',
            },
          ],
  },
};
