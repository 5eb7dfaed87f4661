/**
 * Registrations and deployments: the LMSs this tool knows.
 *
 * Source: LTI 1.3 Core §3.1.2 and §3.1.3. A registration is platform + client id + endpoints; a deployment is one
 * install of it. Canvas has one issuer for all schools and client ids that several share, so the full key is
 * (issuer, client id, deployment id) and it is the deployment that belongs to exactly one institution.
 *
 * @module
 */

import type { ProfileName } from './profile.js';

export interface Registration {
  readonly id: string;
  /** The institution whose invite or admin made it. */
  readonly institutionId: string;
  /** Exactly as the platform writes it: compared byte for byte with `iss`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly name: string;
  /** `product_family_code`, or `unknown`. */
  readonly productFamily: string;
  /** The file of `platforms/` that says how this LMS differs. */
  readonly profile: ProfileName;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Audience of client assertions. */
  readonly tokenAudience: string;
  readonly jwksUrl: string;
  /** Hosts of its services that its other addresses do not tell: a school's own name for a hosted LMS. */
  readonly serviceHosts?: readonly string[];
  readonly isEnabled: boolean;
  readonly createdAt: Date;
}

export interface Deployment {
  readonly id: string;
  readonly registrationId: string;
  /** The platform's own id: at most 255 ASCII characters. */
  readonly deploymentId: string;
  /** Null until an operator said whose it is. */
  readonly institutionId: string | null;
  readonly state: 'active' | 'waiting' | 'refused';
  readonly firstSeenAt: Date;
}

export interface RegistrationStore {
  /**
   * Adds a registration, or brings the endpoints of the same (issuer, client id) up to date.
   *
   * @returns the stored registration; an updated one keeps its id
   */
  save(institutionId: string, registration: Registration): Promise<Registration>;
  /** Switches one on or off, or has it treated as another LMS. Null when the institution has no such registration. */
  change(
    institutionId: string,
    registrationId: string,
    change: Partial<Pick<Registration, 'isEnabled' | 'profile'>>,
  ): Promise<Registration | null>;
  /** Deletes the registration alone. False when it is not there. */
  delete(institutionId: string, registrationId: string): Promise<boolean>;
  find(institutionId: string, registrationId: string): Promise<Registration | null>;
  list(institutionId: string): Promise<Registration[]>;
  /** Before a launch is verified no institution is known; enabled and disabled ones both answer. */
  listByIssuer(issuer: string): Promise<Registration[]>;
  /** Whosever they are: a client id at one authorization server must not be two issuers'. */
  listByClientId(clientId: string): Promise<Registration[]>;
  findForLaunch(registrationId: string): Promise<Registration | null>;
}

export interface DeploymentStore {
  /** One record per (registration, deployment id); returns the one that stands when it is known already. */
  remember(deployment: Deployment): Promise<Deployment>;
  findForLaunch(registrationId: string, deploymentId: string): Promise<Deployment | null>;
  /** Gives a waiting deployment to an institution. Throws `deployment_not_found`. */
  activate(institutionId: string, deploymentRecordId: string): Promise<Deployment>;
  /** Says no to a waiting deployment, or no longer to an institution's own. Throws `deployment_not_found`. */
  refuse(institutionId: string, deploymentRecordId: string): Promise<Deployment>;
  /** Deletes those of one registration. */
  deleteByRegistration(institutionId: string, registrationId: string): Promise<void>;
  /** Those of this institution, and those that wait for an operator. */
  list(institutionId: string): Promise<Deployment[]>;
}
