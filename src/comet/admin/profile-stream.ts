import { type Check, issuesOf, mapOf } from '../../core/check.ts';
import type { Issue } from '../../core/errors/input.ts';
import type { Answer } from '../../core/http/answer.ts';
import { parseJson } from '../../core/http/json.ts';
import { JsonMembers } from '../../core/json-members.ts';
import { projectJson } from '../../core/json-projection.ts';
import type { JsonShape } from '../../core/json-shape.ts';
import { AdminListUsersFull } from './generated/operations/users.ts';
import { notJson, unexpected } from './json-answer.ts';
import type { ListedProfile, ProfileFields } from './listed-profile.ts';
import type { ReadContext, Reader } from './operation.ts';
import { refusalInText } from './refusal.ts';

/** What is longer is no profile. */
const MAX_PROFILE_BYTES = 2 ** 26;
/** What is longer is no refusal. */
const MAX_HEAD_BYTES = 64 * 1024;

const decoder = /* @__PURE__ */ new TextDecoder();

/** The profiles of an answer, or parts of them. */
export type ProfileStream<T> = AsyncGenerator<ListedProfile<T>, void, undefined>;

/**
 * Reads an answer of `AdminListUsersFull` profile by profile. So much of it is awaited that a refusal is known; what is
 * wrong further on is thrown where the iteration has come to.
 */
export function profileReader<T>(fields: ProfileFields<T>): Reader<ProfileStream<T>> {
  return async (answer, context) => {
    if (!answer.ok) throw context.refusal(answer, await answer.text());
    const chunks = answer.stream(context.idleMs).getReader();
    const head = await readHead(chunks);
    try {
      if (isEmptyList(head, answer, context)) return noProfiles();
    } catch (error) {
      cancel(chunks);
      throw error;
    }
    return profilesIn(bodyOf(head, chunks), fields, answer, context);
  };
}

type Chunks = ReadableStreamDefaultReader<Uint8Array>;

/** The beginning of a body, or all of a short one. */
interface Head {
  readonly chunks: readonly Uint8Array[];
  readonly isWhole: boolean;
}

async function readHead(chunks: Chunks): Promise<Head> {
  const read: Uint8Array[] = [];
  for (let length = 0; length <= MAX_HEAD_BYTES; length += read.at(-1)?.length ?? 0) {
    const { done, value } = await chunks.read();
    if (done) return { chunks: read, isWhole: true };
    read.push(value);
  }
  return { chunks: read, isWhole: false };
}

/** Whether a body stands for no profiles at all. @throws what a refusal means; UnexpectedResponseError for no object */
function isEmptyList({ chunks, isWhole }: Head, answer: Answer, context: ReadContext): boolean {
  const streaming = new TextDecoder();
  const text = chunks.map((chunk) => streaming.decode(chunk, { stream: true })).join('');
  if (isWhole && refusalInText(text) !== undefined) throw context.refusal(answer, text);
  if (isWhole && text.trim() === 'null') return true;
  if (!text.trimStart().startsWith('{')) throw notJson(AdminListUsersFull, answer, text, context);
  return false;
}

async function* noProfiles(): ProfileStream<never> {}

async function* bodyOf(head: Head, chunks: Chunks): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* head.chunks;
    for (let next = await chunks.read(); !next.done; next = await chunks.read()) yield next.value;
  } finally {
    // A consumer that stops early leaves the rest; after the end this does nothing.
    cancel(chunks);
  }
}

function cancel(chunks: Chunks): void {
  chunks.cancel().catch(() => undefined);
}

async function* profilesIn<T>(
  body: AsyncIterable<Uint8Array>,
  { shape, check }: ProfileFields<T>,
  answer: Answer,
  context: ReadContext,
): ProfileStream<T> {
  const members = new JsonMembers(MAX_PROFILE_BYTES);
  const checkList: Check = (list, findings, holder, key) => mapOf(list, check, findings, holder, key);
  let count = 0;
  const broken = (what: string, issues: readonly Issue[] = []) =>
    unexpected(AdminListUsersFull, answer, `${what} after ${count} profiles`, context, { issues });
  try {
    for await (const chunk of body) {
      for (const member of members.push(chunk)) {
        const list = readMember(member, shape);
        const issues = issuesOf(list, checkList);
        if (issues.length > 0) throw broken('the answer is not of the promised shape', issues);
        // The check has just proved it.
        for (const [username, profile] of Object.entries(list as Record<string, T>))
          yield { username, profile };
        count += 1;
      }
    }
    members.end();
  } catch (error) {
    // Its words may quote the text, which holds secrets.
    throw error instanceof SyntaxError ? broken('the JSON is broken') : error;
  }
}

/** An object with one account in it, or a part of that. */
function readMember(member: Uint8Array, shape: JsonShape): unknown {
  return shape === 'whole' ? parseJson(decoder.decode(member)) : projectJson(member, { each: shape });
}
