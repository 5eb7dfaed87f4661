/**
 * Notices: what a platform tells a tool without any browser, each a signed token.
 *
 * Source: LTI Platform Notification Service 1.0 (notice message), LTI Context Copy Notice 1.0;
 * 1EdTech Security Framework 1.1 §5.1.3 for what is checked of the token.
 * Units: times in a token are seconds since 1970.
 *
 * @module
 */
import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import { AppError } from '../../errors/app-error.js';
import type {
  Deployment,
  DeploymentStore,
  Registration,
  RegistrationStore,
} from '../../platforms/registration.js';
import { CLAIM, LTI_VERSION, MAX_ID_LENGTH } from '../claims.js';
import { findRecord, findText, isRecord, listTexts, type Claims } from '../launch/read-claims.js';
import type { PlatformKeys } from '../platform-keys.js';

export interface NoticeDeps {
  readonly registrations: Pick<RegistrationStore, 'listByIssuer'>;
  readonly deployments: Pick<DeploymentStore, 'findForLaunch'>;
  readonly platformKeys: PlatformKeys;
  readonly now: () => Date;
}

export interface Notice {
  readonly registration: Registration;
  readonly deployment: Deployment & { readonly institutionId: string };
  readonly id: string;
  readonly type: string;
  readonly nonce: string;
  readonly contextId: string | null;
  readonly originContextIds: readonly string[];
}

const CLOCK_SKEW_SECONDS = 60;
/** Platforms send when something happens; one that tries again does so within minutes. */
const MAX_AGE_SECONDS = 3_600;
const MAX_ORIGINS = 100;

/** @throws {AppError} `notice_invalid` - with the claim that does not hold; what fetching keys throws */
export async function verifyNotice(jwt: string, deps: NoticeDeps): Promise<Notice> {
  const { header, claims } = decode(jwt);
  const registration = await findRegistration(claims, deps);
  const { alg, kid, crit } = header;
  if (alg !== 'RS256' || typeof kid !== 'string' || crit !== undefined) throw invalid('signature');
  const key = await deps.platformKeys.getKey(registration.jwksUrl, kid);
  try {
    await compactVerify(jwt, key, { algorithms: ['RS256'] });
  } catch {
    throw invalid('signature');
  }
  checkTimes(claims, deps.now());
  if (claims[CLAIM.version] !== LTI_VERSION) throw invalid('version');
  return {
    ...readNotice(claims),
    registration,
    deployment: await findDeployment(claims, registration, deps),
  };
}

function decode(jwt: string): { header: Claims; claims: Claims } {
  try {
    return { header: { ...decodeProtectedHeader(jwt) }, claims: decodeJwt(jwt) };
  } catch {
    throw invalid('token');
  }
}

/** The platform with this issuer whose client id is the whole audience. */
async function findRegistration(
  { iss, aud, azp }: Claims,
  { registrations }: NoticeDeps,
): Promise<Registration> {
  if (typeof iss !== 'string') throw invalid('iss');
  const audiences: unknown[] = Array.isArray(aud) ? aud : [aud];
  const known = await registrations.listByIssuer(iss);
  if (known.length === 0) throw invalid('iss');
  const registration = known.find(
    ({ clientId, isEnabled }) =>
      isEnabled && audiences.length > 0 && audiences.every((one) => one === clientId),
  );
  if (!registration || (azp !== undefined && azp !== registration.clientId)) throw invalid('aud');
  return registration;
}

function checkTimes({ exp, iat }: Claims, now: Date): void {
  const at = now.getTime() / 1000;
  if (typeof exp !== 'number' || !(exp + CLOCK_SKEW_SECONDS > at)) throw invalid('exp');
  if (typeof iat !== 'number' || !(Math.abs(at - iat) <= MAX_AGE_SECONDS + CLOCK_SKEW_SECONDS))
    throw invalid('iat');
  if (iat - CLOCK_SKEW_SECONDS > at) throw invalid('iat');
}

/** Nothing is remembered of an unknown deployment here: only a launch, with a person behind it, does that. */
async function findDeployment(
  claims: Claims,
  registration: Registration,
  { deployments }: NoticeDeps,
): Promise<Notice['deployment']> {
  const deploymentId = findText(claims, CLAIM.deploymentId, MAX_ID_LENGTH + 1);
  if (deploymentId === null || deploymentId.length > MAX_ID_LENGTH) throw invalid('deployment_id');
  const deployment = await deployments.findForLaunch(registration.id, deploymentId);
  const institutionId = deployment?.institutionId ?? null;
  if (deployment?.state !== 'active' || institutionId === null) throw invalid('deployment_id');
  return { ...deployment, institutionId };
}

function readNotice(
  claims: Claims,
): Pick<Notice, 'id' | 'type' | 'nonce' | 'contextId' | 'originContextIds'> {
  const notice = findRecord(claims, CLAIM.notice);
  const id = findText(notice, 'id', MAX_ID_LENGTH);
  const type = findText(notice, 'type', MAX_ID_LENGTH);
  const nonce = findText(claims, 'nonce', MAX_ID_LENGTH);
  if (id === null || type === null) throw invalid('notice');
  if (nonce === null) throw invalid('nonce');
  const contextId = findText(findRecord(claims, CLAIM.context), 'id', MAX_ID_LENGTH);
  const origins = new Set(
    listOrigins(claims[CLAIM.originContexts]).filter((one) => isContextId(one, contextId)),
  );
  return { id, type, nonce, contextId, originContextIds: [...origins].slice(0, MAX_ORIGINS) };
}

/** Ids in a list, as the specification has it; some write each as an object with its `id`. */
function listOrigins(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return listTexts(value.map((one: unknown) => (isRecord(one) ? one['id'] : one)));
}

function isContextId(value: string, own: string | null): boolean {
  return value !== '' && value !== own && value.length <= MAX_ID_LENGTH;
}

function invalid(claim: string): AppError {
  return new AppError('notice_invalid', 401, 'the notice does not hold', { claim });
}
