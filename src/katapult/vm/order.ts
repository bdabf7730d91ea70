import type { Issue } from '../../core/errors/input.ts';
import { Secret } from '../../core/secret.ts';
import { randomHex } from '../random-hex.ts';
import { hostNameIssues, refuseAny, textIssues } from './check-input.ts';
import type { VmRequestCommand } from './command.ts';
import type { VmRequest } from './request.ts';
import type { SecretKeeper, VmSecretOption } from './secret-keeper.ts';

const HEX_DIGITS = 8;

/** A machine to be built for a service. */
export interface VmOrder {
  /** Id of the organization that will own it, such as `ManagedOrganizations.ensure` gives. */
  readonly organizationId: string;
  /**
   * Host name without its domain, as `moduleHostname` and `safeHostname` make it. It counts with the first request of
   * a service only. Left out, null or empty: `vm-` and 8 random hex digits.
   */
  readonly hostname?: string | null | undefined;
  /** What is to be built. It is stored as it is: secrets belong into `secretOptions`. */
  readonly request: VmRequest;
  /** Options of the disk template that are secret. They are sealed before they are stored. */
  readonly secretOptions?: readonly VmSecretOption[] | undefined;
}

/** The command of an order: checked, plain JSON, its secrets sealed. @throws InvalidInputError with every issue */
export async function commandOf(
  serviceId: string,
  order: VmOrder,
  secrets: SecretKeeper,
  random: () => number,
): Promise<VmRequestCommand> {
  const { organizationId, request, secretOptions = [] } = order;
  const hostname = order.hostname || `vm-${randomHex(HEX_DIGITS, random)}`;
  const issues = [
    ...textIssues({ serviceId, organizationId }),
    ...hostNameIssues(hostname),
    ...requestIssues(request),
    ...optionIssues(secretOptions),
  ];
  if (secretOptions.length > 0 && !hasTemplate(request)) {
    issues.push({ path: 'secretOptions', message: 'belong to a disk template, and the request names none' });
  }
  refuseAny('the order of a machine', issues);
  const sealed = await secrets.sealOptions(serviceId, secretOptions);
  // Members that are undefined do not survive most stores.
  const plain: VmRequest = JSON.parse(JSON.stringify(request));
  const sealedOptions = [...(plain.sealedOptions ?? []), ...sealed];
  const whole = sealedOptions.length === 0 ? plain : { ...plain, sealedOptions };
  return { type: 'request', organizationId, hostname, request: whole };
}

function requestIssues(request: VmRequest): Issue[] {
  const isPackage = request?.kind === 'package' && isObject(request.package);
  const isSpec = request?.kind === 'spec' && isObject(request.spec);
  if (isPackage || isSpec) return [];
  return [
    { path: 'request', message: 'must be of kind "package" with a package, or of kind "spec" with a spec' },
  ];
}

function hasTemplate(request: VmRequest): boolean {
  if (request?.kind === 'package') return isObject(request.disk_template);
  return request?.kind === 'spec' && isObject(request.spec?.diskTemplate);
}

function optionIssues(options: readonly VmSecretOption[]): Issue[] {
  return options.flatMap(({ key, value }, index) =>
    textIssues({
      [`secretOptions[${index}].key`]: key,
      [`secretOptions[${index}].value`]: value instanceof Secret ? value.reveal() : value,
    }),
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
