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
  'browser/course-badges',
  'browser/course-rows',
  'browser/course-pages',
  'browser/course-tasks',
  'browser/demo-profiles',
  'browser/demo-that-fails',
  'browser/console-connect',
  'browser/demo',
  'browser/public-pages',
  'e2e/killed-in-between',
  'e2e/killed-while-changing',
  'e2e/soak',
  'integration/storage/engine-property',
  'integration/storage/engine-kill',
  'integration/lti/launch-steps',
  'integration/lti/odd-requests',
];

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
