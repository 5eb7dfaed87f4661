/**
 * A registration takes the place of another of the same platform: after a tool was registered anew, what came by the old one
 * goes on under the new one.
 *
 * Courses and learners change hands; links, mappings, decisions, awards and credentials hang on them and stay as they are. A course or
 * a person that both registrations met is one: the older record stays, with its awards and its history, and takes over what hangs on
 * the younger. Nothing is lost: what has its place taken (an award that both hold for one badge) stays as it is and goes on
 * verifying. Nothing is doubled: it counts once. Moving again after a stop goes on where it stopped.
 *
 * Units: ids of the platform (context ids, `sub`) are the same under either registration.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import type { AuditActor } from '../../institutions/audit.js';
import type { AuditLog } from '../../institutions/audit-log.js';
import type { LearnerStore } from '../../institutions/learner.js';
import type {
  Deployment,
  DeploymentStore,
  Registration,
  RegistrationStore,
} from '../../platforms/registration.js';
import type { Course, CourseStore } from '../course.js';
import type { Merge, RegistrationMergeStore } from './registration-merge.js';

export interface ReplaceRegistrationDeps {
  readonly registrations: Pick<RegistrationStore, 'find' | 'list' | 'change'>;
  readonly deployments: Pick<DeploymentStore, 'list'>;
  readonly courses: Pick<CourseStore, 'listByRegistration' | 'move'>;
  readonly learners: Pick<LearnerStore, 'listByRegistration' | 'move'>;
  readonly registrationMerges: RegistrationMergeStore;
  /** What stands under its key can be awarded once. */
  readonly awards: {
    listByCourse(institutionId: string, courseId: string): Promise<readonly { readonly liveKey: string }[]>;
  };
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface ReplacementAsked {
  readonly oldId: string;
  readonly newId: string;
  /** Our id of the new registration's deployment; null where it has one only. */
  readonly deploymentRecordId: string | null;
}

export interface ReplacementPreview {
  /** All of the old one's; a merged one is known under the new registration already. */
  readonly courses: readonly {
    readonly id: string;
    readonly title: string | null;
    readonly awards: number;
    readonly isMerged: boolean;
  }[];
  readonly learners: number;
  /** Of them, those who were seen under the new registration, too. */
  readonly mergedLearners: number;
  readonly awards: number;
  /** Awards of the new registration for a badge that the same person holds in the same place already: both stay, and count once. */
  readonly awardsHeldTwice: number;
}

/** Registrations that one may take the place of, with the new one's deployments. */
export interface ReplacementChoices {
  /** Newest first. */
  readonly olds: readonly Registration[];
  readonly deployments: readonly Deployment[];
}

export type RegistrationReplacement = ReturnType<typeof createRegistrationReplacement>;

interface Plan {
  readonly deployment: Deployment;
  readonly courses: readonly Course[];
  readonly learnerIds: readonly string[];
  readonly merge: Merge;
}

/** Launches go on while it moves: what they put in the way is merged in the next turn. */
const MOST_TURNS = 3;

