import { defineConfig } from 'vitest/config';

/**
 * Two projects: `fast` is everything that needs no browser; `browser` unpacks one Chromium once, before its files run.
 * Run one file: `npx vitest run --config test/vitest.config.ts test/unit/…`
 */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default', new URL('support/closing-line-reporter.ts', import.meta.url).pathname],
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['test/{unit,integration,e2e,peers}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
