import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with `N passed, N failed` alone on the last line, for machines that count; what was passed over stands above it. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) {
        const state = test.result().state;
        if (state !== 'pending') count[state] += 1;
      }
      // A file that did not even load has no tests to fail, and tests of a suite that could not be set up only count as skipped.
      const suites = [module, ...module.children.allSuites()];
      count.failed += suites.filter((suite) => suite.errors().length > 0).length;
    }
    if (count.skipped > 0) process.stdout.write(`\n${count.skipped} skipped`);
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed\n`);
  }
}
