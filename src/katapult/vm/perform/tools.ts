import type { BuildSpec } from '../../build-spec/spec.ts';
import type { Caller, CallOptions } from '../../operation.ts';
import type { VmSealedOption, VmTemplateOption } from '../request.ts';

/** Makes the XML of a build spec: `renderBuildSpec` of `reseller-sdk/katapult/build-spec`. */
export type RenderSpec = (spec: BuildSpec) => string;

/** What the performing of effects needs besides them, for one service. */
export interface PerformTools {
  readonly caller: Caller;
  /** Key of the annotation that holds the request id (contract D14). */
  readonly annotationKey: string;
  readonly renderSpec: RenderSpec | undefined;
  /** The service whose record names a machine, or null. */
  readonly ownerOf: (vmId: string) => Promise<string | null>;
  /** Limits of a build call that is sent now, or null when it is too late to send it. */
  readonly buildLimits: () => CallOptions | null;
  readonly openOptions: (options: readonly VmSealedOption[]) => Promise<readonly VmTemplateOption[]>;
  /** Seals the root password of the machine; null while it is not wanted. */
  readonly seal: ((password: string) => Promise<string>) | null;
}
