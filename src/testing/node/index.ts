/**
 * Fakes over real HTTP on this machine. Node alone.
 *
 * @module reseller-sdk/testing/node
 */
export { type Listening, type ListenOptions, listen } from './listen.ts';
