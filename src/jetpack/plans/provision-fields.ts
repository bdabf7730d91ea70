import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { INVALID_SITE_URL, normalizeSiteUrl, readSite } from '../site-url.ts';
import type { JetpackPlan, WireProvisionParams } from '../types/start.ts';
import { planIssues } from './plan-slug.ts';

const NO_FLAG = 'must be true or false';

/** How the vendor's backup reaches the files of a site. */
export interface SshAccess {
  readonly user: string;
  /** This or `privateKey`. */
  readonly pass?: string | undefined;
  readonly privateKey?: string | undefined;
  /** Default: the host of the site. */
  readonly host?: string | undefined;
  /** Default 22. */
  readonly port?: number | undefined;
}

/** As `SshAccess`, over FTP. */
export interface FtpAccess {
  readonly user: string;
  readonly pass: string;
  /** Default: the host of the site. */
  readonly host?: string | undefined;
  /** Default 21. */
  readonly port?: number | undefined;
}

/** A plan to be created. */
export interface CreateInput {
  /** Address of the directory that holds WordPress. With its scheme: without, sites that redirect to https fail. */
  readonly siteUrl: string;
  /** Login, e-mail address or numeric id of a user who exists on the site. */
  readonly localUser: string | number;
  readonly plan: JetpackPlan;
  /** Registers the site anew, which heals sites that are half connected and costs a request. Default true, as the module. */
  readonly forceRegister?: boolean | undefined;
  /** Connects the user again, such as after the site was restored from a copy. */
  readonly forceConnect?: boolean | undefined;
  /** Leads the user through the wizard for new sites. */
  readonly onboarding?: boolean | undefined;
  /** Connects this WordPress.com user without asking; for keys that the vendor allow-listed. */
  readonly wpcomUserId?: number | undefined;
  readonly ssh?: SshAccess | undefined;
  readonly ftp?: FtpAccess | undefined;
}

/**
 * An order as the wire names it. Its checks come before any request.
 *
 * @throws InvalidInputError with every issue
 */
export function provisionParams(input: CreateInput): WireProvisionParams {
  const issues = [...orderIssues(input), ...(input ? accessIssues(input) : [])];
  if (issues.length > 0) throw new InvalidInputError('The order of a Jetpack plan', issues);
  const { forceRegister = true, forceConnect = false, onboarding = false, wpcomUserId, ssh, ftp } = input;
  return {
    siteurl: normalizeSiteUrl(input.siteUrl),
    local_user: String(input.localUser).trim(),
    plan: input.plan.toLowerCase(),
    ...(forceRegister && { force_register: true }),
    ...(forceConnect && { force_connect: true }),
    ...(onboarding && { onboarding: true }),
    ...(wpcomUserId !== undefined && { wpcom_user_id: wpcomUserId }),
    ...(ssh?.user !== undefined && { ssh_user: ssh.user }),
    ...(ssh?.pass !== undefined && { ssh_pass: ssh.pass }),
    ...(ssh?.privateKey !== undefined && { ssh_private_key: ssh.privateKey }),
    ...(ssh?.host !== undefined && { ssh_host: ssh.host }),
    ...(ssh?.port !== undefined && { ssh_port: ssh.port }),
    ...(ftp?.user !== undefined && { ftp_user: ftp.user }),
    ...(ftp?.pass !== undefined && { ftp_pass: ftp.pass }),
    ...(ftp?.host !== undefined && { ftp_host: ftp.host }),
    ...(ftp?.port !== undefined && { ftp_port: ftp.port }),
  };
}

/**
 * The form fields of a provision call, by their wire names and in a fixed order; what is not wished for is left out
 * (contract 5.1). They hold the secrets of `ssh` and `ftp`.
 *
 * @throws InvalidInputError with every issue
 */
export function buildProvisionFields(input: CreateInput): (readonly [name: string, value: string])[] {
  return Object.entries(provisionParams(input)).map(([name, value]) => [
    name,
    value === true ? '1' : String(value),
  ]);
}

/** Everything that is wrong with site, user, plan and how they are registered; all of that, where there is no order. */
export function orderIssues(order: CreateInput | null | undefined): Issue[] {
  const { siteUrl, localUser, plan, forceRegister }: Partial<CreateInput> = order ?? {};
  const reading = readSite(siteUrl);
  const faults = 'faults' in reading ? reading.faults : [];
  const isUser = typeof localUser === 'number' ? isCount(localUser) : isText(localUser);
  return [
    ...faults.map((message) => ({ path: 'siteUrl', message, code: INVALID_SITE_URL })),
    ...(isUser ? [] : [{ path: 'localUser', message: 'must name a user of the site' }]),
    ...planIssues(plan),
    ...(isFlag(forceRegister) ? [] : [{ path: 'forceRegister', message: NO_FLAG }]),
  ];
}

function accessIssues(input: CreateInput): Issue[] {
  const { ssh, ftp, wpcomUserId } = input;
  const issues: Issue[] = [];
  const demand = (holds: boolean, path: string, message: string): void => {
    if (!holds) issues.push({ path, message });
  };
  for (const name of ['forceConnect', 'onboarding'] as const) {
    demand(isFlag(input[name]), name, NO_FLAG);
  }
  demand(wpcomUserId === undefined || isCount(wpcomUserId), 'wpcomUserId', 'must be a whole number above 0');
  if (ssh) {
    demand(isText(ssh.user), 'ssh.user', 'must not be blank');
    demand(isText(ssh.pass) || isText(ssh.privateKey), 'ssh', 'needs pass or privateKey');
    for (const name of ['pass', 'privateKey', 'host'] as const) {
      demand(ssh[name] === undefined || isText(ssh[name]), `ssh.${name}`, 'must not be blank');
    }
    demand(isPort(ssh.port), 'ssh.port', 'must be a port');
  }
  if (ftp) {
    demand(isText(ftp.user), 'ftp.user', 'must not be blank');
    demand(isText(ftp.pass), 'ftp.pass', 'must not be blank');
    demand(ftp.host === undefined || isText(ftp.host), 'ftp.host', 'must not be blank');
    demand(isPort(ftp.port), 'ftp.port', 'must be a port');
  }
  return issues;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isFlag(value: unknown): boolean {
  return value === undefined || typeof value === 'boolean';
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function isPort(port: number | undefined): boolean {
  return port === undefined || (isCount(port) && port <= 65_535);
}
