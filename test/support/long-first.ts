import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest though they are short: begun first, so that at the end of a run no worker waits for the other's. A fresh
 * clone has not seen how long each takes; vitest would go by their size.
 */
const LONG = [
  'peers/probe',
  'peers/foreign-verifiers',
  'peers/ltijs',
  'browser/console-pages',
  'browser/course-rows',
  'browser/course-badges',
  'browser/course-pages',
  'browser/course-tasks',
  'browser/demo-profiles',
  'browser/console-connect',
  'browser/demo-that-fails',
  'browser/assessing-tasks',
  'browser/demo',
  'browser/badge-editor',
  'browser/public-pages',
  'e2e/killed-in-between',
  'e2e/killed-while-changing',
  'e2e/soak',
  'integration/storage/engine-property',
  'integration/storage/engine-kill',
  'integration/lti/launch-steps',
  'integration/lti/odd-requests',
];

/** One project after the other: a worker that is given a file of another one is ended, and the next one loads everything anew. */
const PROJECTS = ['peers', 'browser', 'fast'];

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const project = ({ project: { name } }: TestSpecification): number => PROJECTS.indexOf(name);
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort(
      (one, other) => project(one) - project(other) || rank(one) - rank(other),
    );
  }
}
