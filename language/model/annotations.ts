import type { Annotation } from '../syntax/tree.ts';

/** Annotations that tools know; any other is kept and exported. */
export const KNOWN_ANNOTATIONS = ['deprecated', 'sensitive', 'example', 'owner', 'tag'] as const;

export function isMarked(annotations: readonly Annotation[], name: (typeof KNOWN_ANNOTATIONS)[number]): boolean {
  return annotations.some((annotation) => annotation.name.text === name);
}
