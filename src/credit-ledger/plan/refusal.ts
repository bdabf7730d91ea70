import { InvalidInputError } from '../../core/errors/input.ts';

/** One thing for which a command is refused, with its stable code. */
export function refusal(command: string, path: string, message: string, code: string): InvalidInputError {
  return new InvalidInputError(command, [{ path, message, code }], code);
}
