/**
 * Connecting an LMS: starting a guide, seeing by itself how far it is, and taking what the LMS shows in return.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors/app-error.js';
import { parseUrl } from '../../http/parse-url.js';
import type { AuditActor } from '../../institutions/audit.js';
import { getGuide } from '../../language/guides/index.js';
import type { GuideName, GuideStep, GuideWay } from '../../language/guides/guide.js';
import { findEndpoints, getKnownLms, isLmsName } from '../../platforms/known-lms.js';
import type { Invites } from '../../platforms/invite-service.js';
import type { Deployment } from '../../platforms/registration.js';
import type { RegistrationService } from '../../platforms/registration-service.js';
import type { Sealer } from '../../secrets/sealer.js';
import type { HealthReports, RegistrationHealth } from '../health/health-report.js';
import type { Connection, ConnectionStore } from './connection.js';

export interface ConnectionsDeps {
  readonly connections: ConnectionStore;
  readonly invites: Pick<Invites, 'create'>;
  readonly registrations: Pick<RegistrationService, 'registerByHand'>;
  readonly healthReports: Pick<HealthReports, 'find'>;
  readonly sealer: Sealer;
  readonly now: () => Date;
}

/** What an LMS's own pages show after the tool was added there by hand; what follows from its site may be left out. */
export interface PlatformFacts {
  readonly site: string;
  readonly clientId: string;
  readonly deploymentId: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly tokenAudience: string;
  /** What people call it; empty: the host of its address. */
  readonly name: string;
  readonly jwksUrl: string;
}

export interface ConnectionProgress {
  readonly connection: Connection;
  /** Null once the LMS has used it, or when it has expired. */
  readonly link: string | null;
  readonly steps: readonly { readonly step: GuideStep; readonly isDone: boolean }[];
  /** The first that is not done; null when all are. */
  readonly next: GuideStep | null;
  readonly health: RegistrationHealth | null;
  /** Deployments that wait for a yes. */
  readonly waiting: readonly Deployment[];
}

export type Connections = ReturnType<typeof createConnections>;

