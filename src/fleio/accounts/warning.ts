import { AbortedError } from '../../core/errors/transport.ts';

/** A step of a workflow that may fail without undoing it. */
export type AccountStep =
  | 'update-details'
  | 'resume-client'
  | 'activate-user'
  | 'list-other-services'
  | 'suspend-client'
  | 'deactivate-user';

/** A step that failed while the workflow went on; run the workflow again, or see to it by hand. */
export interface AccountWarning {
  readonly step: AccountStep;
  readonly error: unknown;
}

/** Collects what failed besides the main thing. */
export class Warnings {
  readonly list: AccountWarning[] = [];

  /** What the work gives, or undefined after a failure. @throws AbortedError: the caller wants no further step */
  async attempt<Result>(step: AccountStep, work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AbortedError) throw error;
      this.list.push({ step, error });
      return undefined;
    }
  }
}
