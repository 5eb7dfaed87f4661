/**
 * Registrations: the LMSs that an institution has made known to this tool.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../errors/app-error.js';
import { isUrl, parseUrl } from '../http/parse-url.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { DeploymentService } from './deployment-service.js';
import { chooseProfile, type ProfileName } from './profile.js';
import type { Deployment, Registration, RegistrationStore } from './registration.js';

export interface RegistrationServiceDeps {
  readonly registrations: RegistrationStore;
  readonly deployments: Pick<DeploymentService, 'adopt' | 'activate' | 'list' | 'deleteByRegistration'>;
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
  /** Hosts of its services that the addresses above do not tell: a school's own name for a hosted LMS. */
  readonly serviceHosts?: readonly string[];
}

export type RegistrationAddresses = Pick<
  RegistrationInput,
  'issuer' | 'authorizationUrl' | 'tokenUrl' | 'tokenAudience' | 'jwksUrl'
>;

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
   * @throws {AppError} `client_elsewhere` - it is known as another issuer's
   */
  async function save(
    institutionId: string,
    input: RegistrationInput,
    actor: AuditActor,
  ): Promise<Registration> {
    const { issuer, clientId, authorizationUrl, tokenUrl, jwksUrl } = input;
    checkAddresses(input);
    check('clientId', clientId, clientId.trim() !== '' && clientId.length <= 255);
    check('name', input.name, input.name.trim() !== '' && input.name.length <= 255);
    const tokenAudience = input.tokenAudience ?? tokenUrl;
    await checkClient({ issuer, clientId, tokenUrl, tokenAudience });

    for (const host of input.serviceHosts ?? []) {
      check('serviceHosts', host, host.includes('.') && parseUrl(`https://${host}`)?.hostname === host);
    }

    const productFamily = input.productFamily ?? 'unknown';
    const known = (await registrations.listByIssuer(issuer)).find((one) => one.clientId === clientId);
    // What an admin chose stays, unless the LMS became another one.
    const kept = known?.productFamily === productFamily ? known.profile : undefined;
    const saved = await registrations.save(institutionId, {
      id: randomUUID(),
      institutionId,
      issuer,
      clientId,
      name: input.name,
      productFamily,
      profile: input.profile ?? kept ?? chooseProfile(productFamily),
      authorizationUrl,
      tokenUrl,
      tokenAudience,
      jwksUrl,
      ...(input.serviceHosts && { serviceHosts: input.serviceHosts }),
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
   * What `save` asks of addresses, for whoever has more to do before they are saved.
   *
   * @throws {AppError} `registration_invalid` - `detail.field` names the one that cannot be used
   */
  function checkAddresses({
    issuer,
    authorizationUrl,
    tokenUrl,
    jwksUrl,
    tokenAudience = tokenUrl,
  }: RegistrationAddresses): void {
    check('issuer', issuer, isWebAddress(issuer));
    check('authorizationUrl', authorizationUrl, isWebAddress(authorizationUrl));
    check('tokenUrl', tokenUrl, isWebAddress(tokenUrl));
    check('jwksUrl', jwksUrl, isWebAddress(jwksUrl));
    check('tokenAudience', tokenAudience, tokenAudience.trim() !== '' && tokenAudience.length <= MAX_LENGTH);
  }

  /**
   * Our assertions for a client open everything that this client may do at its authorization server. Some are shared by many
   * LMSs, so one that names another's client there would be given that one's tokens.
   *
   * @throws {AppError} `client_elsewhere` - it is known there as another issuer's
   */
  async function checkClient(
    wanted: Pick<Registration, 'issuer' | 'clientId' | 'tokenUrl' | 'tokenAudience'>,
  ): Promise<void> {
    const servers = listServers(wanted);
    const known = await registrations.listByClientId(wanted.clientId);
    const isTaken = known.some(
      (one) => one.issuer !== wanted.issuer && listServers(one).some((server) => servers.includes(server)),
    );
    if (!isTaken) return;
    throw new AppError(
      'client_elsewhere',
      409,
      'this client of the authorization server is another issuer’s',
      {
        clientId: wanted.clientId,
      },
    );
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

  /**
   * Switches an LMS on or off, or has it treated as another LMS. Switched off, its launches are refused and none of its
   * services is asked; nothing that it brought is lost.
   *
   * @throws {AppError} `registration_not_found`
   */
  async function change(
    institutionId: string,
    registrationId: string,
    changes: Partial<Pick<Registration, 'isEnabled' | 'profile'>>,
    actor: AuditActor,
  ): Promise<Registration> {
    const changed = await registrations.change(institutionId, registrationId, changes);
    if (!changed) throw notFound(registrationId);
    await audit(institutionId, {
      actor,
      action: 'registration.changed',
      subject: { kind: 'registration', id: registrationId },
      detail: Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, String(value)])),
    });
    return changed;
  }

  /**
   * Deletes a registration and its deployments. Courses, learners, awards and credentials stay, and go on verifying.
   *
   * @throws {AppError} `registration_not_found`
   */
  async function remove(institutionId: string, registrationId: string, actor: AuditActor): Promise<void> {
    await get(institutionId, registrationId);
    // First, so that nothing is left that a launch could find when this stops in between.
    await deployments.deleteByRegistration(institutionId, registrationId);
    await registrations.delete(institutionId, registrationId);
    await audit(institutionId, {
      actor,
      action: 'registration.deleted',
      subject: { kind: 'registration', id: registrationId },
    });
  }

  /** @throws {AppError} `registration_not_found` */
  async function get(institutionId: string, registrationId: string): Promise<Registration> {
    const registration = await registrations.find(institutionId, registrationId);
    if (registration) return registration;
    throw notFound(registrationId);
  }

  function isWebAddress(text: string): boolean {
    if (text.length > MAX_LENGTH || !isUrl(text)) return false;
    const url = new URL(text);
    if (url.username || url.password) return false;
    return (
      url.protocol === 'https:' ||
      (allowLoopback && url.protocol === 'http:' && LOOPBACK_HOSTS.includes(url.hostname))
    );
  }

  return {
    save,
    checkAddresses,
    checkClient,
    registerByHand,
    change,
    remove,
    get,
    list: (institutionId: string): Promise<Registration[]> => registrations.list(institutionId),
    activateDeployment: deployments.activate,
    listDeployments: (institutionId: string): Promise<Deployment[]> => deployments.list(institutionId),
  };
}

/** The hosts that make out tokens for a registration; an audience may be a word without being an address. */
function listServers({
  tokenUrl,
  tokenAudience,
}: Pick<Registration, 'tokenUrl' | 'tokenAudience'>): string[] {
  return [tokenUrl, tokenAudience].map((server) => {
    const host = parseUrl(server)?.host ?? '';
    return (host || server.trim().toLowerCase()).replace(/\.(?=$|:)/, '');
  });
}

function check(field: string, value: string, isUsable: boolean): void {
  if (isUsable) return;
  throw new AppError('registration_invalid', 400, `${field} cannot be used`, { field, length: value.length });
}

function notFound(registrationId: string): AppError {
  return new AppError('registration_not_found', 404, 'no such registration', { registrationId });
}
