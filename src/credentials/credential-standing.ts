/**
 * Revoking, suspending and reinstating credentials. One state stands for every form of a credential, so each of them
 * follows; the status lists and hosted assertions are made of it (status-lists.ts, ob2/).
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { Credential, CredentialState, CredentialStore } from './credential.js';

export interface StandingChange {
  /** Why, for its learner and for staff; strangers are told the state alone. At most 500 characters are kept. */
  readonly reason: string;
  readonly actor: AuditActor;
}

export interface CredentialStandingDeps {
  readonly credentials: Pick<CredentialStore, 'find' | 'setState'>;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

const MOST_REASON = 500;

interface Step {
  readonly from: readonly CredentialState[];
  readonly to: CredentialState;
  readonly action: string;
}

const REVOKE: Step = { from: ['valid', 'suspended'], to: 'revoked', action: 'credential.revoked' };
const SUSPEND: Step = { from: ['valid'], to: 'suspended', action: 'credential.suspended' };
const REINSTATE: Step = { from: ['suspended'], to: 'valid', action: 'credential.reinstated' };

export function createCredentialStanding({ credentials, audit, now }: CredentialStandingDeps) {
  /**
   * Revokes it, for good. Called again it changes nothing, and the first reason stands.
   *
   * @throws {AppError} `credential_not_found`
   */
  function revoke(institutionId: string, credentialId: string, change: StandingChange): Promise<Credential> {
    return take(institutionId, credentialId, REVOKE, change);
  }

  /**
   * Takes its validity away until it is reinstated.
   *
   * @throws {AppError} `credential_not_found`, `credential_revoked`
   */
  function suspend(institutionId: string, credentialId: string, change: StandingChange): Promise<Credential> {
    return take(institutionId, credentialId, SUSPEND, change);
  }

  /**
   * Ends a suspension. One that is valid stays so.
   *
   * @throws {AppError} `credential_not_found`, `credential_revoked`
   */
  function reinstate(
    institutionId: string,
    credentialId: string,
    change: Omit<StandingChange, 'reason'> & Partial<Pick<StandingChange, 'reason'>>,
  ): Promise<Credential> {
    return take(institutionId, credentialId, REINSTATE, change);
  }

  async function take(
    institutionId: string,
    credentialId: string,
    { from, to, action }: Step,
    { reason, actor }: { readonly reason?: string; readonly actor: AuditActor },
  ): Promise<Credential> {
    const kept = reason?.trim().slice(0, MOST_REASON);
    const changed = await credentials.setState(institutionId, credentialId, {
      from,
      to,
      reason: kept === undefined || kept === '' ? null : kept,
      now: now(),
    });
    if (!changed) return findAsItIs(institutionId, credentialId, to);
    await audit(institutionId, {
      actor,
      action,
      subject: { kind: 'credential', id: credentialId },
      detail: { awardId: changed.awardId, revision: changed.revision },
    });
    return changed;
  }

  /** Nothing to do, or nothing that can be done. */
  async function findAsItIs(
    institutionId: string,
    credentialId: string,
    wanted: CredentialState,
  ): Promise<Credential> {
    const credential = await credentials.find(institutionId, credentialId);
    if (!credential) {
      throw new AppError('credential_not_found', 404, 'no such credential', { credentialId });
    }
    if (credential.state !== wanted) {
      throw new AppError('credential_revoked', 409, 'a revoked credential stays revoked', { credentialId });
    }
    return credential;
  }

  return { revoke, suspend, reinstate };
}
