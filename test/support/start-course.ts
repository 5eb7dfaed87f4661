/**
 * The tool and the sandbox LMS side by side on loopback, registered with each other by dynamic registration, with one
 * clock that only the test moves. Steps that a story is not about are taken by the shortest real way.
 */
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.js';
import { createVisitor, playLaunch, type Visitor } from '../../src/sandbox/visitor/visitor.js';
import type { MappingDraft } from '../../src/awarding/mapping-service.js';
import type { Mapping } from '../../src/awarding/mapping.js';
import type { Course } from '../../src/lti/course.js';
import { sharePlatformKeys } from './prepared-keys.js';
import { startTool, type RunningTool, type StartToolOptions } from './start-tool.js';

/** The sandbox's first course. */
export const COURSE = '1';

export interface Clock {
  now: Date;
  forward(seconds: number): void;
}

export interface CourseWorld {
  readonly tool: RunningTool;
  readonly sandbox: Sandbox;
  readonly sandboxUrl: string;
  readonly clientId: string;
  readonly clock: Clock;
  /** The tool stopped, and started again on the same data with these options. */
  restart(options?: Pick<StartToolOptions, 'wrapStores'>): Promise<void>;
  close(): Promise<void>;
}

export interface CourseWorldOptions extends Pick<
  StartToolOptions,
  'wrapStores' | 'env' | 'serviceTimeoutMs'
> {
  readonly sandbox?: Omit<SandboxOptions, 'now' | 'baseUrl'>;
}

export function createClock(start = '2026-11-25T09:00:00Z'): Clock {
  const clock: Clock = {
    now: new Date(start),
    forward(seconds) {
      clock.now = new Date(clock.now.getTime() + seconds * 1000);
    },
  };
  return clock;
}

export async function startCourse(options: CourseWorldOptions = {}): Promise<CourseWorld> {
  const clock = createClock();
  const now = () => clock.now;
  const sandbox = await createSandbox({ keys: await sharePlatformKeys(), ...options.sandbox, now });
  const lms = await sandbox.start();
  let tool = await startTool({ now, ...options });

  const invite = await tool.context.invites.create(tool.context.institution.id, { kind: 'command-line' });
  const { registrationUrl } = sandbox.control.openRegistration({ toolUrl: invite.url });
  const answer = await createVisitor().get(registrationUrl ?? '');
  const [registered] = sandbox.control.listTools();
  if (answer.status !== 200 || !registered)
    throw new Error(`not registered: ${answer.status} ${answer.html}`);
  // Where an administrator has the last word, this one says yes.
  if (!registered.active) {
    sandbox.control.changeTool(registered.clientId, { active: true, shareRoles: true });
  }
  await confirmDeployments(tool, registered.deployments);

  return {
    get tool() {
      return tool;
    },
    sandbox,
    sandboxUrl: lms.url,
    clientId: registered.clientId,
    clock,
    async restart(again = {}) {
      const { dataDir } = tool;
      const { port } = new URL(tool.baseUrl);
      await tool.stop();
      tool = await startTool({ now, ...options, ...again, dataDir, port: Number(port) });
    },
    async close() {
      await tool.close();
      await lms.close();
    },
  };
}

/** An LMS that names no deployment when it registers is known once its operator confirms it. */
async function confirmDeployments(
  { context }: RunningTool,
  deployments: readonly { readonly id: string }[],
): Promise<void> {
  const { id: institutionId } = context.institution;
  const [registration] = await context.stores.registrations.list(institutionId);
  if (!registration) throw new Error('the registration was not kept');
  for (const { id } of deployments) {
    const known = await context.stores.deployments.findForLaunch(registration.id, id);
    if (known?.state === 'active') continue;
    await context.deployments.adopt(registration, id, { kind: 'command-line' });
  }
}

/** Opens a link of the course as somebody, without a screen. */
export async function openLink(world: CourseWorld, user: string, link: string): Promise<Visitor> {
  return (await playLaunch(world.sandboxUrl, { user, course: COURSE, link })).visitor;
}

export interface PlacedBadge {
  readonly mapping: Mapping;
  readonly course: Course;
  readonly linkId: string;
  /** The column's id at the LMS; null without one. */
  readonly columnId: string | null;
}

