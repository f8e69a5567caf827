import { START } from '../../language/run/clock.ts';
import { type Body, consumer, message, node, program, set, topic } from '../../language/run/handmade.fixture.ts';
import { BodyError, type Data, type Frame } from '../../language/run/program.ts';
import { Random } from '../../language/run/random.ts';
import { type Message, Run } from '../../language/run/run.ts';
import type {
  Answered,
  BrokerUnderTest,
  Effects,
  Engine,
  GroupSpec,
  Handler,
  LaidAside,
  Logged,
  Publication,
  System,
} from './broker.ts';
import { allFeatures } from './features.ts';

const SCHEDULES = 25;
const HERE = node(0);

/** evflow's own broker: it can do everything, on virtual time, and in any order of events. */
export const embedded: Engine = {
  name: 'the embedded broker',
  features: allFeatures(),
  schedules: SCHEDULES,
  open: async (system, schedule) => new Embedded(system, schedule),
};

class Embedded implements BrokerUnderTest {
  readonly #run: Run;
  readonly #random: Random;
  readonly #members: Map<string, number[]>;

  constructor({ topics, groups }: System, schedule: number) {
    const random = Random.of(schedule, 'conformance');
    this.#random = random;
    this.#members = new Map(
      Object.entries(groups).map(([group, { members = 1 }]) => [group, [...Array(members).keys()]]),
    );
    const made = program({
      messages: [
        ...Object.keys(topics).map((name) => message(`${name}@1.0`)),
        ...Object.keys(groups).map((name) => message(`to-${name}@1.0`, 'command')),
      ],
      topics: Object.entries(topics).map(([name, spec]) => topic(name, [name], spec)),
      consumers: Object.entries(groups).map(([group, spec]) => consumerOf(group, spec)),
    });
    const pick = (enabled: number) => random.below(enabled);
    // The first schedule is the one that scenarios have.
    this.#run = new Run(made, { seed: 1, debug: true, ...(schedule > 0 && { pick }) });
  }

  async publish(topic: string, publication: Publication): Promise<void> {
    this.#enter(`${topic}@1.0`, publication);
    this.#someSteps();
  }

  async publishUnanswered(topic: string, publication: Publication): Promise<void> {
    this.#enter(`${topic}@1.0`, publication);
    this.#run.control.stopBroker(1, 1000);
  }

  async send(group: string, command: Publication): Promise<() => Promise<Answered | undefined>> {
    const sent = this.#enter(`to-${group}@1.0`, command);
    this.#someSteps();
    return async () => {
      if (!sent.answer) return undefined;
      return sent.answer.accepted ? 'accepted' : { rejected: sent.answer.reason };
    };
  }

  async wait(milliseconds: number): Promise<void> {
    endsInTime(this.#run.wait(milliseconds));
  }

  async idle(): Promise<void> {
    endsInTime(this.#run.runOut());
  }

  async join(group: string): Promise<void> {
    this.#members.get(group)?.push(this.#run.control.join(group));
    this.#someSteps();
  }

  async leave(group: string): Promise<void> {
    const members = this.#members.get(group) ?? [];
    const [gone] = members.splice(this.#random.below(members.length), 1);
    this.#run.control.leave(group, gone as number);
    this.#someSteps();
  }

  async disconnect(group: string, milliseconds: number): Promise<void> {
    this.#run.control.disconnect(group, milliseconds);
  }

  async crashBeforeCommit(group: string): Promise<void> {
    this.#run.control.crashBeforeCommit(group);
  }

  async stopBroker(milliseconds: number): Promise<void> {
    this.#run.control.stopBroker(1, milliseconds);
    this.#someSteps();
  }

  async replay(group: string, since: number): Promise<void> {
    this.#run.control.replay(group, { time: START + since });
    this.#someSteps();
  }

  async redrive(topic: string): Promise<void> {
    this.#run.control.redrive(topic);
    this.#someSteps();
  }

  async deadLetters(topic: string): Promise<readonly LaidAside[]> {
    return this.#run.deadLetters().flatMap(({ message: { key, data, headers } }) => {
      if (headers?.topic !== topic) return [];
      const { part: group, error, attempts } = headers;
      return [{ key, value: data.value as number, group, topic, error, attempts }];
    });
  }

  async log(topic: string): Promise<readonly Logged[]> {
    const found = this.#run.topics().find(({ info }) => info.key === topic);
    return (found?.logs ?? [])
      .flat()
      .map(({ key, data, eventId }) => ({ key, value: data.value as number, id: eventId }));
  }

  async total(group: string, key: string): Promise<number> {
    return (this.#run.state(group, key)?.total as number | undefined) ?? 0;
  }

  async close(): Promise<void> {
    // What lives in memory goes by itself.
  }

  #enter(message: string, { key, value, id }: Publication): Message {
    const entered = this.#run.publish(message, dataOf(key, value), id === undefined ? {} : { meta: { eventId: id } });
    if ('refused' in entered) throw new Error(entered.refused.join('; '));
    return entered;
  }

  /** So that what comes next meets the system anywhere on its way. */
  #someSteps(): void {
    for (let steps = this.#random.below(4); steps > 0; steps--) this.#run.step();
  }
}

/** The owner is the state's key, which is there also where the message has none. */
function dataOf(key: string | undefined, value: number): Data {
  return { id: key ?? null, owner: key ?? '', value };
}

function endsInTime(reached: ReturnType<Run['runOut']>): void {
  if (reached) throw new Error(reached.text);
}

function consumerOf(group: string, spec: GroupSpec) {
  const { topic: name, delivery = 'at-least-once', members = 1, retries = 0, backoff = 0, idempotent } = spec;
  return consumer({
    name: group,
    topics: [name],
    delivery,
    concurrency: members,
    retry: { count: retries, backoff, backoffMax: backoff },
    idempotent: idempotent ? { by: undefined, window: undefined } : undefined,
    by: ['owner'],
    initial: () => ({ total: 0 }),
    on: {
      [`${name}@1.0`]: bodyOf(spec.handle),
      ...(spec.execute && { [`to-${group}@1.0`]: bodyOf(spec.execute) }),
    },
  });
}

function bodyOf(handle: Handler): Body {
  return (frame) => {
    const { eventId: id, attempt, replayed } = frame.meta;
    const { key, value } = readData(frame);
    handle({ key, value, id, attempt, replayed }, effectsOf(frame));
  };
}

function readData({ data }: Frame): Publication {
  return { value: data.value as number, ...(typeof data.id === 'string' && { key: data.id }) };
}

function effectsOf(frame: Frame): Effects {
  return {
    say: (topic, value, delay) =>
      frame.effects.emit(`${topic}@1.0`, dataOf(readData(frame).key, value), undefined, delay, HERE),
    add: (value) => set(frame, 'total', (frame.state.total as number) + value),
    reject: (reason) => {
      throw new BodyError('reject', reason, HERE);
    },
  };
}
