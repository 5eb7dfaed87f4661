/**
 * Deployments: which install of an LMS belongs to which institution.
 *
 * An install that nobody announced is remembered at its first launch and waits: who it belongs to is for an operator to say.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { Deployment, DeploymentStore, Registration } from './registration.js';

export interface DeploymentServiceDeps {
  readonly deployments: DeploymentStore;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export type DeploymentService = ReturnType<typeof createDeploymentService>;

export function createDeploymentService({ deployments, audit, now }: DeploymentServiceDeps) {
  /** The deployment that a launch names; one that is not known yet waits from now on. */
  async function sight(
    registration: Pick<Registration, 'id' | 'institutionId'>,
    deploymentId: string,
  ): Promise<Deployment> {
    const known = await deployments.findForLaunch(registration.id, deploymentId);
    if (known) return known;
    const id = randomUUID();
    const deployment = await deployments.remember({
      id,
      registrationId: registration.id,
      deploymentId,
      institutionId: null,
      state: 'waiting',
      firstSeenAt: now(),
    });
    if (deployment.id === id) {
      await audit(registration.institutionId, {
        actor: { kind: 'platform', id: registration.id },
        action: 'deployment.sighted',
        subject: { kind: 'deployment', id },
      });
    }
    return deployment;
  }

  /**
   * A deployment that the platform named while registering: it belongs to whoever's invite it was.
   *
   * @throws {AppError} `deployment_not_found` - another institution has it already
   */
  async function adopt(
    registration: Pick<Registration, 'id' | 'institutionId'>,
    deploymentId: string,
    actor: AuditActor,
  ): Promise<Deployment> {
    const deployment = await sight(registration, deploymentId);
    const { institutionId } = registration;
    if (deployment.state === 'active' && deployment.institutionId === institutionId) return deployment;
    return activate(institutionId, deployment.id, actor);
  }

  /**
   * Gives a waiting deployment to an institution; its launches are let in from now on.
   *
   * @throws {AppError} `deployment_not_found` - it does not wait, or is another institution's
   */
  async function activate(
    institutionId: string,
    deploymentRecordId: string,
    actor: AuditActor,
  ): Promise<Deployment> {
    const deployment = await deployments.activate(institutionId, deploymentRecordId);
    await audit(institutionId, {
      actor,
      action: 'deployment.activated',
      subject: { kind: 'deployment', id: deployment.id },
      detail: { registrationId: deployment.registrationId },
    });
    return deployment;
  }

  /**
   * Says no to a deployment that waits, or takes back the yes: its launches are refused, what it brought stays.
   *
   * @throws {AppError} `deployment_not_found` - it is another institution's
   */
  async function refuse(
    institutionId: string,
    deploymentRecordId: string,
    actor: AuditActor,
  ): Promise<Deployment> {
    const deployment = await deployments.refuse(institutionId, deploymentRecordId);
    await audit(institutionId, {
      actor,
      action: 'deployment.refused',
      subject: { kind: 'deployment', id: deployment.id },
      detail: { registrationId: deployment.registrationId },
    });
    return deployment;
  }

  return {
    sight,
    adopt,
    activate,
    refuse,
    deleteByRegistration: (institutionId: string, registrationId: string): Promise<void> =>
      deployments.deleteByRegistration(institutionId, registrationId),
    /** Those of this institution, and those that wait for an operator. */
    list: (institutionId: string): Promise<Deployment[]> => deployments.list(institutionId),
  };
}
