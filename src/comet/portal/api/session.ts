import type { Answer } from '../../../core/http/answer.ts';
import type { CallOptions, HttpRequest, Transport } from '../../../core/http/transport.ts';
import { ANONYMOUS, type Authorization, type Credentials } from './credentials.ts';
import { checkForm, encodeForm, type PortalForm } from './form.ts';
import type { PortalOperation, TimeoutClass } from './operation.ts';

/** Sends an operation with its parameters. */
export type Send = <Params, Result>(
  operation: PortalOperation<Params, Result>,
  params: Params,
  options?: CallOptions,
) => Promise<Result>;

/** What a client holds for its calls. */
export interface SessionParts {
  readonly transport: Transport;
  readonly credentials: Credentials;
  readonly timeouts: Readonly<Record<TimeoutClass, number>>;
  readonly now: () => Date;
}

function requestFor<Params, Result>(
  operation: PortalOperation<Params, Result>,
  form: PortalForm,
  accept: string,
  authorization: Authorization,
): HttpRequest {
  const headers = { accept, ...authorization.headers };
  const { method, path } = operation;
  if (method === 'GET') return { method, path, headers };
  return { method, path, headers, body: encodeForm(form, authorization.form) };
}

/** The one way of a portal call: check the parameters, authorize each attempt, read by the operation's reader. */
export function createSend({ transport, credentials, timeouts, now }: SessionParts): Send {
  return async (operation, params, options) => {
    const form = checkForm(operation.name, operation.form(params));
    const reader = operation.reader(params);
    let authorization = ANONYMOUS;
    return transport.send(
      {
        operation: operation.name,
        safety: operation.safety,
        timeoutMs: timeouts[operation.timeoutClass],
        secrets: () => authorization.secrets,
        async request() {
          if (operation.anonymous !== true) authorization = await credentials.authorize();
          return requestFor(operation, form, reader.accept, authorization);
        },
        read: (answer: Answer) =>
          reader.read(answer, {
            operation: operation.name,
            tokenAction: operation.tokenAction,
            write: operation.safety !== 'read',
            secrets: authorization.secrets,
            successStatus: operation.successStatus,
            now,
          }),
      },
      options,
    );
  };
}
