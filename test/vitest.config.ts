import { defineConfig } from 'vitest/config';
import { LongFirst } from './support/long-first.js';

/**
 * Three projects: `fast` needs no browser; `peers` is software that we did not write, which changes globals; `browser` unpacks
 * one Chromium once, before its files run. Files of `fast` share the modules of their worker: what is loaded anew for every one
 * of two hundred files takes longer than the tests.
 * Run one file: `npx vitest run --config test/vitest.config.ts test/unit/…`
 */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongFirst },
    reporters: ['default', new URL('support/closing-line-reporter.ts', import.meta.url).pathname],
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['test/{unit,integration,e2e}/**/*.test.ts'],
          isolate: false,
          globalSetup: ['test/support/compile-sources.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'peers',
          include: ['test/peers/**/*.test.ts'],
          globalSetup: ['test/support/compile-sources.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          isolate: false,
          globalSetup: ['test/support/compile-sources.ts', 'test/support/global-setup.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
