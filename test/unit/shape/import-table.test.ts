import { describe, expect, it } from 'vitest';
import { readImports, type FoundImport } from '../../support/read-imports.js';
import { listFiles } from '../../support/repository-files.js';

/** Every folder may import these. */
const ALL_MAY = ['http', 'secrets', 'language'];
/** Every folder may import types of these. */
const ALL_MAY_TYPES = ['errors', 'config', 'logger'];
/** Every domain folder may import it. */
const INSTITUTIONS = 'institutions';

const DOMAIN = [
  'institutions',
  'platforms',
  'badges',
  'lti',
  'outcomes',
  'credentials',
  'edubadges',
  'awarding',
];

interface Row {
  readonly imports: readonly string[];
  /** Types and store interfaces alone. */
  readonly importsTypes?: readonly string[];
  /** The three that every folder may import are not for this one. */
  readonly isClosed?: boolean;
}

/** STYLE-GUIDE §2, row by row. */
const TABLE: Readonly<Record<string, Row>> = {
  errors: { imports: [], isClosed: true },
  config: { imports: [], isClosed: true },
  logger: { imports: [], isClosed: true },
  http: { imports: ['errors'], isClosed: true },
  secrets: { imports: ['errors'], isClosed: true },
  mail: { imports: [], isClosed: true },
  language: { imports: ['errors'], isClosed: true },
  institutions: { imports: ['errors'] },
  platforms: { imports: [INSTITUTIONS, 'errors'] },
  badges: { imports: [INSTITUTIONS, 'errors'] },
  lti: { imports: [INSTITUTIONS, 'platforms', 'errors'] },
  outcomes: { imports: [INSTITUTIONS, 'lti', 'platforms', 'errors'] },
  credentials: { imports: [INSTITUTIONS, 'badges', 'errors'] },
  edubadges: { imports: [INSTITUTIONS, 'badges', 'errors'] },
  awarding: {
    imports: [INSTITUTIONS, 'badges', 'credentials', 'edubadges', 'outcomes', 'lti', 'platforms', 'errors'],
  },
  storage: { imports: ['config', 'errors'], importsTypes: DOMAIN },
  jobs: { imports: [...DOMAIN, 'errors', 'logger'] },
  web: { imports: [...DOMAIN, 'errors', 'logger'] },
  sandbox: { imports: ['errors'], isClosed: true },
};

/** They join the parts: they import everything but the sandbox, which is a stranger, and nobody imports them. */
const ENTRIES = ['context', 'app', 'main', 'admin', 'demo'];

/** Packages that only these folders may import. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  mongoose: ['storage'],
  libsql: ['storage'],
  mingo: ['storage'],
  express: ['web', 'app', 'sandbox'],
  ejs: ['web', 'sandbox'],
  nodemailer: ['mail'],
  'playwright-core': ['demo'],
  '@sparticuz/chromium': ['demo'],
};

/** Single imports beside the table, each for a reason. */
const EXCEPTIONS: readonly { from: string; target: string; isTypeOnly: boolean; reason: string }[] = [
  {
    from: 'config',
    target: 'src/errors/app-error.js',
    isTypeOnly: false,
    reason: 'a wrong setting is an AppError like any other, and `errors` imports nothing',
  },
  {
    from: 'storage',
    target: 'src/jobs/job.js',
    isTypeOnly: true,
    reason: 'the interface of the job store stands with the jobs, as every store interface with its noun',
  },
];

/** Null when the table allows it, else what is wrong. */
function findFault(found: FoundImport): string | null {
  const { path, from, folder, target, isTypeOnly } = found;
  const fault = `${path} imports ${isTypeOnly ? 'types of ' : ''}${target}`;
  if (folder === null) return PACKAGES[target] && !PACKAGES[target].includes(from) ? fault : null;
  if (from === folder) return null;
  if (ENTRIES.includes(folder)) return ENTRIES.includes(from) ? null : fault;
  if (ENTRIES.includes(from)) return folder === 'sandbox' ? fault : null;
  const row = TABLE[from];
  if (!row) return `${path} is in a folder that the table does not know`;
  const isException = EXCEPTIONS.some(
    (one) => one.from === from && one.target === target && (isTypeOnly || !one.isTypeOnly),
  );
  const isAllowed =
    isException ||
    row.imports.includes(folder) ||
    (!row.isClosed && ALL_MAY.includes(folder)) ||
    (isTypeOnly && (row.importsTypes?.includes(folder) || (!row.isClosed && ALL_MAY_TYPES.includes(folder))));
  return isAllowed ? null : fault;
}

