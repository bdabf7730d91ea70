/** The error class that a code stands for (contract 5.6). */
export type ErrorKind =
  | 'AuthenticationError'
  | 'ConflictError'
  | 'NotFoundError'
  | 'PermissionError'
  | 'RateLimitError'
  | 'ServerError'
  | 'ValidationError';
