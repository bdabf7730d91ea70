import type { CallOptions } from '../../core/http/call.ts';
import { dataCentersList } from '../generated/operations/data-centers.ts';
import { diskTemplatesList } from '../generated/operations/disk-templates.ts';
import type { OrganizationLookup } from '../generated/types/lookups.ts';
import type { Caller } from '../operation.ts';
import { diffOptions, type OptionChoice, type OptionsDiff } from './options.ts';

/** The values `permalink|Name` that the shop has stored; an option that it does not have yet is left out. */
export interface StoredOptions {
  readonly dataCenters?: readonly string[] | undefined;
  readonly diskTemplates?: readonly string[] | undefined;
}

/** What to change in the shop's options. */
export interface OptionsSync {
  readonly dataCenters: OptionsDiff;
  readonly diskTemplates: OptionsDiff;
  /** Smallest disk of each offered template, in GB, by permalink; null where the API names none. */
  readonly minimumDiskSizes: ReadonlyMap<string, number | null>;
}

const PER_PAGE = 100;

/**
 * Reads all data centers and all disk templates, the universal ones included, and compares them with what the
 * shop has stored. New choices of an option that the shop already has are hidden until somebody releases them.
 * What has no permalink cannot be ordered and is left out.
 *
 * Source: contract katapult 10.13, D39.
 */
export async function syncOptions(
  caller: Caller,
  organization: OrganizationLookup,
  stored: StoredOptions = {},
  options?: CallOptions,
): Promise<OptionsSync> {
  const { data_centers } = await caller.call(dataCentersList, {}, options);
  const templates: OptionChoice[] = [];
  const minimumDiskSizes = new Map<string, number | null>();
  const params = { organization, include_universal: true, per_page: PER_PAGE };
  for await (const template of caller.iterate(diskTemplatesList, params, options)) {
    const choice = choiceOf(template);
    if (choice === undefined) continue;
    templates.push(choice);
    minimumDiskSizes.set(choice.permalink, template.size_in_gb ?? null);
  }
  const dataCenters = data_centers.map(choiceOf).filter((choice) => choice !== undefined);
  return {
    dataCenters: compare(stored.dataCenters, dataCenters),
    diskTemplates: compare(stored.diskTemplates, templates),
    minimumDiskSizes,
  };
}

function compare(stored: readonly string[] | undefined, remote: readonly OptionChoice[]): OptionsDiff {
  return diffOptions(stored ?? [], remote, { firstTime: stored === undefined });
}

function choiceOf(item: {
  readonly permalink?: string | null | undefined;
  readonly name?: string | null | undefined;
}): OptionChoice | undefined {
  const { permalink, name } = item;
  return permalink ? { permalink, name: name || permalink } : undefined;
}
