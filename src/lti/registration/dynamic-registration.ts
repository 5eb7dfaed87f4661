/**
 * Dynamic registration: an LMS opens our address with an invite, and the tool registers itself there.
 *
 * The order: invite → the platform's configuration → registering there → using up the invite → keeping the registration. The invite is
 * spent only once the LMS has said yes, and of two at once by one.
 *
 * What the answer says about scopes is not kept: Moodle reports more than it grants, and an administrator may take some away
 * later. The token endpoint is asked when they are needed.
 *
 * Source: LTI Dynamic Registration 1.0 https://www.imsglobal.org/spec/lti-dr/v1p0/; RFC 7591 §3.2.
 *
 * @module
 */
import { AppError, hasCode } from '../../errors/app-error.js';
import type { GuardedFetch, GuardedResponse } from '../../http/guarded-fetch.js';
import { isUrl } from '../../http/parse-url.js';
import type { DeploymentService } from '../../platforms/deployment-service.js';
import type { Invites } from '../../platforms/invite-service.js';
import { chooseProfile, findProfile } from '../../platforms/profile.js';
import type { Deployment, Registration } from '../../platforms/registration.js';
import type { RegistrationService } from '../../platforms/registration-service.js';
import { MAX_ID_LENGTH, TOOL_CONFIGURATION } from '../claims.js';
import { findRecord, isRecord } from '../launch/read-claims.js';
import { parsePlatformConfiguration, type PlatformConfiguration } from './platform-configuration.js';
import { buildToolConfiguration } from './tool-configuration.js';

export interface DynamicRegistrationDeps {
  readonly fetch: GuardedFetch;
  readonly invites: Pick<Invites, 'getUsable' | 'use'>;
  readonly registrations: Pick<RegistrationService, 'save' | 'checkAddresses' | 'checkClient'>;
  readonly deployments: Pick<DeploymentService, 'adopt'>;
  readonly baseUrl: string;
  /** Told when an LMS has used an invite. */
  readonly onRegistered?: (registration: Registration, inviteId: string) => Promise<void>;
}

export interface RegistrationRequest {
  readonly invite: string;
  readonly openidConfiguration: string;
  /** Null: the platform registers without one. */
  readonly registrationToken: string | null;
}

export interface CompletedRegistration {
  readonly registration: Registration;
  /** Null when the platform did not say: the first launch tells, and waits for an operator. */
  readonly deployment: Deployment | null;
  /** Where the administrator goes on in the LMS; null when it has no such page. */
  readonly continueUrl: string | null;
}

export type DynamicRegistration = ReturnType<typeof createDynamicRegistration>;

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 256 * 1024;
const MAX_REASON_LENGTH = 200;

