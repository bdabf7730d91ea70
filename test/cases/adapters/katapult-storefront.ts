import { ApiError, ServerError, TransportError, UnexpectedResponseError } from 'reseller-sdk';
import {
  checkDiskSize,
  diffOptions,
  formatError,
  moduleHostname,
  parseOption,
  priceText,
  resolveOverride,
  safeHostname,
} from 'reseller-sdk/katapult/storefront';
import { publicView } from 'reseller-sdk/katapult/vm';
import * as z from 'zod';
import type { Adapter } from '../runner.ts';

const Safe = z.strictObject({ domain: z.string(), suffix: z.string().optional() });
const Choice = z.strictObject({ permalink: z.string(), name: z.string() });
const Diff = z.strictObject({
  existing: z.array(z.string()),
  remote: z.array(Choice),
  firstTime: z.boolean().optional(),
});
const DiskSize = z.strictObject({
  sizeInGb: z.number(),
  template: z.strictObject({ name: z.string().nullish(), size_in_gb: z.number().nullish() }),
});
const Override = z.strictObject({ path: z.string(), files: z.array(z.string()) });
const View = z.strictObject({
  record: z.strictObject({
    serviceId: z.string(),
    state: z.enum([
      'idle',
      'requesting',
      'building',
      'built',
      'failed',
      'terminating',
      'trashed',
      'purging',
      'gone',
    ]),
    vmId: z.string().nullable(),
  }),
  liveState: z.string().nullish(),
});

const Failure = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('api'),
    operation: z.string(),
    status: z.int(),
    code: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
  z.strictObject({ type: z.literal('unexpected'), operation: z.string(), status: z.int(), what: z.string() }),
  z.strictObject({ type: z.literal('transport'), operation: z.string(), what: z.string() }),
  z.strictObject({
    type: z.literal('other'),
    message: z.string(),
    code: z.union([z.string(), z.number()]).optional(),
  }),
  z.strictObject({ type: z.literal('thrown'), value: z.unknown() }),
]);
const Formatted = z.strictObject({ prefix: z.string(), error: Failure });

/** The error that a case describes. */
function errorOf(failure: z.infer<typeof Failure>): unknown {
  const vendor = 'katapult';
  switch (failure.type) {
    case 'api': {
      const facts = { vendor, ...failure };
      return failure.status >= 500 ? new ServerError(facts) : new ApiError(facts);
    }
    case 'unexpected':
      return new UnexpectedResponseError(failure.what, { vendor, ...failure });
    case 'transport':
      return new TransportError(failure.what, { ...failure, attempts: 1, outcomeUnknown: false });
    case 'other':
      return Object.assign(new Error(failure.message), { code: failure.code });
    case 'thrown':
      return failure.value;
  }
}

export const adapters: Record<string, Adapter> = {
  'katapult-storefront/module-hostname': (input) => moduleHostname(z.string().parse(input)),
  'katapult-storefront/safe-hostname': (input) => {
    const { domain, suffix } = Safe.parse(input);
    return safeHostname(domain, suffix);
  },
  'katapult-storefront/format-error': (input) => {
    const { prefix, error } = Formatted.parse(input);
    return formatError(errorOf(error), prefix);
  },
  'katapult-storefront/parse-option': (input) => parseOption(z.string().parse(input)),
  'katapult-storefront/diff-options': (input) => {
    const { existing, remote, firstTime } = Diff.parse(input);
    return diffOptions(existing, remote, { firstTime });
  },
  'katapult-storefront/disk-size': (input) => {
    const { sizeInGb, template } = DiskSize.parse(input);
    return checkDiskSize(sizeInGb, template);
  },
  'katapult-storefront/override': (input) => {
    const { path, files } = Override.parse(input);
    return resolveOverride(path, (file) => files.includes(file));
  },
  'katapult-storefront/price': (input) => priceText(z.number().parse(input)),
  'katapult-storefront/view': (input) => {
    const { record, liveState } = View.parse(input);
    return publicView(record, liveState);
  },
};