export function createConnections(deps: ConnectionsDeps) {
  const { connections, invites, registrations, healthReports, sealer, now } = deps;

  /** Starts a guide; by a link, it is made at once. */
  async function start(
    institutionId: string,
    guide: GuideName,
    way: GuideWay,
    actor: AuditActor,
  ): Promise<Connection> {
    const connection: Connection = {
      id: randomUUID(),
      institutionId,
      guide,
      way,
      ...(way === 'link' ? await makeLink(institutionId, actor) : NO_LINK),
      registrationId: null,
      ticked: [],
      createdAt: now(),
    };
    await connections.create(institutionId, connection);
    return connection;
  }

  /** A new link where the old one has expired, or none was made. */
  async function renewLink(institutionId: string, connectionId: string, actor: AuditActor): Promise<void> {
    const { registrationId } = await get(institutionId, connectionId);
    if (registrationId !== null) return;
    const link = await makeLink(institutionId, actor);
    await connections.change(institutionId, connectionId, { ...link, way: 'link' });
  }

  /** Goes on in the other way. */
  async function choose(
    institutionId: string,
    connectionId: string,
    way: GuideWay,
    actor: AuditActor,
  ): Promise<void> {
    const { inviteId } = await get(institutionId, connectionId);
    if (way === 'link' && inviteId === null) await renewLink(institutionId, connectionId, actor);
    else await connections.change(institutionId, connectionId, { way });
  }

  /** Somebody says that a step is done, or not done after all. */
  async function tick(
    institutionId: string,
    connectionId: string,
    stepId: string,
    isDone: boolean,
  ): Promise<void> {
    const { ticked, guide, way } = await get(institutionId, connectionId);
    if (!getGuide(guide).ways[way].some(({ id }) => id === stepId)) return;
    const others = ticked.filter((id) => id !== stepId);
    await connections.change(institutionId, connectionId, { ticked: isDone ? [...others, stepId] : others });
  }

  /**
   * Registers the LMS by what its pages show.
   *
   * @throws {AppError} `registration_invalid` - `detail.field` names the value that cannot be used
   * @throws {AppError} as `RegistrationService.registerByHand`
   */
  async function tellFacts(
    institutionId: string,
    connectionId: string,
    facts: PlatformFacts,
    actor: AuditActor,
  ): Promise<void> {
    const { guide } = await get(institutionId, connectionId);
    const site = facts.site.replace(/\/+$/, '');
    const lms = isLmsName(guide) ? guide : null;
    const known = lms && findEndpoints(lms, site === '' ? null : site, facts.clientId);
    const issuer = known?.issuer ?? facts.site;
    const tokenUrl = facts.tokenUrl || (known?.tokenUrl ?? '');
    const registration = await registrations.registerByHand(
      institutionId,
      {
        issuer,
        clientId: facts.clientId,
        name: facts.name || (parseUrl(issuer)?.host ?? issuer),
        authorizationUrl: facts.authorizationUrl || (known?.authorizationUrl ?? ''),
        tokenUrl,
        tokenAudience: facts.tokenAudience || tokenUrl,
        jwksUrl: facts.jwksUrl || (known?.jwksUrl ?? ''),
        ...(lms && { productFamily: getKnownLms(lms).productFamily }),
        deploymentId: facts.deploymentId || null,
      },
      actor,
    );
    await connections.change(institutionId, connectionId, { registrationId: registration.id });
  }

  /** @throws {AppError} `connection_not_found` */
  async function look(institutionId: string, connectionId: string): Promise<ConnectionProgress> {
    const connection = await get(institutionId, connectionId);
    const { registrationId, guide, way, ticked, linkExpiresAt, sealedLink } = connection;
    const health = registrationId === null ? null : await healthReports.find(institutionId, registrationId);
    const seen = readSigns(health);
    const all = getGuide(guide).ways[way];
    // A thing that was seen says that what comes before it was done.
    const lastSeen = all.findLastIndex(({ doneWhen }) => doneWhen !== null && seen[doneWhen]);
    const steps = all.map((step, index) => ({ step, isDone: index <= lastSeen || ticked.includes(step.id) }));
    const isLinkAlive = registrationId === null && linkExpiresAt !== null && linkExpiresAt > now();
    return {
      connection,
      link: isLinkAlive && sealedLink !== null ? sealer.open(sealedLink, 'connection-link') : null,
      steps,
      next: steps.find(({ isDone }) => !isDone)?.step ?? null,
      health,
      waiting: (health?.deployments ?? []).flatMap(({ deployment }) =>
        deployment.state === 'waiting' ? [deployment] : [],
      ),
    };
  }

  async function makeLink(institutionId: string, actor: AuditActor) {
    const { id, url, expiresAt } = await invites.create(institutionId, actor);
    return { inviteId: id, sealedLink: sealer.seal(url, 'connection-link'), linkExpiresAt: expiresAt };
  }

  async function get(institutionId: string, connectionId: string): Promise<Connection> {
    const connection = await connections.find(institutionId, connectionId);
    if (connection) return connection;
    throw new AppError('connection_not_found', 404, 'no such connection', { connectionId });
  }

  return {
    start,
    renewLink,
    choose,
    tick,
    tellFacts,
    look,
    list: (institutionId: string): Promise<Connection[]> => connections.list(institutionId, 20),
    remove: (institutionId: string, connectionId: string): Promise<void> =>
      connections.delete(institutionId, connectionId),
    /** An LMS has used a link. */
    noteRegistered: (institutionId: string, inviteId: string, registrationId: string): Promise<void> =>
      connections.setRegistered(institutionId, inviteId, registrationId),
  };
}

const NO_LINK = { inviteId: null, sealedLink: null, linkExpiresAt: null } as const;

function readSigns(
  health: RegistrationHealth | null,
): Record<'registered' | 'allowed' | 'launched', boolean> {
  const isWell = (lines: RegistrationHealth['lines'], check: string): boolean =>
    lines.some((line) => line.check === check && line.state === 'well');
  return {
    registered: health !== null,
    allowed:
      health !== null && isWell(health.lines, 'token-members') && isWell(health.lines, 'token-columns'),
    launched: health?.deployments.some(({ lines }) => isWell(lines, 'launch')) ?? false,
  };
}
