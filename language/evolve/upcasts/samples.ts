import { bodiesOf } from '../../model/bodies/check.ts';
import type { MessageVersion } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { declaredType } from '../../model/schema/shapes.ts';
import type { Data } from '../../run/program.ts';
import { emptyObject } from '../../run/values/objects.ts';
import type { Upcast } from '../../syntax/tree.ts';
import type { Doubt } from './doubts.ts';
import { edgeMessages } from './edges.ts';
import { hintsOf, NO_HINTS } from './hints.ts';
import { programOf } from './programs.ts';
import { fieldsUsed } from './uses.ts';

/** Messages of an old version as upcasts see them: its own, and what older minors of its major wrote, read as it. */
export function oldMessages(
  project: Project,
  source: MessageVersion,
  target: MessageVersion,
  upcast: Upcast,
  doubts: readonly Doubt[] = [],
): readonly Data[] {
  const { bindings } = bodiesOf(project, target.entity);
  const used = new Set(upcast.fields.flatMap(({ value }) => [...fieldsUsed(project, value, source, bindings)]));
  const hints = hintsOf(project, declaredType(target.key), upcast.fields);
  const own = edgeMessages(project, source.key, hints, used);
  const misfits = own
    .slice(0, 1)
    .flatMap((ordinary) =>
      doubts.flatMap(({ from, witness }) =>
        witness === undefined ? [] : [Object.assign(emptyObject(), ordinary, { [from.name]: witness })],
      ),
    );
  const { read, checkWrite } = programOf(project, source);
  const minors = project.message(source.qualifiedName)?.versions ?? [];
  const older = minors.filter(({ version }) => {
    return version.major === source.version.major && version.minor < source.version.minor;
  });
  const fromOlder = older.flatMap(({ key }) => edgeMessages(project, key, NO_HINTS, used).map(read));
  return [...misfits, ...own, ...fromOlder.filter((data) => checkWrite(data) === undefined)];
}
