/** A request as the script saw it. */
export interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

/** An answer: a value becomes JSON with HTTP 200; a function decides by the request. */
export type Step = Response | object | ((seen: Seen) => Response | object | Promise<Response | object>);

/** A `fetch` that plays steps in order, or answers every request by one function, and what it saw. */
export function script(steps: readonly Step[] | ((seen: Seen) => Response | object | Promise<object>)) {
  const seen: Seen[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { method, headers, url } = request;
    const one = { method, headers, url: new URL(url), body: await request.text() };
    seen.push(one);
    const step = typeof steps === 'function' ? steps : steps[seen.length - 1];
    if (step === undefined) throw new Error(`${method} ${one.url.pathname} was not expected`);
    const answer = typeof step === 'function' ? await step(one) : step;
    return answer instanceof Response ? answer : Response.json(answer);
  };
  return { fetch, seen };
}

/** The error that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error('rejected with something that is no error');
  }
  throw new Error('did not reject');
}
