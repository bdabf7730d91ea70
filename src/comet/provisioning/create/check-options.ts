import { InvalidInputError, type Issue } from '../../../core/errors/input.ts';
import { checkCall } from '../run/check-call.ts';
import type { CreateOptions } from '../run/options.ts';

/** Checks how an account is to be created. @throws InvalidInputError with every issue */
export function checkOptions(options: CreateOptions): void {
  checkCall('create', options);
  const { onPartial = 'resume', onClaimed } = options;
  const issues: Issue[] = [];
  if (!['resume', 'suspend', 'delete'].includes(onPartial))
    issues.push({ path: 'onPartial', message: "expected 'resume', 'suspend' or 'delete'" });
  if (onClaimed !== undefined && typeof onClaimed !== 'function')
    issues.push({ path: 'onClaimed', message: 'expected a function' });
  if (issues.length > 0) throw new InvalidInputError('The options of create', issues);
}
