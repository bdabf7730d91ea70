import { type AmountInput, plainAmount, readAmount } from '../../core/amount.ts';
import { type FleioFieldErrors, Refusal } from './refusal.ts';

type Errors = Record<string, readonly string[] | FleioFieldErrors>;

interface TextRule {
  readonly required?: boolean;
  /** Characters at most. */
  readonly max?: number;
}

/** Reads the fields of an object and keeps what is wrong with them, all of it. */
export class Fields {
  readonly #value: object;
  readonly #errors: Errors = {};
  readonly #nested = new Map<string, Fields>();

  constructor(value: object) {
    this.#value = value;
  }

  has(name: string): boolean {
    return this.raw(name) !== undefined;
  }

  raw(name: string): unknown {
    return Object.hasOwn(this.#value, name) ? Reflect.get(this.#value, name) : undefined;
  }

  /** Says that a field is wrong. */
  refuse(name: string, message: string): void {
    this.#errors[name] = [...this.#messages(name), message];
  }

  text(
    name: string,
    { required = false, max = Number.POSITIVE_INFINITY }: TextRule = {},
  ): string | undefined {
    const value = this.raw(name);
    if (value === undefined || value === '') {
      if (required) this.refuse(name, 'is required');
      return value;
    }
    if (typeof value !== 'string') this.refuse(name, 'is not a text');
    else if ([...value].length > max) this.refuse(name, `has more than ${max} characters`);
    else return value;
    return undefined;
  }

  /** An id as callers write it, a text or a whole number; null takes it away. */
  id(name: string, { required = false }: { readonly required?: boolean } = {}): string | null | undefined {
    const value = this.raw(name);
    if (typeof value === 'string' || typeof value === 'bigint' || Number.isSafeInteger(value)) {
      return String(value);
    }
    if (value === null && !required) return value;
    if (value !== undefined) this.refuse(name, 'is not an id');
    else if (required) this.refuse(name, 'is required');
    return undefined;
  }

  flag(name: string, { required = false }: { readonly required?: boolean } = {}): boolean | undefined {
    const value = this.raw(name);
    if (typeof value === 'boolean') return value;
    if (value !== undefined) this.refuse(name, 'is not a boolean');
    else if (required) this.refuse(name, 'is required');
    return undefined;
  }

  /** A required decimal, sent as a text or as a number. */
  decimal(name: string): string | undefined {
    const value = this.raw(name);
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' || typeof text === 'bigint') return this.#exact(name, text);
    this.refuse(name, text === undefined ? 'is required' : 'is not a decimal');
    return undefined;
  }

  /** An array of texts. */
  texts(name: string): string[] | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    this.refuse(name, 'is not a list of texts');
    return undefined;
  }

  /** A required object inside this one. */
  object(name: string): Fields {
    const value = this.raw(name);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) this.refuse(name, value === undefined ? 'is required' : 'is not an object');
    const fields = new Fields(isObject ? value : {});
    if (isObject) this.#nested.set(name, fields);
    return fields;
  }

  /** @throws Refusal 400 with everything that is wrong */
  check(): void {
    const errors = this.errors;
    if (Object.keys(errors).length > 0) throw new Refusal(400, errors);
  }

  get errors(): FleioFieldErrors {
    const all = { ...this.#errors };
    for (const [name, { errors }] of this.#nested) if (Object.keys(errors).length > 0) all[name] = errors;
    return all;
  }

  #exact(name: string, value: AmountInput): string | undefined {
    if ('units' in readAmount(value, name)) return plainAmount(value);
    this.refuse(name, 'is not a decimal');
    return undefined;
  }

  #messages(name: string): readonly string[] {
    const messages = this.#errors[name];
    return Array.isArray(messages) ? messages : [];
  }
}
