/**
 * So many of everything that a page of the console lists, for pages that must hold with 0, 1 and 500 rows.
 */
import { emptySync } from '../../src/awarding/course-sync.js';
import {
  buildAuditEntry,
  buildAwardingRules,
  buildBadgeClass,
  buildCourseSighting,
  buildDeployment,
  buildEnrolmentSighting,
  buildEvaluation,
  buildHealthSignal,
  buildIssuer,
  buildMapping,
  buildRegistration,
} from './build-records.js';
import type { RunningTool } from './start-tool.js';

/** By the names of parameters in routes; without those of which there is none. */
export type ConsoleIds = Readonly<Record<string, string>>;

/** No page: what scripts ask, files, and the way out to another site. */
export const CONSOLE_NO_PAGES: readonly string[] = [
  '/admin/connect/:connection/state',
  '/admin/connections/:registration/state',
  '/admin/audit.csv',
  '/admin/badges/all/:file',
  '/admin/badges/:badge/:file',
  '/admin/sign-in/institution',
  '/admin/sign-in/institution/callback',
];

/** For whoever is not signed in. */
export const CONSOLE_DOOR: readonly string[] = ['/admin/welcome', '/admin/sign-in'];

/** So many of everything that a page lists, written in bulk: one transaction for each collection. */
export async function fillConsole(tool: RunningTool, count: number): Promise<ConsoleIds> {
  const { context } = tool;
  const { stores, institution, database } = context;
  const { id: institutionId } = institution;
  const now = new Date();
  const [badgeClass] = await context.seed();
  const from = (await stores.registrations.list(institutionId)).length;
  const numbers = Array.from({ length: Math.max(0, count - from) }, (_, index) => from + index);
  const insert = (model: string, make: (number: number) => Readonly<Record<string, unknown>>) =>
    database.connection.model<Record<string, unknown>>(model).insertMany(numbers.map(make));
  const keyed = <T extends { readonly id: string }>({ id, ...fields }: T) => ({ _id: id, ...fields });

  await insert('Registration', (number) =>
    keyed(
      buildRegistration({
        id: `registration-${number}`,
        institutionId,
        clientId: `client-${number}`,
        name: `Leeromgeving ${number}`,
      }),
    ),
  );
  await insert('Deployment', (number) =>
    keyed(
      buildDeployment({
        id: `record-${number}`,
        registrationId: `registration-${number}`,
        deploymentId: `deployment-${number}`,
        institutionId: number % 2 === 0 ? institutionId : null,
        state: number % 2 === 0 ? 'active' : 'waiting',
      }),
    ),
  );
  await insert('HealthSignal', (number) => ({
    _id: `signal-${number}`,
    ...buildHealthSignal({
      institutionId,
      registrationId: `registration-${number}`,
      deploymentRecordId: `record-${number}`,
      check: 'email',
      state: 'ill',
      code: 'email_missing',
    }),
  }));
  await insert('Course', (number) => ({
    _id: `course-${number}`,
    institutionId,
    ...buildCourseSighting({
      registrationId: 'registration-0',
      contextId: `context-${number}`,
      title: `Cursus ${number}`,
    }),
    firstSeenAt: now,
    lastLaunchAt: now,
  }));
  // Background work: courses that are stopped, and jobs that wait for a person.
  await insert('CourseSync', (number) => ({
    _id: `course-${number}`,
    ...emptySync({ id: `course-${number}`, institutionId }),
    stop: { code: 'lms_broken', since: now },
  }));
  await insert('Job', (number) => ({
    _id: `sync-course:course-${number}`,
    name: 'sync-course',
    key: `course-${number}`,
    institutionId,
    runAt: now,
    parkedAt: now,
    attempts: 7,
    lastErrorCode: 'lms_broken',
  }));
  await insert('AuditEntry', () => keyed(buildAuditEntry({ institutionId })));
  await insert('AdminAccount', (number) => ({
    _id: `account-${number}`,
    institutionId,
    role: 'editor',
    name: `Beheerder ${number}`,
    email: `beheerder${number}@school.example`,
    isEnabled: true,
    createdAt: now,
  }));
  await insert('Institution', (number) => ({
    _id: `school-${number}`,
    name: { nl: `School ${number}`, en: `School ${number}` },
    language: 'nl',
    createdAt: now,
  }));
  await insert('BadgeClass', (number) =>
    keyed(
      buildBadgeClass({
        id: `badge-${number}`,
        institutionId,
        issuerId: badgeClass?.issuerId ?? '',
        name: { nl: `Badge ${number}`, en: `Badge ${number}` },
        // Some wait for an editor, some were put away.
        ...(number % 3 === 0 && { state: 'draft', submittedAt: now }),
        ...(number % 5 === 1 && { archivedAt: now }),
      }),
    ),
  );
  await insert('IssuerProfile', (number) =>
    keyed(
      buildIssuer({
        id: `issuer-${number}`,
        institutionId,
        name: { nl: `Uitgever ${number}`, en: `Issuer ${number}` },
      }),
    ),
  );
  // A page of requests is 50; what is beyond is counted.
  for (const number of numbers.slice(0, 60))
    await stores.approvals.request(institutionId, badgeClass?.id ?? '', `course-${number}`, now);
  const sightings = numbers.map((number) => ({ sub: `sub-${number}`, name: `Student ${number}` }));
  const known = await stores.learners.rememberAll(institutionId, 'registration-0', sightings, now);
  if (count > 0)
    await letThemWait(
      tool,
      badgeClass?.id ?? '',
      [...known.values()].map(({ id }) => id),
    );

  const { learners } = await stores.learners.search(institutionId, '', null, 1);
  const [connection] = await context.connections.list(institutionId);
  return {
    ...(count > 0 && { registration: 'registration-0' }),
    ...(learners[0] && { learner: learners[0].id }),
    ...(connection && { connection: connection.id }),
    badge: badgeClass?.id ?? '',
    issuer: badgeClass?.issuerId ?? '',
  };
}

/** Learners whose badge waits for the yes of the person who looks at the pages. */
async function letThemWait(
  tool: RunningTool,
  badgeClassId: string,
  learnerIds: readonly string[],
): Promise<void> {
  const { context } = tool;
  const { stores, institution, adminAccounts } = context;
  const { id: institutionId } = institution;
  const now = new Date();
  const [operator] = await adminAccounts.list(null);
  const mapping = buildMapping({
    id: 'mapping-waiting',
    institutionId,
    courseId: 'course-0',
    badgeClassId,
    seenAt: now,
  });
  const isNew = (await stores.mappings.find(institutionId, 'course-0', mapping.id)) === null;
  if (isNew) await stores.mappings.create(institutionId, mapping);
  await stores.awardingRules.save(
    institutionId,
    buildAwardingRules({
      institutionId,
      badgeClassId: mapping.badgeClassId,
      approvers: 'named',
      people: [{ kind: 'admin', id: operator?.id ?? '' }],
    }),
  );
  const sightings = learnerIds.map((learnerId) => buildEnrolmentSighting({ learnerId }));
  await stores.enrolments.rememberMembers(institutionId, 'course-0', sightings, now);
  const waiting = buildEvaluation({ verdict: 'met', reason: 'awaits-approval' });
  await stores.decisions.rememberAll(
    institutionId,
    'course-0',
    mapping,
    new Map(learnerIds.map((id) => [id, waiting])),
    now,
  );
}
