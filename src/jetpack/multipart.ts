import type { QueryPairs } from '../core/http/url.ts';

/** A body of `multipart/form-data` and the header that says where its parts end. */
export interface Multipart {
  readonly body: string;
  readonly contentType: string;
}

/**
 * Fields as `multipart/form-data`, values as they are. `FormData` would turn each line feed into CR LF, which spoils
 * private keys. Names are those of the API, which need no escape.
 */
export function multipart(fields: QueryPairs): Multipart {
  const boundary = boundaryFor(fields);
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    body: `${parts.join('')}--${boundary}--\r\n`,
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

/** A line that no value has. */
function boundaryFor(fields: QueryPairs): string {
  for (let number = 0; ; number += 1) {
    const boundary = `form-part-${number}`;
    if (!fields.some(([, value]) => value.includes(boundary))) return boundary;
  }
}