export function createRegistrationReplacement(deps: ReplaceRegistrationDeps) {
  const { registrations, deployments, courses, learners, registrationMerges, awards, audit, now } = deps;

  /** What a registration could take the place of. */
  async function listChoices(institutionId: string, newId: string): Promise<ReplacementChoices> {
    const to = await getRegistration(institutionId, newId);
    return {
      olds: (await registrations.list(institutionId))
        .filter(({ id, issuer }) => id !== to.id && issuer === to.issuer)
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()),
      deployments: await listActive(institutionId, to),
    };
  }

  /**
   * What would move. Changes nothing.
   *
   * @throws {AppError} `registration_not_found`, `deployment_not_found`
   * @throws {AppError} `registration_replacement_refused` 409 - they are not of one platform, or are one and the same
   */
  async function preview(institutionId: string, asked: ReplacementAsked): Promise<ReplacementPreview> {
    return describe(institutionId, asked, await plan(institutionId, asked));
  }

  /** Moves it, and switches the old one off. @throws as `preview` */
  async function replace(
    institutionId: string,
    asked: ReplacementAsked,
    actor: AuditActor,
  ): Promise<ReplacementPreview> {
    let planned = await plan(institutionId, asked);
    const moved = await describe(institutionId, asked, planned);
    // First the old one rests, so that no launch brings back what is on its way.
    await registrations.change(institutionId, asked.oldId, { isEnabled: false });
    for (
      let turn = 1;
      turn <= MOST_TURNS && planned.courses.length + planned.learnerIds.length > 0;
      turn += 1
    ) {
      await move(institutionId, asked.newId, planned);
      planned = await plan(institutionId, asked);
    }
    const place = { registrationId: asked.newId, deploymentRecordId: planned.deployment.id };
    await registrationMerges.moveCopies(institutionId, asked.oldId, place);
    await audit(institutionId, {
      actor,
      action: 'registration.replaced',
      subject: { kind: 'registration', id: asked.oldId },
      detail: {
        by: asked.newId,
        courses: moved.courses.length,
        learners: moved.learners,
        mergedCourses: moved.courses.filter(({ isMerged }) => isMerged).length,
        mergedLearners: moved.mergedLearners,
      },
    });
    return moved;
  }

  async function move(institutionId: string, newId: string, planned: Plan): Promise<void> {
    await registrationMerges.merge(institutionId, planned.merge, now());
    // Learners before courses: a round that reads a moved course finds them, and makes nobody anew.
    for (const id of planned.learnerIds) await learners.move(institutionId, id, newId);
    const place = { registrationId: newId, deploymentRecordId: planned.deployment.id };
    for (const { id } of planned.courses) await courses.move(institutionId, id, place);
  }

  async function plan(institutionId: string, asked: ReplacementAsked): Promise<Plan> {
    const from = await getRegistration(institutionId, asked.oldId);
    const to = await getRegistration(institutionId, asked.newId);
    if (from.id === to.id || from.issuer !== to.issuer) {
      throw new AppError(
        'registration_replacement_refused',
        409,
        'only another registration of the platform',
        { oldId: from.id, newId: to.id },
      );
    }
    const deployment = await findDeployment(institutionId, to, asked.deploymentRecordId);
    const olds = await courses.listByRegistration(institutionId, from.id);
    const known = await learners.listByRegistration(institutionId, from.id);
    const standing = new Map(
      (await courses.listByRegistration(institutionId, to.id))
        .filter(({ deploymentRecordId }) => deploymentRecordId === deployment.id)
        .map(({ contextId, id }) => [contextId, id]),
    );
    const met = new Map(
      (await learners.listByRegistration(institutionId, to.id)).map(({ sub, id }) => [sub, id]),
    );
    return {
      deployment,
      courses: olds,
      learnerIds: known.map(({ id }) => id),
      merge: {
        courses: olds.flatMap(({ id, contextId }) => pair(standing.get(contextId), id)),
        learners: known.flatMap(({ id, sub }) => pair(met.get(sub), id)),
      },
    };
  }

  async function describe(
    institutionId: string,
    { newId }: ReplacementAsked,
    { courses: olds, learnerIds, merge }: Plan,
  ): Promise<ReplacementPreview> {
    const merged = new Set(merge.courses.map(({ into }) => into));
    const held = new Set<string>();
    const counted: ReplacementPreview['courses'][number][] = [];
    for (const { id, title } of olds) {
      const own = await awards.listByCourse(institutionId, id);
      for (const { liveKey } of own) held.add(liveKey);
      counted.push({ id, title, awards: own.length, isMerged: merged.has(id) });
    }
    return {
      courses: counted,
      learners: learnerIds.length,
      mergedLearners: merge.learners.length,
      awards: counted.reduce((total, { awards: own }) => total + own, 0),
      awardsHeldTwice: await countTwice(institutionId, newId, merge, held),
    };
  }

  async function countTwice(
    institutionId: string,
    newId: string,
    { courses: pairs, learners: people }: Merge,
    held: ReadonlySet<string>,
  ): Promise<number> {
    if (pairs.length + people.length === 0) return 0;
    const ids = new Map([...pairs, ...people].map(({ from, into }) => [from, into]));
    let twice = 0;
    for (const { id } of await courses.listByRegistration(institutionId, newId)) {
      for (const { liveKey } of await awards.listByCourse(institutionId, id)) {
        const there = liveKey.split(':').map((part) => ids.get(part) ?? part);
        if (held.has(there.join(':'))) twice += 1;
      }
    }
    return twice;
  }

  async function getRegistration(institutionId: string, id: string): Promise<Registration> {
    const found = await registrations.find(institutionId, id);
    if (found) return found;
    throw new AppError('registration_not_found', 404, 'no such registration', { registrationId: id });
  }

  async function listActive(institutionId: string, { id }: Registration): Promise<Deployment[]> {
    return (await deployments.list(institutionId)).filter(
      ({ registrationId, state }) => registrationId === id && state === 'active',
    );
  }

  async function findDeployment(
    institutionId: string,
    to: Registration,
    wanted: string | null,
  ): Promise<Deployment> {
    const active = await listActive(institutionId, to);
    const [only, ...more] = wanted === null ? active : active.filter((one) => one.id === wanted);
    if (only && more.length === 0) return only;
    throw new AppError('deployment_not_found', 404, 'name one active deployment of the new registration', {
      registrationId: to.id,
      active: active.length,
    });
  }

  return { listChoices, preview, replace };
}

function pair(from: string | undefined, into: string): { from: string; into: string }[] {
  return from === undefined ? [] : [{ from, into }];
}
