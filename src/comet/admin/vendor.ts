/** Name of this API in errors and events. */
export const VENDOR = 'comet-admin';
