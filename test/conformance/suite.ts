import type { BrokerUnderTest, Engine, System } from './broker.ts';
import type { Feature } from './features.ts';

/** Something that must hold on every engine that has the features for it. */
export interface Case {
  readonly name: string;
  readonly needs: readonly Feature[];
  /** What it asks for; made anew for each run, since its handlers may keep notes. */
  play(open: Open): Promise<void>;
}

/** Sets up the system of a case. */
export type Open = (system: System) => Promise<BrokerUnderTest>;

export interface Plan {
  readonly on: readonly Case[];
  readonly off: readonly { readonly case: Case; readonly lacks: readonly Feature[] }[];
}

/** Which cases an engine runs, and which are switched off for want of what. */
export function planFor(engine: Engine, cases: readonly Case[]): Plan {
  const lacking = ({ needs }: Case) => needs.filter((feature) => !engine.features[feature]);
  return {
    on: cases.filter((each) => lacking(each).length === 0),
    off: cases.filter((each) => lacking(each).length > 0).map((each) => ({ case: each, lacks: lacking(each) })),
  };
}

/** Runs a case under all schedules of an engine. @returns how many those were */
export async function runCase(engine: Engine, { name, play }: Case): Promise<number> {
  for (let schedule = 0; schedule < engine.schedules; schedule++) {
    const opened: BrokerUnderTest[] = [];
    try {
      await play(async (system) => {
        const broker = await engine.open(system, schedule);
        opened.push(broker);
        return broker;
      });
    } catch (error) {
      throw new Error(`${engine.name}, schedule ${schedule}: ${name}`, { cause: error });
    } finally {
      for (const broker of opened) await broker.close();
    }
  }
  return engine.schedules;
}

/** What was run and what was not: a line for the engine, and one for each case that is switched off. */
export function reportText(engine: Engine, { on, off }: Plan, schedules: number): string {
  const missing = off.map(
    ({ case: { name }, lacks }) => `  switched off, ${engine.name} has no ${lacks.join(', ')}: ${name}`,
  );
  return [
    `conformance of ${engine.name}: ${on.length} of ${on.length + off.length} cases, ${schedules} schedules`,
    ...missing,
  ].join('\n');
}
