export { VENDOR } from '../admin/vendor.ts';

/** Name of the stream in errors and events; the vendor has none for `GET /api/v1/events/stream`. */
export const OPERATION = 'EventStream';
