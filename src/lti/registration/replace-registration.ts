/**
 * A registration takes the place of another of the same platform: after a tool was registered anew, what came by the old one
 * goes on under the new one.
 *
 * Courses and learners change hands; links, mappings, decisions, awards and credentials hang on them and stay as they are. What a
 * launch made under the new registration already is in the way of what it would meet there: it is shown, left where it is, and
 * nothing is moved over it. Moving again after a stop goes on where it stopped.
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

export interface ReplaceRegistrationDeps {
  readonly registrations: Pick<RegistrationStore, 'find' | 'change'>;
  readonly deployments: Pick<DeploymentStore, 'list'>;
  readonly courses: Pick<CourseStore, 'listByRegistration' | 'move' | 'findByContext'>;
  readonly learners: Pick<LearnerStore, 'listByRegistration' | 'move' | 'findBySub'>;
  readonly countAwards: (institutionId: string, courseId: string) => Promise<number>;
  readonly audit: AuditLog;
}

export interface ReplacementAsked {
  readonly oldId: string;
  readonly newId: string;
  /** Our id of the new registration's deployment; null where it has one only. */
  readonly deploymentRecordId: string | null;
}

export interface ReplacementPreview {
  readonly courses: readonly {
    readonly id: string;
    readonly title: string | null;
    readonly awards: number;
  }[];
  readonly learners: number;
  readonly awards: number;
  /** Known under the new registration already: they stay where they are. */
  readonly inTheWay: { readonly courses: readonly string[]; readonly learners: number };
}

export type RegistrationReplacement = ReturnType<typeof createRegistrationReplacement>;

interface Plan {
  readonly deployment: Deployment;
  readonly courses: readonly Course[];
  readonly learnerIds: readonly string[];
  readonly preview: ReplacementPreview;
}

export function createRegistrationReplacement(deps: ReplaceRegistrationDeps) {
  const { registrations, deployments, courses, learners, countAwards, audit } = deps;

  /**
   * What would move. Changes nothing.
   *
   * @throws {AppError} `registration_not_found`, `deployment_not_found`
   * @throws {AppError} `registration_replacement_refused` 409 - they are not of one platform, or are one and the same
   */
  async function preview(institutionId: string, asked: ReplacementAsked): Promise<ReplacementPreview> {
    return (await plan(institutionId, asked)).preview;
  }

  /** Moves it, and switches the old one off: nothing is deleted. @throws as `preview` */
  async function replace(
    institutionId: string,
    asked: ReplacementAsked,
    actor: AuditActor,
  ): Promise<ReplacementPreview> {
    const { deployment, courses: moving, learnerIds, preview: moved } = await plan(institutionId, asked);
    // First the old one rests, so that no launch brings back what is on its way.
    await registrations.change(institutionId, asked.oldId, { isEnabled: false });
    // Learners before courses: a round that reads a moved course finds them, and makes nobody anew.
    for (const id of learnerIds) await learners.move(institutionId, id, asked.newId);
    const place = { registrationId: asked.newId, deploymentRecordId: deployment.id };
    for (const { id } of moving) await courses.move(institutionId, id, place);
    await audit(institutionId, {
      actor,
      action: 'registration.replaced',
      subject: { kind: 'registration', id: asked.oldId },
      detail: { by: asked.newId, courses: moving.length, learners: learnerIds.length },
    });
    return moved;
  }

  async function plan(institutionId: string, asked: ReplacementAsked): Promise<Plan> {
    const from = await getRegistration(institutionId, asked.oldId);
    const to = await getRegistration(institutionId, asked.newId);
    if (from.id === to.id || from.issuer !== to.issuer) {
      throw new AppError(
        'registration_replacement_refused',
        409,
        'only another registration of the platform',
        {
          oldId: from.id,
          newId: to.id,
        },
      );
    }
    const deployment = await findDeployment(institutionId, to, asked.deploymentRecordId);
    const place = [to.id, deployment.id] as const;
    const moving: Course[] = [];
    const blocked: string[] = [];
    for (const course of await courses.listByRegistration(institutionId, from.id)) {
      const isTaken = await courses.findByContext(institutionId, ...place, course.contextId);
      if (isTaken) blocked.push(course.title ?? course.id);
      else moving.push(course);
    }
    const learnerIds: string[] = [];
    const known = await learners.listByRegistration(institutionId, from.id);
    for (const { id, sub } of known) {
      if (!(await learners.findBySub(institutionId, to.id, sub))) learnerIds.push(id);
    }
    const counted: { id: string; title: string | null; awards: number }[] = [];
    for (const { id, title } of moving) {
      counted.push({ id, title, awards: await countAwards(institutionId, id) });
    }
    return {
      deployment,
      courses: moving,
      learnerIds,
      preview: {
        courses: counted,
        learners: learnerIds.length,
        awards: counted.reduce((sum, { awards }) => sum + awards, 0),
        inTheWay: { courses: blocked, learners: known.length - learnerIds.length },
      },
    };
  }

  async function getRegistration(institutionId: string, id: string): Promise<Registration> {
    const found = await registrations.find(institutionId, id);
    if (found) return found;
    throw new AppError('registration_not_found', 404, 'no such registration', { registrationId: id });
  }

  async function findDeployment(
    institutionId: string,
    { id }: Registration,
    wanted: string | null,
  ): Promise<Deployment> {
    const active = (await deployments.list(institutionId)).filter(
      ({ registrationId, state }) => registrationId === id && state === 'active',
    );
    const [only, ...more] = wanted === null ? active : active.filter((one) => one.id === wanted);
    if (only && more.length === 0) return only;
    throw new AppError('deployment_not_found', 404, 'name one active deployment of the new registration', {
      registrationId: id,
      active: active.length,
    });
  }

  return { preview, replace };
}
