import type { Entity } from '../../language/model/entities.ts';
import { Project } from '../../language/model/project.ts';
import { compileProject } from '../../language/run/compile/project.ts';
import type { Program } from '../../language/run/program.ts';
import { runScenario, scenariosOf } from '../../language/run/scenario/run.ts';
import type { Scenario } from '../../language/syntax/tree.ts';
import { SEED } from './defaults.ts';
import type { ScenarioEvent, ScenarioJob } from './job.ts';
import { scenarioReport } from './report.ts';

/** Runs the scenarios of a job in their order. */
export function runJob(job: ScenarioJob, tell: (event: ScenarioEvent) => void): void {
  for (const { config, files, scenarios } of job) {
    const project = new Project();
    project.batch(() => {
      project.configure(config);
      for (const { uri, text } of files) project.setFile(uri, text);
    });
    const program = compileProject(project);
    const known = scenariosOf(project);
    for (const { index, uri, name } of scenarios) {
      tell({ kind: 'started', index });
      const found = known.find((entity) => entity.file.uri === uri && entity.name === name);
      tell({ index, ...(found ? ended(project, program, found) : GONE) });
    }
  }
}

const GONE = { kind: 'refused', why: 'There is no such scenario any more.' } as const;

function ended(project: Project, program: Program, scenario: Entity<Scenario>) {
  const start = performance.now();
  const result = runScenario(project, program, scenario, { seed: SEED });
  const took = performance.now() - start;
  return { kind: 'ended', report: scenarioReport(project, scenario, result), took } as const;
}