const listFaults = (path: string, text: string): string[] =>
  readImports({ path, text }).flatMap((found) => findFault(found) ?? []);

describe('who imports whom (STYLE-GUIDE §2)', () => {
  const files = listFiles('src', '.ts');

  it('holds in every file of src', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(({ path, text }) => listFaults(path, text))).toEqual([]);
  });

  it('has no folder without a row, and no row but for folders to come', () => {
    const folders = new Set(files.map(({ path }) => path.split('/')[1]?.replace(/\.ts$/, '') ?? ''));
    const known = [...Object.keys(TABLE), ...ENTRIES];
    expect([...folders].filter((folder) => !known.includes(folder))).toEqual([]);
    expect(Object.keys(TABLE).filter((folder) => !folders.has(folder))).toEqual(['edubadges']);
  });

  it('uses each exception', () => {
    const imports = files.flatMap((file) => readImports(file));
    for (const { from, target } of EXCEPTIONS) {
      expect(imports.some((one) => one.from === from && one.target === target)).toBe(true);
    }
  });

  it.each([
    ['src/awarding/a.ts', "import { x } from 'mongoose';"],
    ['src/awarding/a.ts', "import type { Router } from 'express';"],
    ['src/awarding/a.ts', "import { createStores } from '../storage/stores.js';"],
    ['src/web/a.ts', "import { createStores } from '../storage/stores.js';"],
    ['src/web/student/a.ts', "import { x } from '../../jobs/job.js';"],
    ['src/jobs/a.ts', "import { x } from '../web/page.js';"],
    ['src/lti/a.ts', "import type { Award } from '../awarding/award.js';"],
    ['src/platforms/a.ts', "import { x } from '../badges/seed.js';"],
    ['src/storage/a.ts', "import { awardKey } from '../awarding/award.js';"],
    ['src/storage/a.ts', "import { type Award, awardKey } from '../awarding/award.js';"],
    ['src/storage/a.ts', "import type { JobRunner } from '../jobs/job-runner.js';"],
    ['src/errors/a.ts', "import type { Config } from '../config/config.js';"],
    ['src/http/a.ts', "import { deriveKey } from '../secrets/derive-key.js';"],
    ['src/sandbox/a.ts', "import { createTranslator } from '../language/translate.js';"],
    ['src/lti/a.ts', "export { createApp } from '../app.js';"],
    ['src/context.ts', "import { x } from './sandbox/sandbox.js';"],
    ['src/badges/a.ts', "const x = await import('../lti/tool-keys.js');"],
    ['src/badges/a.ts', "type X = import('../lti/course.js').Course;"],
    ['src/outcomes/a.ts', "import '../badges/seed.js';"],
    ['src/lti/a.ts', "import { createLogger } from '../logger/logger.js';"],
    ['src/elsewhere/a.ts', "import { AppError } from '../errors/app-error.js';"],
  ])('finds the planted fault in %s: %s', (path, text) => {
    expect(listFaults(path, text)).toHaveLength(1);
  });

  it.each([
    ['src/storage/a.ts', "import type { Award } from '../awarding/award.js';"],
    ['src/storage/a.ts', "import { type Award } from '../awarding/award.js';"],
    ['src/awarding/a.ts', "import { createTranslator } from '../language/translate.js';"],
    ['src/lti/a.ts', "import type { Logger } from '../logger/logger.js';"],
    ['src/context.ts', "import { createStores } from './storage/stores.js';"],
    ['src/web/course/a.ts', "import { x } from '../page.js';"],
  ])('lets pass in %s: %s', (path, text) => {
    expect(listFaults(path, text)).toEqual([]);
  });
});
