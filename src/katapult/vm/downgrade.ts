import { virtualMachinePackagesGet } from '../generated/operations/virtual-machine-packages.ts';
import { virtualMachinesGet } from '../generated/operations/virtual-machines.ts';
import type { Caller } from '../operation.ts';
import type { VmCatalogueLookup } from './request.ts';

/** CPUs and memory; a figure that the vendor did not tell is missing. */
interface Size {
  readonly cpu_cores?: number | null | undefined;
  readonly memory_in_gb?: number | null | undefined;
}

const STOPPED = 'stopped';

/**
 * Whether a package has fewer CPUs or less memory than a machine that is not stopped, which the vendor then cannot
 * change to it (contract 6.4, D34). Figures that are not told are left to the vendor.
 */
export async function isDowngrade(vmId: string, wanted: VmCatalogueLookup, caller: Caller): Promise<boolean> {
  const { virtual_machine: vm } = await caller.call(virtualMachinesGet, { virtual_machine: { id: vmId } });
  if (vm.state === STOPPED) return false;
  const answer = await caller.call(virtualMachinePackagesGet, { virtual_machine_package: wanted });
  const target: Size = answer.virtual_machine_package;
  const current: Size = vm.package ?? {};
  return (
    isLess(target.cpu_cores, current.cpu_cores ?? vm.cpu_cores) ||
    isLess(target.memory_in_gb, current.memory_in_gb ?? vm.memory_in_gb)
  );
}

function isLess(target: number | null | undefined, current: number | null | undefined): boolean {
  return typeof target === 'number' && typeof current === 'number' && target < current;
}
