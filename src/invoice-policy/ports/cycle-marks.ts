/** Calendar months: the last month of each service that was settled. */
export interface CycleMarks {
  /** `YYYY-MM`; null: none yet. */
  get(serviceId: string): Promise<string | null>;
  /** Notes a month. An earlier one than that on record changes nothing. */
  set(serviceId: string, month: string): Promise<void>;
}
