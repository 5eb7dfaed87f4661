/**
 * Registrations: the LMSs that an institution has made known to this tool.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { DeploymentService } from './deployment-service.js';
import { chooseProfile, type ProfileName } from './profile.js';
import type { Deployment, Registration, RegistrationStore } from './registration.js';

export interface RegistrationServiceDeps {
  readonly registrations: RegistrationStore;
  readonly deployments: Pick<DeploymentService, 'adopt' | 'activate' | 'list'>;
  readonly audit: AuditLog;
  /** Development: platforms on this machine over plain http. */
  readonly allowLoopback: boolean;
  readonly now: () => Date;
}

/** What an LMS's own pages, or its configuration document, say about it. */
export interface RegistrationInput {
  readonly issuer: string;
  readonly clientId: string;
  readonly name: string;
  readonly productFamily?: string;
  /** As an admin chose; else what fits the product. */
  readonly profile?: ProfileName;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Audience of client assertions; the token address when not given. */
  readonly tokenAudience?: string;
  readonly jwksUrl: string;
}

export type RegistrationService = ReturnType<typeof createRegistrationService>;

const MAX_LENGTH = 2_000;
const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

export function createRegistrationService(deps: RegistrationServiceDeps) {
  const { registrations, deployments, audit, allowLoopback, now } = deps;

  /**
   * Adds an LMS, or brings the addresses of the same (issuer, client id) up to date.
   *
   * @throws {AppError} `registration_invalid` - `detail.field` names the value that cannot be used
   * @throws {AppError} `already_exists` - another institution registered this client
   */
  async function save(
    institutionId: string,
    input: RegistrationInput,
    actor: AuditActor,
  ): Promise<Registration> {
    const { issuer, clientId, authorizationUrl, tokenUrl, jwksUrl } = input;
    check('issuer', issuer, isWebAddress(issuer));
    check('clientId', clientId, clientId.trim() !== '' && clientId.length <= 255);
    check('name', input.name, input.name.trim() !== '' && input.name.length <= 255);
    check('authorizationUrl', authorizationUrl, isWebAddress(authorizationUrl));
    check('tokenUrl', tokenUrl, isWebAddress(tokenUrl));
    check('jwksUrl', jwksUrl, isWebAddress(jwksUrl));
    const tokenAudience = input.tokenAudience ?? tokenUrl;
    check('tokenAudience', tokenAudience, tokenAudience.trim() !== '' && tokenAudience.length <= MAX_LENGTH);

    const saved = await registrations.save(institutionId, {
      id: randomUUID(),
      institutionId,
      issuer,
      clientId,
      name: input.name,
      productFamily: input.productFamily ?? 'unknown',
      profile: input.profile ?? chooseProfile(input.productFamily ?? 'unknown'),
      authorizationUrl,
      tokenUrl,
      tokenAudience,
      jwksUrl,
      isEnabled: true,
      createdAt: now(),
    });
    await audit(institutionId, {
      actor,
      action: 'registration.saved',
      subject: { kind: 'registration', id: saved.id },
    });
    return saved;
  }

  /**
   * Registers an LMS from what its own pages show, for LMSs that do not register tools by themselves.
   *
   * @param input - with the deployment when the LMS shows it; else the first launch tells and waits for `activateDeployment`
   * @throws {AppError} as `save`
   * @throws {AppError} `deployment_not_found` - another institution has this deployment
   */
  async function registerByHand(
    institutionId: string,
    { deploymentId, ...input }: RegistrationInput & { readonly deploymentId?: string | null },
    actor: AuditActor,
  ): Promise<Registration> {
    const registration = await save(institutionId, input, actor);
    if (deploymentId != null) {
      check('deploymentId', deploymentId, /^[\x20-\x7e]{1,255}$/.test(deploymentId));
      await deployments.adopt(registration, deploymentId, actor);
    }
    return registration;
  }

  /** @throws {AppError} `registration_not_found` */
  async function get(institutionId: string, registrationId: string): Promise<Registration> {
    const registration = await registrations.find(institutionId, registrationId);
    if (registration) return registration;
    throw new AppError('registration_not_found', 404, 'no such registration', { registrationId });
  }

  function isWebAddress(text: string): boolean {
    if (text.length > MAX_LENGTH || !URL.canParse(text)) return false;
    const url = new URL(text);
    if (url.username || url.password) return false;
    return (
      url.protocol === 'https:' ||
      (allowLoopback && url.protocol === 'http:' && LOOPBACK_HOSTS.includes(url.hostname))
    );
  }

  return {
    save,
    registerByHand,
    get,
    list: (institutionId: string): Promise<Registration[]> => registrations.list(institutionId),
    activateDeployment: deployments.activate,
    listDeployments: (institutionId: string): Promise<Deployment[]> => deployments.list(institutionId),
  };
}

function check(field: string, value: string, isUsable: boolean): void {
  if (isUsable) return;
  throw new AppError('registration_invalid', 400, `${field} cannot be used`, { field, length: value.length });
}
