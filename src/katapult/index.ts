/**
 * The Katapult core API: a client with every operation as a method, and a small connection for single operations.
 *
 * @module reseller-sdk/katapult
 */
export { KatapultClient } from './client.ts';
export { KatapultConnection } from './connection.ts';
export type { KatapultErrorCode } from './error-code.ts';
export type {
  Caller,
  CallOptions,
  Identified,
  IterateOptions,
  ListOperation,
  NoParams,
  Operation,
  Paged,
  ParamsOf,
  ResultOf,
} from './operation.ts';
export type { KatapultOptions, KatapultSettings, KatapultToken } from './options.ts';