export function createDynamicRegistration(deps: DynamicRegistrationDeps) {
  const { fetch, invites, registrations, deployments, baseUrl } = deps;

  /**
   * @throws {AppError} `invite_unusable`, `platform_configuration_unusable`, `registration_refused_by_platform`,
   *   `platform_unavailable`, `address_refused`, `registration_invalid`, `already_exists`, `client_elsewhere`
   */
  async function register(request: RegistrationRequest): Promise<CompletedRegistration> {
    await invites.getUsable(request.invite);
    const platform = await fetchConfiguration(request);
    const addresses = {
      issuer: platform.issuer,
      authorizationUrl: platform.authorizationUrl,
      tokenUrl: platform.tokenUrl,
      tokenAudience: platform.authorizationServer ?? platform.tokenUrl,
      jwksUrl: platform.jwksUrl,
    };
    // Before the LMS makes anything: what cannot be kept should not stand there, nor cost the invite.
    registrations.checkAddresses(addresses);
    const { clientId, deploymentId, continueUrl } = await postRegistration(
      platform,
      request.registrationToken,
    );
    // Nor does a client that cannot be kept cost the invite; its name is known only now.
    await registrations.checkClient({ ...addresses, clientId });
    const { institutionId, id: inviteId } = await invites.use(request.invite);
    const actor = { kind: 'platform', id: inviteId } as const;
    const registration = await registrations.save(
      institutionId,
      {
        ...addresses,
        clientId,
        name: new URL(platform.issuer).host,
        productFamily: platform.productFamily,
      },
      actor,
    );
    const deployment =
      deploymentId === null ? null : await deployments.adopt(registration, deploymentId, actor);
    await deps.onRegistered?.(registration, inviteId);
    return { registration, deployment, continueUrl };
  }

  async function fetchConfiguration(request: RegistrationRequest): Promise<PlatformConfiguration> {
    const { openidConfiguration, registrationToken } = request;
    // Canvas serves its configuration only to whoever shows the token.
    const answer = await send(openidConfiguration, { headers: authorize(registrationToken) });
    if (answer.status !== 200) {
      throw new AppError(
        'platform_configuration_unusable',
        422,
        'the platform did not give its configuration',
        {
          field: 'document',
          status: answer.status,
        },
      );
    }
    return parsePlatformConfiguration(answer.body, openidConfiguration);
  }

  async function postRegistration(platform: PlatformConfiguration, registrationToken: string | null) {
    const profile = findProfile({ profile: chooseProfile(platform.productFamily) });
    const answer = await send(platform.registrationUrl, {
      method: 'POST',
      headers: { ...authorize(registrationToken), 'content-type': 'application/json' },
      body: JSON.stringify(buildToolConfiguration(baseUrl, platform, profile)),
    });
    // RFC 7591 §3.2.1 says 201; Moodle answers 200.
    if (answer.status !== 200 && answer.status !== 201) throw refused(answer, registrationToken);
    const { continueMember } = profile.registration;
    return parseAnswer(answer.body, continueMember, platform);
  }

  async function send(url: string, request: Parameters<GuardedFetch>[1]): Promise<GuardedResponse> {
    try {
      return await fetch(url, { ...request, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
    } catch (error) {
      if (hasCode(error, 'address_refused') || !(error instanceof AppError)) throw error;
      throw new AppError('registration_platform_unreachable', 422, 'the platform could not be reached', {
        ...error.detail,
        reason: error.code,
      });
    }
  }

  return { register };
}

function authorize(registrationToken: string | null): Record<string, string> {
  return {
    accept: 'application/json',
    ...(registrationToken !== null && { authorization: `Bearer ${registrationToken}` }),
  };
}

interface RegistrationAnswer {
  readonly clientId: string;
  readonly deploymentId: string | null;
  readonly continueUrl: string | null;
}

/** @throws {AppError} `registration_refused_by_platform` - no client id in it */
function parseAnswer(
  body: string,
  continueMember: string | null,
  platform: PlatformConfiguration,
): RegistrationAnswer {
  const answer = parseJson(body);
  const clientId = isRecord(answer) ? answer['client_id'] : null;
  if (
    !isRecord(answer) ||
    typeof clientId !== 'string' ||
    clientId.trim() === '' ||
    clientId.length > MAX_ID_LENGTH ||
    !/^[\x20-\x7e]*$/.test(clientId) // RFC 6749 §A.1
  ) {
    throw new AppError('registration_refused_by_platform', 422, 'the answer names no client id', {
      status: 200,
      reason: 'client_id',
    });
  }
  const configuration = findRecord(answer, TOOL_CONFIGURATION);
  // The standard puts it into the tool's configuration; Canvas, where it tells it, beside the client id.
  const deploymentId = configuration['deployment_id'] ?? answer['deployment_id'];
  const isUsable = typeof deploymentId === 'string' && /^[\x20-\x7e]{1,255}$/.test(deploymentId);
  return {
    clientId,
    deploymentId: isUsable ? deploymentId : null,
    continueUrl:
      continueMember && findContinueUrl(configuration[continueMember] ?? answer[continueMember], platform),
  };
}

/** A link that an administrator is asked to follow leads to the LMS and nowhere else. */
function findContinueUrl(value: unknown, { issuer, registrationUrl }: PlatformConfiguration): string | null {
  if (typeof value !== 'string' || value.length > 2_000 || !isUrl(value)) return null;
  const { origin } = new URL(value);
  return [issuer, registrationUrl].some((known) => new URL(known).origin === origin) ? value : null;
}

/** What the LMS says about its no, for the admin in front of it: a few words, never the token. */
function refused({ status, body }: GuardedResponse, registrationToken: string | null): AppError {
  const answer = parseJson(body);
  const told = isRecord(answer)
    ? [answer['error'], answer['error_description'], answer['message'], answer['errorMessage']]
    : [/^\s*</.test(body) ? null : body];
  const text = told.filter((one): one is string => typeof one === 'string' && one.trim() !== '').join(': ');
  const safe = registrationToken === null ? text : text.replaceAll(registrationToken, '…');
  return new AppError('registration_refused_by_platform', 422, 'the platform did not register the tool', {
    status,
    reason: safe.trim().slice(0, MAX_REASON_LENGTH) || '–',
  });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
