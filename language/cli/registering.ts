import { RegistryError } from '../node/registry/access.ts';
import { checkAgainstRegistry, hasBreaks, type RegistryReport } from '../node/registry/check.ts';
import { type Registration, registerInRegistry } from '../node/registry/register.ts';
import { registrationText, registryText } from '../node/registry/reportText.ts';
import type { SchemaFormat } from '../node/registry/schemas.ts';
import { STRATEGIES } from '../node/registry/subjects.ts';
import { type Call, Misuse } from './command.ts';
import type { AskedProject } from './projects.ts';

export const REGISTRY_OPTIONS = {
  registry: { type: 'string' },
  subjects: { type: 'string' },
  'set-modes': { type: 'boolean' },
} as const;

export const REGISTRY_HELP = `  --registry URL       registers the schemas in a registry first, and publishes nothing of a project that it refuses:
                       JSON Schema, or Avro where evflow.json generates it; a dry run only asks. Who asks is told by
                       EVFLOW_REGISTRY_USER and EVFLOW_REGISTRY_PASSWORD, or EVFLOW_REGISTRY_TOKEN
  --subjects STRATEGY  what a subject is called: topic-record (if left out), record or topic
  --set-modes          gives a new subject the mode that its topic's policy asks for`;

/** What a registry made of a project. */
export interface Registered {
  readonly text: string;
  readonly data: RegistryReport | Registration;
  readonly isRefused: boolean;
}

/** The schemas that a project asks for: Avro where evflow.json generates it. */
export function schemaFormat({ config }: AskedProject): SchemaFormat {
  return config.generate.avro ? 'avro' : 'json-schema';
}

/**
 * Registers a project's schemas, or only asks whether they would be taken.
 * @returns undefined where no registry was named
 * @throws Misuse where the registry cannot be asked, or an option is wrong
 */
export async function register(
  asked: AskedProject,
  { options }: Call,
  isDry: boolean,
): Promise<Registered | undefined> {
  const { registry } = options;
  const strategy = STRATEGIES.find((one) => one === (options.subjects ?? 'topic-record'));
  if (!strategy) throw new Misuse(`--subjects is ${STRATEGIES.join(', ')}, not "${options.subjects}".`);
  if (typeof registry !== 'string') return undefined;
  const how = { format: schemaFormat(asked), strategy, setModes: options['set-modes'] === true };
  try {
    if (isDry) {
      const data = await checkAgainstRegistry(asked.project, registry, how, process.env);
      return { text: registryText(data), data, isRefused: hasBreaks(data) };
    }
    const data = await registerInRegistry(asked.project, registry, how, process.env);
    return { text: registrationText(data), data, isRefused: data.schemas.some(({ status }) => status === 'refused') };
  } catch (error) {
    throw error instanceof RegistryError ? new Misuse(`--registry: ${error.message}`) : error;
  }
}
