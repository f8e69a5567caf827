import { signal } from '@preact/signals-core';
import { LOCK_NAME, type Lock } from '../../language/evolve/lock/lock.ts';
import { readLock } from '../../language/evolve/lock/readLock.ts';
import type { Baseline } from '../../language/model/baseline.ts';
import { baselineProblem } from '../../language/model/config.ts';
import type { Problem } from '../../language/model/problem.ts';
import type { Project } from '../../language/model/project.ts';
import { isGitBaseline } from '../../language/node/baselines.ts';
import type { FileText } from '../../language/node/projectFiles.ts';
import type { Disk } from './disk.ts';

/** What one project is compared with: its evflow.lock, and the git revision that its evflow.json names. */
export class Baselines {
  readonly #disk: Disk;
  readonly #root: string;
  readonly #project: Project;
  readonly #config: FileText | undefined;
  readonly #problem = signal<Problem | undefined>(undefined);
  #lock: Lock | undefined;
  #git: Baseline | undefined;
  #calls = 0;

  constructor(disk: Disk, root: string, project: Project, config: FileText | undefined) {
    this.#disk = disk;
    this.#root = root;
    this.#project = project;
    this.#config = config;
  }

  get lockUri(): string {
    return `${this.#root}/${LOCK_NAME}`;
  }

  /** What is wrong with evflow.json's `baseline`, of which those are told who watch. */
  get problem(): Problem | undefined {
    return this.#problem.value;
  }

  /** Takes in the text of evflow.lock; undefined where there is none. */
  setLock(text: string | undefined): void {
    if (text === this.#lock?.text) return;
    this.#lock = text === undefined ? undefined : readLock(text);
    this.#compare();
  }

  /** Asks git, which runs beside everything else; what it says last counts. */
  async askGit(): Promise<void> {
    const spec = this.#project.config.baseline;
    if (!isGitBaseline(spec)) return;
    const call = ++this.#calls;
    const answer = await this.#disk.gitBaseline(spec, this.#root, this.#git).catch((error: Error) => error);
    if (call !== this.#calls) return;
    const failed = answer instanceof Error;
    this.#problem.value = failed && this.#config ? baselineProblem(this.#config.text, answer.message) : undefined;
    const baseline = failed ? undefined : answer;
    if (baseline === this.#git) return;
    this.#git = baseline;
    this.#compare();
  }

  #compare(): void {
    this.#project.compareWith([this.#lock, this.#git].filter((one) => one !== undefined));
  }
}
