/** Checks of answers: what must be there, and the types of what else is there. Unknown members pass. */
import { type Check, flag, list, num, record, text } from '../../core/check.ts';
import { identified } from '../answer-check.ts';

/** An object whose members, where they are there, are of these types. */
export function members(checks: Readonly<Record<string, Check>>): Check {
  return (value, findings, holder, key, mode) => {
    if (!record(value, findings, holder, key, mode)) return;
    for (const [name, check] of Object.entries(checks)) check(value[name], findings, value, name, 3);
  };
}

const listOf =
  (item: Check): Check =>
  (value, findings, holder, key, mode) =>
    list(value, item, findings, holder, key, mode);

const withId =
  (check: Check): Check =>
  (value, findings, holder, key) =>
    identified(value, check, findings, holder, key);

/** An answer that must have one member, and may have others. */
export function answerWith(name: string, check: Check, others: Readonly<Record<string, Check>> = {}): Check {
  const rest = members(others);
  return (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    check(value[name], findings, value, name);
    rest(value, findings, holder, key);
  };
}

const currency = members({ id: text, name: text, iso_code: text, symbol: text });
const price = members({ id: text, price: num, currency: listOf(currency) });
const variant = members({ id: text, description: text, default: flag, prices: listOf(price) });
const resourcePrice = members({
  resource: text,
  category: text,
  description: text,
  variants: listOf(variant),
});

const machinePackage = members({
  id: text,
  name: text,
  permalink: text,
  cpu_cores: num,
  ipv4_addresses: num,
  memory_in_gb: num,
  storage_in_gb: num,
  monthly_bandwidth_allowance_in_gb: num,
  privacy: text,
  icon: members({ url: text, file_name: text, file_type: text, file_size: num, digest: text, token: text }),
  use_dedicated_cpus: flag,
  group: members({ id: text, name: text }),
});

const amounts = { per_month: num, per_month_inc_tax: num, per_hour: num, per_hour_inc_tax: num };
const estimateResource = members({
  ...amounts,
  resource: text,
  description: text,
  quantity: num,
  per_month_each: num,
  per_hour_each: num,
  package: machinePackage,
});

export const dataCenters = listOf(withId(members({ id: text, name: text, permalink: text, country: text })));
export const resourcePrices = listOf(resourcePrice);
export const packages = listOf(withId(machinePackage));
export const estimate = members({
  ...amounts,
  resources: listOf(estimateResource),
  currency,
  tax_rate: num,
  pdf_url: text,
});
export const pagination = members({
  current_page: num,
  total_pages: num,
  total: num,
  per_page: num,
  large_set: flag,
});
export const statistics = members({
  total_virtual_machines_launched: num,
  total_virtual_machines_launched_today: num,
  total_memory: num,
  total_cpu_cores: num,
  total_block_storage: num,
  total_organizations: num,
});
