/** Decodes a whole text at a time and so keeps nothing between calls. */
const decoder = /* @__PURE__ */ new TextDecoder();

/**
 * Text put together from UTF-8 chunks, which may cut characters. A byte order mark is dropped. Most bodies are
 * one chunk, and that one needs no decoder of its own.
 */
export class Utf8Text {
  #only: Uint8Array | undefined;
  #streaming: TextDecoder | undefined;
  readonly #pieces: string[] = [];

  push(chunk: Uint8Array): void {
    if (this.#streaming === undefined) {
      if (this.#only === undefined) {
        this.#only = chunk;
        return;
      }
      this.#streaming = new TextDecoder();
      this.#pieces.push(this.#streaming.decode(this.#only, { stream: true }));
      this.#only = undefined;
    }
    this.#pieces.push(this.#streaming.decode(chunk, { stream: true }));
  }

  /** The text, once all chunks are in. */
  end(): string {
    if (this.#streaming === undefined) return decoder.decode(this.#only);
    this.#pieces.push(this.#streaming.decode());
    return this.#pieces.join('');
  }
}