/**
 * Places a badge as the picker would, and has the teacher open its link once. The first call makes the course known
 * through a plain link.
 *
 * @param isColumnNamed - false: the LMS keeps neither the column's `resourceId` nor its tag
 */
export async function placeBadge(
  world: CourseWorld,
  draft: Partial<MappingDraft> = {},
  { isColumnNamed = true }: { readonly isColumnNamed?: boolean } = {},
): Promise<PlacedBadge> {
  const { context, baseUrl } = world.tool;
  const { id: institutionId } = context.institution;
  const plain = world.sandbox.control.addLink(COURSE, { clientId: world.clientId, title: 'Badges' });
  await openLink(world, 'teacher', plain.id);
  world.sandbox.control.removeLink(COURSE, plain.id);
  const [course] = await context.stores.courses.list(institutionId);
  const [teacher] = await context.stores.enrolments.list(institutionId, course?.id ?? '');
  if (!course || !teacher) throw new Error('the launch made no course');

  const seeded = await context.seed();
  const anyCourse = seeded.find(({ variant }) => variant === 'extra-curricular');
  const mapping = await context.mappings.place(
    course,
    {
      badgeClassId: anyCourse?.id ?? '',
      columnRole: 'grade',
      unit: 'percent',
      value: 55,
      columnMaximum: 100,
      readsColumnOf: null,
      wait: { notBefore: null, stoodHours: 0 },
      ...draft,
    },
    teacher.learnerId,
  );
  const hasColumn = mapping.columnMaximum !== null;
  const link = world.sandbox.control.addLink(COURSE, {
    clientId: world.clientId,
    title: 'Badge',
    url: `${baseUrl}/lti/launch`,
    custom: { insigne_mapping: mapping.key },
    ...(hasColumn && {
      lineItem: {
        scoreMaximum: mapping.columnMaximum ?? 1,
        label: 'Badge',
        ...(isColumnNamed && {
          resourceId: mapping.key,
          tag: mapping.columnRole === 'badge' ? 'badge' : 'grade',
        }),
      },
    }),
  });
  await openLink(world, 'teacher', link.id);
  const found = await context.stores.courses.find(institutionId, course.id);
  return { mapping, course: found ?? course, linkId: link.id, columnId: link.columnId };
}

/**
 * Places another badge, for the same grade, that is shown in a column of its own: a score goes back to the LMS for each award.
 *
 * @param published - whether students see its link in the LMS
 */
export async function placeShownBadge(
  world: CourseWorld,
  { course, mapping: read }: PlacedBadge,
  { published = true }: { readonly published?: boolean } = {},
): Promise<PlacedBadge> {
  const { context, baseUrl } = world.tool;
  const { institutionId, id: courseId } = course;
  const classes = await context.stores.badgeClasses.list(institutionId);
  const other = classes.find(({ id }) => id !== read.badgeClassId);
  const mapping = await context.mappings.place(
    course,
    {
      badgeClassId: other?.id ?? '',
      columnRole: 'badge',
      unit: 'percent',
      value: 55,
      columnMaximum: 1,
      readsColumnOf: read.key,
      wait: { notBefore: null, stoodHours: 0 },
    },
    read.createdBy,
  );
  const { approvals } = context.stores;
  await approvals.decide(institutionId, mapping.badgeClassId, courseId, 'approved', world.clock.now);
  const link = world.sandbox.control.addLink(COURSE, {
    clientId: world.clientId,
    title: 'Shown',
    url: `${baseUrl}/lti/launch`,
    custom: { insigne_mapping: mapping.key },
    published,
    lineItem: { scoreMaximum: 1, label: 'Shown', resourceId: mapping.key, tag: 'badge' },
  });
  await openLink(world, 'teacher', link.id);
  return { mapping, course, linkId: link.id, columnId: link.columnId };
}

/** Types a grade in the LMS's gradebook. */
export function grade(world: CourseWorld, badge: PlacedBadge, user: string, score: number): void {
  world.sandbox.control.setGrade(COURSE, badge.columnId ?? '', user, score);
}

/** Has the worker do everything that is due, some time later. */
export async function runRound(world: CourseWorld, afterSeconds = 600): Promise<void> {
  world.clock.forward(afterSeconds);
  await world.tool.context.runner.runDue();
}
