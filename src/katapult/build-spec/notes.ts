import type { Issue } from '../../core/errors/input.ts';

/** What was noticed on the way through a specification. */
export interface Notes {
  /** What is wrong. */
  readonly issues: Issue[];
  /** Paths of what is in the XML and has no place in a specification. */
  readonly unknown: string[];
}

/** Longest name of a member that a path shows; those of a specification are shorter. */
const MAX_NAME = 60;

/** A place in a specification or its XML, where something may be noticed. */
export class Place {
  readonly path: string;
  readonly #notes: Notes;

  constructor(path: string, notes: Notes) {
    this.path = path;
    this.#notes = notes;
  }

  /** A member of the object that stands here. */
  member(name: string): Place {
    const shown = name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name;
    return new Place(this.path === '' ? shown : `${this.path}.${shown}`, this.#notes);
  }

  /** An item of the list that stands here, counted from 0. */
  item(index: number): Place {
    return new Place(`${this.path}[${index}]`, this.#notes);
  }

  /** An element inside the element that stands here. */
  element(tag: string): Place {
    return new Place(`${this.path}/${tag}`, this.#notes);
  }

  /** Notes that what stands here is wrong. The message quotes nothing: option values may be secret. */
  refuse(message: string): undefined {
    this.#notes.issues.push({ path: this.path, message });
  }

  /** Notes that what stands here is not known. */
  skip(): undefined {
    this.#notes.unknown.push(this.path);
  }
}
