import { quote } from '../../core/secret.ts';

/** What a disk of a customer's own size is measured against. A disk template of the API fits. */
export interface DiskTemplateSize {
  readonly name?: string | null | undefined;
  /** Smallest disk that holds the template, in GB; none where it is null or absent. */
  readonly size_in_gb?: number | null | undefined;
}

/** A system disk of the customer's own size, as `virtualMachines.build` takes it in `disks`. */
export interface SystemDisk {
  readonly system: true;
  /** GB. */
  readonly size_in_gb: number;
}

/** Whether a chosen size will do. */
export type DiskSizeCheck =
  | {
      readonly ok: true;
      /** `disks` of the build; undefined where the package's own disk is wanted. */
      readonly disks: readonly [SystemDisk] | undefined;
    }
  | {
      readonly ok: false;
      /** Stable code of the refusal, to translate. */
      readonly code: 'DISK_SIZE_INVALID' | 'DISK_TOO_SMALL';
      /** Smallest size that will do, in GB. */
      readonly minimumInGb: number;
      /** The refusal in words, with minimum and template. */
      readonly message: string;
    };

/**
 * Checks the size of the system disk that a customer chose, in whole GB, before the order is taken. 0 means that
 * none was chosen.
 *
 * Source: contract katapult 10.3, 10.13, D39.
 */
export function checkDiskSize(sizeInGb: number, template: DiskTemplateSize): DiskSizeCheck {
  if (sizeInGb === 0) return { ok: true, disks: undefined };
  const minimumInGb = template.size_in_gb ?? 1;
  const name = quote(template.name ?? 'this template');
  if (!Number.isSafeInteger(sizeInGb) || sizeInGb < 0) {
    const message = `The disk size must be a whole number of GB, at least ${minimumInGb} for ${name}, or 0 for the default`;
    return { ok: false, code: 'DISK_SIZE_INVALID', minimumInGb, message };
  }
  if (sizeInGb < minimumInGb) {
    const message = `The disk must have at least ${minimumInGb} GB for ${name}`;
    return { ok: false, code: 'DISK_TOO_SMALL', minimumInGb, message };
  }
  return { ok: true, disks: [{ system: true, size_in_gb: sizeInGb }] };
}
