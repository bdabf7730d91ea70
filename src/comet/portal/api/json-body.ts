import type { Answer } from '../../../core/http/answer.ts';
import { parseJson } from '../../../core/http/json.ts';
import { type CallFacts, unexpected } from './reader.ts';
import { refusal } from './refusal.ts';

/** The text of a good answer. @throws ApiError for a refusing one, UnexpectedResponseError for another success */
export async function goodText(answer: Answer, facts: CallFacts): Promise<string> {
  const text = await answer.text();
  if (!answer.ok) throw refusal(answer, text, facts);
  if (facts.successStatus !== undefined && !facts.successStatus.includes(answer.status)) {
    throw unexpected(`success is HTTP ${facts.successStatus.join(' or ')} only`, answer, facts, text);
  }
  return text;
}

/** The JSON value of a text. An empty or other text is an error, never an empty result (rule E5.3). */
export function jsonValue(text: string, answer: Answer, facts: CallFacts): unknown {
  if (text.trim() === '') throw unexpected('the body is empty', answer, facts);
  try {
    return parseJson(text);
  } catch {
    throw unexpected('the body is not JSON', answer, facts, text);
  }
}
