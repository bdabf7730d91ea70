import { InvalidInputError } from '../../../core/errors/input.ts';
import type { CallOptions } from '../../../core/http/call.ts';
import { shapeIssues } from '../check-shape.ts';

/** Checks the options of a call, whatever TypeScript was told. @throws InvalidInputError */
export function checkCall(what: string, options: CallOptions): void {
  const issues = shapeIssues(options, '');
  if (issues.length > 0) throw new InvalidInputError(`The options of ${what}`, issues);
}
