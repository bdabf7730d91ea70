import { ResellerSdkError } from '../../../core/errors/base.ts';
import { ConfigError, InvalidInputError } from '../../../core/errors/input.ts';
import { TransportError } from '../../../core/errors/transport.ts';
import { RedirectError } from '../../../core/http/redirect.ts';
import type { BuildSpec } from '../../build-spec/spec.ts';
import {
  virtualMachinesBuild,
  virtualMachinesBuildFromSpec,
} from '../../generated/operations/virtual-machines.ts';
import type { VmAnswer } from '../answer.ts';
import type { VmBuildEffect } from '../effect.ts';
import type { VmTemplateOption } from '../request.ts';
import type { PerformTools } from './tools.ts';
import { failureOf, isRefusal } from './trouble.ts';

type BuildTools = Pick<
  PerformTools,
  'caller' | 'annotationKey' | 'openOptions' | 'renderSpec' | 'buildLimits'
>;

/** What the vendor tells of a build that it took. */
interface Built {
  readonly virtual_machine_build: { readonly id: string };
  readonly hostname?: string | null | undefined;
}

/**
 * Posts a build, once, with its sealed options opened, its host name, and the annotation that names its request
 * (contract D14). What fails before anything was sent is a refusal; the answer `failed` means an unknown outcome.
 */
export async function build(effect: VmBuildEffect, tools: BuildTools): Promise<VmAnswer> {
  let options: readonly VmTemplateOption[] = [];
  let post: () => Promise<Built>;
  try {
    options = await tools.openOptions(effect.request.sealedOptions ?? []);
    post = prepared(effect, options, tools);
  } catch (error) {
    return { type: 'refused', failure: failureOf(error, valuesOf(options)) };
  }
  try {
    const { virtual_machine_build: made, hostname } = await post();
    return { type: 'posted', buildId: made.id, hostname: hostname ?? null };
  } catch (error) {
    const failure = failureOf(error, valuesOf(options));
    return { type: isRefusal(error) || isUnsent(error) ? 'refused' : 'failed', failure };
  }
}

/** So much time went by since the request was recorded that others may have given it up. */
class BuildTooLateError extends ResellerSdkError {
  constructor() {
    super('The build was not sent: too much time passed since its request was recorded. Request it again', {
      code: 'BUILD_TOO_LATE',
    });
  }
}

/** The call of a build, ready to be sent. @throws ConfigError when there is nothing to render a spec with */
function prepared(
  { request, hostname, organizationId, requestId }: VmBuildEffect,
  options: readonly VmTemplateOption[],
  { caller, annotationKey, renderSpec, buildLimits }: BuildTools,
): () => Promise<Built> {
  const limits = buildLimits();
  if (limits === null) throw new BuildTooLateError();
  const annotations = [{ key: annotationKey, value: requestId }];
  const organization = { id: organizationId };
  if (request.kind === 'spec') {
    if (renderSpec === undefined) {
      throw new ConfigError('A build spec needs the option renderSpec of the VmProvisioner');
    }
    const xml = renderSpec(completed(request.spec, hostname, options));
    return () => caller.call(virtualMachinesBuildFromSpec, { organization, xml, annotations }, limits);
  }
  const { kind: _kind, sealedOptions: _sealed, disk_template_options: plain = [], ...wire } = request;
  const all = [...plain, ...options];
  const given = all.length === 0 ? {} : { disk_template_options: all };
  return () =>
    caller.call(virtualMachinesBuild, { ...wire, ...given, organization, hostname, annotations }, limits);
}

/** The spec with what the record knows: the host name, and options that were sealed until now. */
function completed(spec: BuildSpec, hostname: string, options: readonly VmTemplateOption[]): BuildSpec {
  const { diskTemplate } = spec;
  if (diskTemplate === undefined || options.length === 0) return { ...spec, hostname };
  const all = [...(diskTemplate.options ?? []), ...options];
  return { ...spec, hostname, diskTemplate: { ...diskTemplate, options: all } };
}

/** Ended by the client itself, before anything was sent. What redirects may have done something before. */
function isUnsent(error: unknown): boolean {
  if (error instanceof RedirectError) return false;
  if (error instanceof TransportError) return !error.outcomeUnknown;
  return error instanceof InvalidInputError || error instanceof ConfigError;
}

function valuesOf(options: readonly VmTemplateOption[]): string[] {
  return options.map(({ value }) => value);
}
