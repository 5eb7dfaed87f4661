/**
 * The organisation that signs. Never called platform issuer: that is the LMS.
 *
 * @module
 */
import type { LocalText } from '../language/local-text.js';

export interface IssuerProfile {
  readonly id: string;
  readonly institutionId: string;
  readonly name: LocalText;
  readonly description: LocalText | null;
  /** The organisation's own site, or null. */
  readonly url: string | null;
  readonly email: string | null;
  readonly createdAt: Date;
}

export interface IssuerProfileStore {
  /** Create-only: throws `already_exists`. */
  create(institutionId: string, issuer: IssuerProfile): Promise<void>;
  list(institutionId: string): Promise<IssuerProfile[]>;
  find(institutionId: string, issuerId: string): Promise<IssuerProfile | null>;
  /** The issuer after the change; null when absent. Credentials keep the name they were issued under. */
  rename(institutionId: string, issuerId: string, name: LocalText): Promise<IssuerProfile | null>;
  /** Public addresses name no institution. */
  findPublic(issuerId: string): Promise<IssuerProfile | null>;
}
