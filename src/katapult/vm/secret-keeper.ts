import type { Secret } from '../../core/secret.ts';
import type { SecretBox } from '../../core/secret-box.ts';
import type { VmSealedOption, VmTemplateOption } from './request.ts';

/** What seals and opens secrets: a `SecretBox`, or your own key management in its shape. */
export type VmSecretBox = Pick<SecretBox, 'seal' | 'open'>;

/** An option of a disk template that nobody may read at rest, such as a first password. */
export interface VmSecretOption {
  readonly key: string;
  readonly value: string | Secret;
}

/** Seals and opens the secrets of a record, each under a context that names its service (contract D37). */
export class SecretKeeper {
  readonly #box: VmSecretBox;

  constructor(box: VmSecretBox) {
    this.#box = box;
  }

  sealPassword(serviceId: string, password: string): Promise<string> {
    return this.#box.seal(password, passwordContext(serviceId));
  }

  openPassword(serviceId: string, sealed: string): Promise<Secret> {
    return this.#box.open(sealed, passwordContext(serviceId));
  }

  sealOptions(serviceId: string, options: readonly VmSecretOption[]): Promise<VmSealedOption[]> {
    return Promise.all(
      options.map(async ({ key, value }) => ({
        key,
        sealed: await this.#box.seal(value, optionContext(serviceId, key)),
      })),
    );
  }

  openOptions(serviceId: string, options: readonly VmSealedOption[]): Promise<VmTemplateOption[]> {
    return Promise.all(
      options.map(async ({ key, sealed }) => {
        const opened = await this.#box.open(sealed, optionContext(serviceId, key));
        return { key, value: opened.reveal() };
      }),
    );
  }
}

function passwordContext(serviceId: string): string {
  return `katapult/root-password/${serviceId}`;
}

/** The key comes first and without slashes: a service id may hold any. */
function optionContext(serviceId: string, key: string): string {
  return `katapult/template-option/${encodeURIComponent(key)}/${serviceId}`;
}
