import { InvalidInputError } from '../../../core/errors/input.ts';
import type { CreateOptions } from '../run/options.ts';

/** Checks how an account is to be created. @throws InvalidInputError */
export function checkOptions({ onPartial = 'resume' }: CreateOptions): void {
  if (['resume', 'suspend', 'delete'].includes(onPartial)) return;
  const message = "expected 'resume', 'suspend' or 'delete'";
  throw new InvalidInputError('The options of create', [{ path: 'onPartial', message }]);
}
