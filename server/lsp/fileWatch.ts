import type { Project } from '../../language/model/project.ts';

/** How long one slice of first looks may hold up requests, in milliseconds. */
const SLICE = 15;

/**
 * Looks at every file of a project, and again whenever something that the look has read changes; once more when the file
 * is gone. The first looks come in slices, files that are open first, so that a large project holds up nobody.
 */
export class FileWatch {
  readonly #project: Project;
  readonly #isOpen: (uri: string) => boolean;
  readonly #look: (uri: string) => void;
  readonly #watched = new Map<string, () => void>();
  readonly #waiting = new Set<string>();
  readonly #stopFiles: () => void;
  #slice: NodeJS.Immediate | undefined;

  /** `look` must not throw. */
  constructor(project: Project, isOpen: (uri: string) => boolean, look: (uri: string) => void) {
    this.#project = project;
    this.#isOpen = isOpen;
    this.#look = look;
    this.#stopFiles = project.watch(() => this.#update(new Set(project.uris)));
  }

  /** Looks at a file at once if it still waits for its first look. */
  now(uri: string): void {
    if (this.#waiting.delete(uri))
      this.#watched.set(
        uri,
        this.#project.watch(() => this.#look(uri)),
      );
  }

  stop(): void {
    this.#stopFiles();
    if (this.#slice) clearImmediate(this.#slice);
    for (const stop of this.#watched.values()) stop();
  }

  #update(uris: ReadonlySet<string>): void {
    for (const [uri, stop] of this.#watched) {
      if (uris.has(uri)) continue;
      stop();
      this.#watched.delete(uri);
      this.#look(uri);
    }
    for (const uri of this.#waiting) if (!uris.has(uri)) this.#waiting.delete(uri);
    for (const uri of uris) if (!this.#watched.has(uri)) this.#waiting.add(uri);
    if (this.#waiting.size > 0) this.#slice ??= setImmediate(() => this.#nextSlice());
  }

  #nextSlice(): void {
    this.#slice = undefined;
    const end = performance.now() + SLICE;
    for (const uri of this.#waiting) if (this.#isOpen(uri)) this.now(uri);
    for (const uri of this.#waiting) {
      if (performance.now() > end) break;
      this.now(uri);
    }
    if (this.#waiting.size > 0) this.#slice = setImmediate(() => this.#nextSlice());
  }
}
