import type { Binding } from '../model.ts';

/** `virtualMachines.start` as `virtualMachinesStart`. */
export function identifierOf(sdk: string): string {
  return sdk.replace(/\.(.)/, (_dot, letter: string) => letter.toUpperCase());
}

/** Group and method of an operation. */
export function bindingOf(sdk: string): Binding {
  const [group = '', method = ''] = sdk.split('.');
  return { client: 'katapult', group, method };
}

/** Arguments whose lookup type bears another name than they do. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  access_key: 'ObjectStorageAccessKeyLookup',
  bucket: 'ObjectStorageBucketLookup',
};

/** The lookup type of an argument: the vendor's where it names one, else one after the argument. */
export function lookupName(argument: string, known: readonly string[]): string {
  const other = OTHER_NAMES[argument];
  if (other !== undefined) return other;
  const plain = `${argument.replaceAll('_', '')}lookup`;
  const vendors = known.find((name) => name.toLowerCase() === plain);
  if (vendors !== undefined) return vendors;
  const words = argument.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Lookup`;
}
