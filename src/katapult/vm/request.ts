import type { BuildSpec } from '../build-spec/spec.ts';

/** An object of the vendor's catalogue, by exactly one of its keys (contract 3.4). */
export type VmCatalogueLookup = { readonly id: string } | { readonly permalink: string };

/** One disk of a package build, under the vendor's names. If disks are given, exactly one is the system disk. */
export interface VmRequestDisk {
  readonly size_in_gb: number;
  readonly name?: string;
  readonly system?: boolean;
  readonly initial_file_system?: 'ext4' | 'xfs' | (string & {});
  readonly io_profile?: VmCatalogueLookup;
  readonly storage_speed?: 'nvme' | 'ssd' | (string & {});
}

/** An option of a disk template: `key` as its version's spec names it. */
export interface VmTemplateOption {
  readonly key: string;
  readonly value: string;
}

/** An option of a disk template whose value is sealed until the build is posted. */
export interface VmSealedOption {
  readonly key: string;
  readonly sealed: string;
}

/** What every request may hold besides. */
interface Sealed {
  /** Options of the disk template that are secret. `VmProvisioner.request` puts its `secretOptions` here. */
  readonly sealedOptions?: readonly VmSealedOption[];
}

/**
 * A machine of a package, in the wire form of `POST /organizations/_/virtual_machines/build` without what the
 * record itself knows: organization, host name and annotations.
 */
export interface VmPackageRequest extends Sealed {
  readonly kind: 'package';
  readonly package: VmCatalogueLookup;
  /** One of `zone` and `data_center`. */
  readonly zone?: VmCatalogueLookup;
  readonly data_center?: VmCatalogueLookup;
  readonly disk_template?: VmCatalogueLookup;
  /** Stored as they are: what is secret belongs to `sealedOptions`. */
  readonly disk_template_options?: readonly VmTemplateOption[];
  readonly disks?: readonly VmRequestDisk[];
  readonly network?: VmCatalogueLookup;
}

/** A machine of a build spec, for `POST /organizations/_/virtual_machines/build_from_spec`; plain JSON. */
export interface VmSpecRequest extends Sealed {
  readonly kind: 'spec';
  readonly spec: BuildSpec;
}

/** What is to be built. Plain JSON; stored with the record, so it holds no secret in plain text. */
export type VmRequest = VmPackageRequest | VmSpecRequest;
