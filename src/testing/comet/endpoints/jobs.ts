import type { BackupJobDetail } from '../../../comet/admin/types/index.ts';
import { bytesAnswer, jsonAnswer } from '../../api/answers.ts';
import { seesUser, targetUser } from '../access.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { Refusal } from '../refusal.ts';
import { matches } from '../search.ts';
import type { CometJob } from '../state.ts';
import { hasSince } from '../version.ts';
import { nowSeconds } from '../world.ts';
import { callerOf } from './caller.ts';

/** How long a finished job counts as recent; the vendor does not say. */
const RECENT_SECONDS = 86_400;

/** The jobs that fit, of users that the caller sees. */
function find(call: CometCall, fits: (job: BackupJobDetail) => boolean): BackupJobDetail[] {
  const jobs = [...call.world.state.jobs.values()].map(({ detail }) => detail);
  return jobs.filter((job) => seesUser(call, job.Username) && fits(job));
}

/** The jobs that fit, as a bare list; null when there are none. */
function answer(call: CometCall, fits: (job: BackupJobDetail) => boolean): Response {
  const found = find(call, fits);
  return jsonAnswer(found.length === 0 ? null : found);
}

function unfinished(job: BackupJobDetail): boolean {
  return job.EndTime === 0;
}

/** Jobs that started or ended inside; one that spans the whole window is not among them. */
function inDateRange(call: CometCall): Response {
  const bounds = [call.params.integer('Start'), call.params.integer('End')];
  const [from, to] = [Math.min(...bounds), Math.max(...bounds)];
  if (from === 0 && to === 0) return answer(call, unfinished);
  const inside = (time: number): boolean => time >= from && time <= to;
  const showsUnfinished = !hasSince(call.world.version, '22.6.0');
  return answer(
    call,
    (job) => inside(job.StartTime) || (unfinished(job) ? showsUnfinished : inside(job.EndTime)),
  );
}

function recent(call: CometCall): Response {
  const since = nowSeconds(call.world) - RECENT_SECONDS;
  return answer(call, (job) => unfinished(job) || job.EndTime >= since);
}

function jobNamed(call: CometCall, owner?: string): CometJob {
  const job = call.world.state.jobs.get(call.params.text('JobID'));
  const { Username } = job?.detail ?? {};
  const own = owner === undefined || Username === owner;
  if (job === undefined || !own || !seesUser(call, job.detail.Username)) {
    throw new Refusal(400, 'Job not found');
  }
  return job;
}

function log(job: CometJob): Response {
  return bytesAnswer(job.log, 'text/plain');
}

/** Backup jobs and their logs. */
export const JOB_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminGetJobsAll',
    path: '/api/v1/admin/get-jobs-all',
    auth: 'admin',
    run: (call) => answer(call, () => true),
  },
  { name: 'AdminGetJobsRecent', path: '/api/v1/admin/get-jobs-recent', auth: 'admin', run: recent },
  {
    name: 'AdminGetJobsForUser',
    path: '/api/v1/admin/get-jobs-for-user',
    auth: 'admin',
    params: { TargetUser: 'string' },
    run: (call) => {
      const owner = targetUser(call).profile.Username;
      return answer(call, ({ Username }) => Username === owner);
    },
  },
  {
    name: 'AdminGetJobsForDateRange',
    path: '/api/v1/admin/get-jobs-for-date-range',
    aliases: ['/api/v1/admin/get-jobs-for-daterange'],
    auth: 'admin',
    params: { Start: 'int', End: 'int' },
    run: inDateRange,
  },
  {
    name: 'AdminGetJobsForCustomSearch',
    path: '/api/v1/admin/get-jobs-for-custom-search',
    auth: 'admin',
    since: '18.9.2',
    params: { Query: 'json:SearchClause' },
    run: (call) => answer(call, (job) => matches(job, call.params.object('Query', 'SearchClause'))),
  },
  {
    name: 'AdminCountJobsForCustomSearch',
    path: '/api/v1/admin/count-jobs-for-custom-search',
    auth: 'admin',
    since: '22.12.2',
    params: { Query: 'json:SearchClause' },
    run: (call) => {
      const query = call.params.object('Query', 'SearchClause');
      return jsonAnswer({ Count: find(call, (job) => matches(job, query)).length });
    },
  },
  {
    name: 'AdminGetJobProperties',
    path: '/api/v1/admin/get-job-properties',
    auth: 'admin',
    params: { JobID: 'string' },
    run: (call) => jsonAnswer(jobNamed(call).detail),
  },
  {
    name: 'AdminGetJobLog',
    path: '/api/v1/admin/get-job-log',
    auth: 'admin',
    params: { JobID: 'string' },
    run: (call) => log(jobNamed(call)),
  },
  {
    name: 'UserWebGetJobs',
    path: '/api/v1/user/web/get-jobs',
    auth: 'user',
    run: (call) => answer(call, ({ Username }) => Username === callerOf(call).name),
  },
  {
    name: 'UserWebGetJobLog',
    path: '/api/v1/user/web/get-job-log',
    auth: 'user',
    params: { JobID: 'string' },
    run: (call) => log(jobNamed(call, callerOf(call).name)),
  },
];
