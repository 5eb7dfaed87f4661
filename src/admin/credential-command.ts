/**
 * One credential: how it stands, and revoking, suspending, reinstating or renewing it.
 *
 * Not here: its award, which stays as it is (the teacher's pages withdraw and revoke those).
 *
 * @module
 */
import type { Credential } from '../credentials/credential.js';
import { AppError } from '../errors/app-error.js';
import { ACTOR, list, need, optional, text, UsageError, type Command, type Json } from './command.js';

const WAYS = ['show', 'revoke', 'suspend', 'reinstate', 'renew'] as const;

export const credentialCommand: Command = {
  summary: 'show a credential; revoke, suspend, reinstate or renew it',
  help: [
    '--show ID                    how it stands; the id is the end of its address',
    '--revoke ID --reason TEXT    for good; its learner and staff read the reason, strangers do not',
    '--suspend ID --reason TEXT   until it is reinstated',
    '--reinstate ID',
    '--renew ID                   the same statement, signed with the keys of today',
    'The award stays as it is.',
  ],
  options: { show: text, revoke: text, suspend: text, reinstate: text, renew: text, reason: text },
  async run({ institution, credentials, stores }, values) {
    const asked = WAYS.filter((name) => values[name] !== undefined);
    const [way] = asked;
    if (!way || asked.length > 1)
      throw new UsageError(`one of ${WAYS.map((name) => `--${name}`).join(', ')} ID`);
    const id = need(values, way);
    if (optional(values, 'reason') !== null && way !== 'revoke' && way !== 'suspend')
      throw new UsageError('--reason goes with --revoke and --suspend');
    if (way === 'show') {
      const credential = await stores.credentials.find(institution.id, id);
      if (!credential) throw new AppError('credential_not_found', 404, 'no such credential');
      return { credential: describe(credential) };
    }
    const change = { actor: ACTOR };
    if (way === 'renew') return { credential: describe(await credentials.renew(institution.id, id, change)) };
    if (way === 'reinstate')
      return { credential: describe(await credentials.reinstate(institution.id, id, change)) };
    const standing = { ...change, reason: need(values, 'reason') };
    return { credential: describe(await credentials[way](institution.id, id, standing)) };
  },
  present: ({ credential }) => list(credential),
};

/** Without what it says of its learner, and without its bytes. */
function describe(credential: Credential): Json {
  const { id, state, stateReason, stateChangedAt, issuedAt, validUntil, earlier } = credential;
  const { awardId, revision, learnerId, badgeClassId, issuerId, kid, proofKid, isShared } = credential;
  return {
    id,
    state,
    reason: stateReason,
    changedAt: stateChangedAt?.toISOString() ?? null,
    issuedAt: issuedAt.toISOString(),
    validUntil: validUntil?.toISOString() ?? null,
    renewals: earlier.length,
    isShared,
    awardId,
    revision,
    learnerId,
    badgeClassId,
    issuerId,
    kid,
    proofKid,
  };
}
