import { InvalidInputError, type Issue } from '../../../core/errors/input.ts';
import type { RepeatSafety } from '../../../core/http/retry.ts';
import type { CallOptions } from '../../../core/http/transport.ts';
import { checkForm, type PortalForm } from './form.ts';
import type { PortalOperation } from './operation.ts';
import type { ResponseReader } from './reader.ts';
import { bare, binary, envelope, type PortalFile, plainText } from './readers.ts';
import { anything } from './shape.ts';

/** How an answer of the portal is wrapped, and what a call of that kind yields. */
export interface ResponseKinds {
  /** `{status, code, data}`; yields `data`. */
  readonly envelope: unknown;
  /** A JSON document that is the result. */
  readonly bare: unknown;
  /** `text/plain`. */
  readonly text: string;
  /** A stream of bytes. */
  readonly binary: PortalFile;
}

/** Options of a generic call. */
export interface GenericCallOptions extends CallOptions {
  /** Default `write`: never repeated. Say `read` when the call changes nothing. */
  readonly safety?: RepeatSafety | undefined;
}

const PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/;

/** The readers, by kind. */
const READERS: { readonly [Kind in keyof ResponseKinds]: () => ResponseReader<ResponseKinds[Kind]> } = {
  envelope: () => envelope(anything),
  bare: () => bare(anything),
  text: () => plainText,
  binary: () => binary,
};

function checkCall(path: string, kind: string): void {
  const issues: Issue[] = [];
  if (!PATH.test(path)) {
    issues.push({ path: 'path', message: 'must be a path such as /api/v1/report/billing_history' });
  }
  if (!Object.hasOwn(READERS, kind)) {
    issues.push({ path: 'as', message: `must be one of ${Object.keys(READERS).join(', ')}` });
  }
  if (issues.length > 0) throw new InvalidInputError('CometPortalClient.call', issues);
}

/** An operation for an endpoint that is not on record (rule N1). @throws InvalidInputError */
export function genericOperation<Kind extends keyof ResponseKinds>(
  path: string,
  kind: Kind,
  { safety = 'write' }: GenericCallOptions,
): PortalOperation<PortalForm, ResponseKinds[Kind]> {
  checkCall(path, kind);
  return {
    name: path,
    method: 'POST',
    path,
    generation: 'current',
    safety,
    timeoutClass: 'standard',
    form: (fields) => checkForm(path, fields),
    reader: READERS[kind],
  };
}
