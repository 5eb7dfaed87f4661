import type { Router } from 'express';
import { describe, expect, it } from 'vitest';
import { createCourseRouter } from '../../../../src/web/course/course-router.js';
import { LOOKED_AT } from '../../../support/looked-at.js';
import { STUDENT_STATES, TEACHER_STATES } from '../../../support/course-states.js';

/** Files, pages with a browser test of their own, and what is for administrators. */
const ELSEWHERE = [
  /\.(csv|json|jwt|png|svg|pdf)$/,
  /files\//,
  /rubric$/,
  /hand-in/,
  /\/health$/,
  /\/keep|\/share|\/wallet/,
];

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

function listPages(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) => {
    if (route) return route.methods['get'] ? [route.path] : [];
    return handle.stack ? listPages(handle.stack) : [];
  });
}

describe('every page of a course', () => {
  const router: Router = createCourseRouter({} as never);
  const pages = listPages(router.stack as unknown as Layer[]).filter(
    (path) => !ELSEWHERE.some((other) => other.test(path)),
  );

  it('is looked at by the browser tests and the screenshots', () => {
    expect([...new Set(pages)].sort()).toEqual(Object.keys(LOOKED_AT).sort());
    const states = new Set([...TEACHER_STATES, ...STUDENT_STATES].map(({ name }) => name));
    expect(
      Object.values(LOOKED_AT)
        .flat()
        .filter((name) => !states.has(name)),
    ).toEqual([]);
  });
});
