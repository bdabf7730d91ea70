import type { ReceivedRequest } from '../api/received-request.ts';
import type { JetpackKeyRow, JetpackLicensingToken } from './entities.ts';
import type { Input } from './input.ts';
import type { World } from './world.ts';

/** A call of an endpoint. */
export interface JetpackCall {
  readonly world: World;
  readonly request: ReceivedRequest;
  /** Of body and query on WordPress REST routes, of the body elsewhere. */
  readonly input: Input;
  /** A member of the path, as it stands there. */
  readonly at: (name: string) => string;
}

/** A call with a good start token. */
export interface StartCall extends JetpackCall {
  readonly key: JetpackKeyRow;
}

/** A call with a good licensing token. */
export interface LicensingCall extends JetpackCall {
  readonly token: JetpackLicensingToken;
}

interface EndpointFacts {
  /** Method of the client. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `{name}` for what changes. */
  readonly path: string;
}

/** An endpoint of the API, the token that it takes, and what it does: it gives the body of a success. Throws Refusal. */
export type JetpackEndpoint = EndpointFacts &
  (
    | { readonly auth: 'none'; readonly run: (call: JetpackCall) => object }
    | { readonly auth: 'user'; readonly run: (call: JetpackCall) => object }
    | { readonly auth: 'start'; readonly run: (call: StartCall) => object }
    | { readonly auth: 'licensing'; readonly run: (call: LicensingCall) => object }
  );

type Of<Auth extends JetpackEndpoint['auth']> = Extract<JetpackEndpoint, { readonly auth: Auth }>['run'];
type Method = JetpackEndpoint['method'];

/** An endpoint that takes the start token. */
export function start(name: string, method: Method, path: string, run: Of<'start'>): JetpackEndpoint {
  return { name, method, path, auth: 'start', run };
}

/** An endpoint that takes the licensing token. */
export function licensing(name: string, method: Method, path: string, run: Of<'licensing'>): JetpackEndpoint {
  return { name, method, path, auth: 'licensing', run };
}

/** An endpoint that takes the token of the partner's user. */
export function owner(name: string, method: Method, path: string, run: Of<'user'>): JetpackEndpoint {
  return { name, method, path, auth: 'user', run };
}

/** An endpoint that takes no token. */
export function open(name: string, method: Method, path: string, run: Of<'none'>): JetpackEndpoint {
  return { name, method, path, auth: 'none', run };
}
