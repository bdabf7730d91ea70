import { InvalidInputError, type Issue } from '../../../core/errors/input.ts';
import { checkCall } from '../run/check-call.ts';
import type { CreateOptions } from '../run/options.ts';

/** Checks how an account is to be created. @throws InvalidInputError with every issue */
export function checkOptions(options: CreateOptions): void {
  checkCall('create', options);
  const { onPartial = 'resume', onClaimed, verdict } = options;
  const issues: Issue[] = [];
  if (!['resume', 'suspend', 'delete'].includes(onPartial))
    issues.push({ path: 'onPartial', message: "expected 'resume', 'suspend' or 'delete'" });
  if (onClaimed !== undefined && typeof onClaimed !== 'function')
    issues.push({ path: 'onClaimed', message: 'expected a function' });
  if (verdict !== undefined && !isVerdict(verdict))
    issues.push({ path: 'verdict', message: 'expected creationGuid and isOurs' });
  if (issues.length > 0) throw new InvalidInputError('The options of create', issues);
}

function isVerdict(verdict: unknown): boolean {
  if (typeof verdict !== 'object' || verdict === null) return false;
  const { creationGuid, isOurs }: { creationGuid?: unknown; isOurs?: unknown } = verdict;
  return typeof creationGuid === 'string' && creationGuid !== '' && typeof isOurs === 'boolean';
}
