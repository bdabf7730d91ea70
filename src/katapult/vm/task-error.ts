import { ResellerSdkError } from '../../core/errors/base.ts';

/** How a task that was waited for disappointed: it failed, or it was not done in time. */
export type VmTaskErrorCode = 'TASK_FAILED' | 'TASK_NOT_DONE';

/**
 * A task of the vendor failed (`TASK_FAILED`; the vendor gives no reason), or was not done within the time that the
 * caller wanted to wait (`TASK_NOT_DONE`; it goes on). The action itself was accepted and is on record.
 */
export class VmTaskError extends ResellerSdkError {
  override get name(): string {
    return 'VmTaskError';
  }

  readonly taskId: string;
  /** The vendor's status of the task when it was last read. */
  readonly status: string;

  constructor(what: string, taskId: string, status: string, code: VmTaskErrorCode) {
    super(`${what} (task ${taskId}) ${ADVICE[code]}`, { code });
    this.taskId = taskId;
    this.status = status;
  }
}

const ADVICE: Readonly<Record<VmTaskErrorCode, string>> = {
  TASK_FAILED: 'failed at the vendor, which gives no reason. Look at the machine, then try again',
  TASK_NOT_DONE: 'was accepted but is not done yet. Look at the task again later',
};
