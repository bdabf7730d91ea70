/** Name of the API in errors and events. */
export const VENDOR = 'jetpack';
