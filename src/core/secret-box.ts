import { fromBase64, toBase64Url } from './base64.ts';
import { ConfigError, InvalidInputError } from './errors/input.ts';
import { SecretBoxError } from './errors/secret-box.ts';
import { isWellFormed, lengthPrefixed } from './length-prefixed.ts';
import { Secret } from './secret.ts';

const VERSION = 'v1';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID = /^[^.\s\p{C}]+$/u;

/** A key that seals and opens boxes, and the name under which boxes remember it. */
export interface SecretBoxKey {
  /** Name of the key in its boxes: not secret, without dots and blanks, never used again for other bytes. */
  readonly id: string;
  /** 32 random bytes, as they are or as base64 text. */
  readonly key: Uint8Array | string;
}

/** The keys of a `SecretBox`. */
export interface SecretBoxOptions {
  /** The first key seals, all open. To rotate, put the new key in front and keep the old ones. */
  readonly keys: readonly SecretBoxKey[];
}

interface Box {
  readonly keyId: string;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/**
 * Seals secrets so that they can be stored, and opens them again: AES-256-GCM with a fresh nonce of 96 bits.
 *
 * A box is the text `v1.<key id>.<nonce>.<ciphertext and tag>` in base64url. It opens only under the context it
 * was sealed for, so that a box copied to another row does not open there: version, key id and context are its
 * additional data, each behind its length in bytes (32 bits, big-endian).
 *
 * Source: rule D37 of the Katapult contract.
 * @example const box = await secrets.seal(password, 'katapult/root-password/42')
 */
export class SecretBox {
  readonly #bytes: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly #imported = new Map<string, Promise<CryptoKey>>();
  readonly #current: string;

  /** @throws ConfigError for no key, a key that is not 32 bytes, an unusable or repeated id */
  constructor({ keys }: SecretBoxOptions) {
    this.#bytes = checkedKeys(keys);
    this.#current = keys[0]?.id ?? '';
  }

  /** A new random key as base64 text, to be kept where your other secrets are. */
  static generateKey(): string {
    return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(KEY_BYTES))));
  }

  /**
   * Seals a text with the first key. The same text gives another box each time.
   *
   * @param context what the secret is for, such as `katapult/root-password/<service id>`; opening asks for it again
   * @throws InvalidInputError for a text or context that has no UTF-8 form
   */
  async seal(text: string | Secret, context: string): Promise<string> {
    const plain = text instanceof Secret ? text.reveal() : text;
    checkTexts({ text: plain, context });
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const sealed = await crypto.subtle.encrypt(
      parameters(this.#current, nonce, context),
      await this.#key(this.#current),
      new TextEncoder().encode(plain),
    );
    return [VERSION, this.#current, toBase64Url(nonce), toBase64Url(new Uint8Array(sealed))].join('.');
  }

  /**
   * The secret in a box that any of the keys sealed for this context.
   *
   * @throws SecretBoxError when the box does not open; its code says why
   * @throws InvalidInputError for a context that has no UTF-8 form
   */
  async open(box: string, context: string): Promise<Secret> {
    checkTexts({ context });
    const { keyId, nonce, sealed } = parseBox(box);
    const key = await this.#key(keyId);
    const opened = await crypto.subtle
      .decrypt(parameters(keyId, nonce, context), key, sealed)
      .catch((cause) => {
        throw new SecretBoxError(
          'The box did not open: it was changed, sealed for another context, or its key has other bytes now. ' +
            'Pass the context it was sealed with, and the key as it was then',
          'SECRET_BOX_NOT_AUTHENTIC',
          { cause },
        );
      });
    // A byte order mark is part of the text.
    return new Secret(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(opened));
  }

  /**
   * Whether a box was sealed with another key than the first, so that a rotation is not complete before it is
   * opened and sealed again.
   *
   * @throws SecretBoxError with the code `SECRET_BOX_MALFORMED` when the text is no box
   */
  needsResealing(box: string): boolean {
    return parseBox(box).keyId !== this.#current;
  }

  #key(id: string): Promise<CryptoKey> {
    const known = this.#imported.get(id);
    if (known !== undefined) return known;
    const bytes = this.#bytes.get(id);
    if (bytes === undefined) {
      const ids = [...this.#bytes.keys()].join(', ');
      throw new SecretBoxError(
        `The box was sealed with a key that is not among those given (${ids}). Add the key it was sealed with`,
        'SECRET_BOX_UNKNOWN_KEY',
      );
    }
    const key = crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
    this.#imported.set(id, key);
    return key;
  }
}

function parameters(keyId: string, nonce: Uint8Array<ArrayBuffer>, context: string): AesGcmParams {
  return { name: 'AES-GCM', iv: nonce, additionalData: lengthPrefixed([VERSION, keyId, context]) };
}

function checkedKeys(keys: readonly SecretBoxKey[]): Map<string, Uint8Array<ArrayBuffer>> {
  const bytes = new Map<string, Uint8Array<ArrayBuffer>>();
  const problems = keys.length === 0 ? ['there is no key; pass at least one'] : [];
  for (const [index, { id, key }] of keys.entries()) {
    const decoded = typeof key === 'string' ? fromBase64(key) : Uint8Array.from(key);
    if (!KEY_ID.test(id)) problems.push(`the id of key ${index} must not be empty or hold dots or blanks`);
    if (bytes.has(id)) problems.push(`the id of key ${index} is taken by an earlier one`);
    if (decoded?.length !== KEY_BYTES) {
      problems.push(`key ${index} must be ${KEY_BYTES} bytes, or base64 text of as many`);
    } else {
      bytes.set(id, decoded);
    }
  }
  if (problems.length > 0) throw new ConfigError(`SecretBox: ${problems.join('; ')}`);
  return bytes;
}

function checkTexts(texts: Readonly<Record<string, string>>): void {
  const issues = Object.entries(texts)
    .filter(([, text]) => typeof text !== 'string' || !isWellFormed(text))
    .map(([path]) => ({ path, message: 'must be a text without lone surrogates' }));
  if (issues.length > 0) throw new InvalidInputError('what SecretBox was given', issues);
}

function parseBox(box: string): Box {
  const [version, keyId, nonceText, sealedText, ...rest] = typeof box === 'string' ? box.split('.') : [];
  const nonce = urlBytes(nonceText);
  const sealed = urlBytes(sealedText);
  if (version !== VERSION || !keyId || nonce?.length !== NONCE_BYTES || rest.length > 0) return refuse();
  return sealed === undefined || sealed.length < TAG_BYTES ? refuse() : { keyId, nonce, sealed };
}

/** The bytes of base64url without padding, the one form that boxes have. */
function urlBytes(text = '='): Uint8Array<ArrayBuffer> | undefined {
  return /[+/=]/.test(text) ? undefined : fromBase64(text);
}

function refuse(): never {
  throw new SecretBoxError(
    'The text is no box of this version (v1.<key id>.<nonce>.<sealed>). Pass what seal() returned, unchanged',
    'SECRET_BOX_MALFORMED',
  );
}
