import {
  newVmRecord,
  step,
  type VmEffect,
  type VmInput,
  type VmPolicyOptions,
  type VmRecord,
  type VmTermination,
  vmPolicy,
} from 'reseller-sdk/katapult/vm';
import * as z from 'zod';

const START = '2026-03-01T12:00:00.000Z';

const REQUEST = { kind: 'package', package: { permalink: 'rock-3' } } as const;

const TERMINATION: VmTermination = {
  requestedAt: START,
  mode: 'trash',
  step: null,
  stopTaskId: null,
  stopTries: 0,
  policyTries: 0,
  purgeAt: null,
  trashId: null,
  keepUntil: null,
  restoreAt: null,
  unconfirmed: false,
};

const TRASH = { trashId: 'trsh_1', keepUntil: '2026-03-03T12:00:00.000Z' };

const Partial = z.looseObject({});

const Input = z.strictObject({
  record: z.looseObject({ state: z.string().default('idle'), terminate: Partial.nullable().optional() }),
  at: z.number().default(60),
  newRequestId: z.string().default('req-new'),
  jitter: z.number().default(0),
  policy: z.custom<VmPolicyOptions>().default({}),
  input: z.looseObject({ type: z.string() }),
});

const Policy = z.strictObject({
  options: z.custom<VmPolicyOptions>().default({}),
  buildTimeoutMs: z.number().optional(),
});

/** What a record of the state has at least, so that a case only says what matters to it. */
function recordOf(given: z.infer<typeof Input>['record']): VmRecord {
  const { state, terminate } = given;
  const trashed = state === 'trashed' || state === 'purging';
  const ending = trashed || state === 'terminating';
  const attempt = {
    attempt: 1,
    requestId: 'req-1',
    organizationId: 'org_acme',
    request: REQUEST,
    hostname: 'web-acme',
    requestedAt: START,
  };
  const base = {
    ...newVmRecord('svc-1'),
    version: 7,
    ...(state === 'idle' ? {} : attempt),
    ...(trashed || state === 'built' ? { vmId: 'vm_1', builtAt: START } : {}),
    ...given,
    terminate: terminate || ending ? { ...TERMINATION, ...(trashed ? TRASH : {}), ...terminate } : null,
  };
  return z.custom<VmRecord>().parse(base);
}

function effectOf(given: unknown, record: VmRecord): VmEffect {
  const named = typeof given === 'string' ? { type: given } : Partial.parse(given);
  const all = {
    requestId: record.requestId,
    wish: record.terminate?.requestedAt ?? record.stopAt,
    ...facts(String(named.type), record),
    ...named,
  };
  return z.custom<VmEffect>().parse(all);
}

function facts(type: string, record: VmRecord): object {
  const { terminate, vmId, buildId } = record;
  if (type === 'build' || type === 'findVm') return {};
  if (type === 'getBuild') return { buildId };
  if (type === 'getTask') return { taskId: terminate?.stopTaskId };
  if (type === 'getTrash' || type === 'purge' || type === 'restore') return { trashId: terminate?.trashId };
  return type === 'getVm' ? { vmId, build: buildId === null ? 'absent' : 'complete' } : { vmId };
}

const FAILURE = {
  code: 'service_unavailable',
  message: 'The service is not available',
  status: 503,
  vendorRequestId: null,
  retryAfterMs: null,
};

const SEEN = {
  state: 'started',
  hostname: 'web-acme',
  fqdn: 'web-acme.acme.example.com',
  ips: ['198.51.100.7'],
  hasPassword: true,
  sealed: 'sealed-1',
};

const ANSWER_DEFAULTS: Readonly<Record<string, object>> = {
  posted: { hostname: 'web-acme' },
  build: { vmId: null },
  vm: SEEN,
  deleted: TRASH,
  trash: TRASH,
  vmTrashed: { trashId: null, keepUntil: null },
};

function answerOf(given: unknown): object {
  const named = typeof given === 'string' ? { type: given } : Partial.parse(given);
  const whole = { ...ANSWER_DEFAULTS[String(named.type)], ...named };
  const fails = ['busy', 'failed', 'refused'].includes(String(named.type)) || 'failure' in named;
  return fails ? { ...whole, failure: { ...FAILURE, ...Partial.parse(named.failure ?? {}) } } : whole;
}

const INPUT_DEFAULTS: Readonly<Record<string, object>> = {
  request: { organizationId: 'org_acme', hostname: 'web-acme', request: REQUEST },
  acted: { actor: 'admin:7', taskId: null },
};

function inputOf(given: z.infer<typeof Input>['input'], record: VmRecord): VmInput {
  const whole = { ...INPUT_DEFAULTS[given.type], ...given };
  if (given.type !== 'answer') return z.custom<VmInput>().parse(whole);
  const { effect, answer } = z.object({ effect: z.unknown(), answer: z.unknown() }).parse(given);
  return z.custom<VmInput>().parse({
    type: 'answer',
    effect: effectOf(effect, record),
    answer: answerOf(answer),
  });
}

function runStep(input: unknown): unknown {
  const { record: given, at, newRequestId, jitter, policy, input: what } = Input.parse(input);
  const record = recordOf(given);
  const now = new Date(Date.parse(START) + at * 1000);
  const result = step(record, inputOf(what, record), {
    now,
    newRequestId,
    jitter,
    policy: vmPolicy(policy),
  });
  const { nextPollAt } = result.record;
  return {
    ...result,
    changed: result.record !== record,
    pollInMs: nextPollAt === null ? null : Date.parse(nextPollAt) - now.getTime(),
  };
}

function runPolicy(input: unknown): unknown {
  const { options, buildTimeoutMs } = Policy.parse(input);
  return vmPolicy(options, buildTimeoutMs);
}

export const adapters = { 'katapult-vm/step': runStep, 'katapult-vm/policy': runPolicy };
