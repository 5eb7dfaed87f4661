/**
 * The organisation that signs. Never called platform issuer: that is the LMS.
 *
 * @module
 */
import { LANGUAGES, type Language, type LocalText } from '../language/local-text.js';
import type { BadgeImage } from './badge-content.js';

export interface IssuerProfile {
  readonly id: string;
  readonly institutionId: string;
  readonly name: LocalText;
  readonly description: LocalText | null;
  /** The organisation's own site, or null. */
  readonly url: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** Who may be asked about its badges: an office or a person by function. */
  readonly contact: string | null;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  /** The institution's code in the Dutch register, or null. */
  readonly brin: string | null;
  /** A faculty issues in the name of its institution. */
  readonly unit: 'institution' | 'faculty';
  /** The languages it can be written to in. */
  readonly languages: readonly Language[];
  /** An uploaded picture, or null. */
  readonly logo: Pick<BadgeImage, 'id' | 'mediaType'> | null;
  readonly createdAt: Date;
}

/** What may be changed about an issuer; credentials keep what they were issued under. */
export type IssuerFields = Omit<IssuerProfile, 'id' | 'institutionId' | 'createdAt'>;

/** What an issuer of before these members reads as. */
export const UNSTATED_ISSUER = {
  description: null,
  url: null,
  email: null,
  phone: null,
  contact: null,
  country: 'NL',
  brin: null,
  unit: 'institution',
  languages: LANGUAGES,
  logo: null,
} as const satisfies Partial<IssuerProfile>;

const EMAIL =
  /^[a-z0-9_+-]+(?:[.'][a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])$/i;

/** As credentials want it: what they refuse would keep every badge of this issuer from being issued. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && EMAIL.test(text);
}

export interface IssuerProfileStore {
  /** Create-only: throws `already_exists`. */
  create(institutionId: string, issuer: IssuerProfile): Promise<void>;
  list(institutionId: string): Promise<IssuerProfile[]>;
  find(institutionId: string, issuerId: string): Promise<IssuerProfile | null>;
  /** The issuer after the change; null when absent. Credentials keep the name they were issued under. */
  rename(institutionId: string, issuerId: string, name: LocalText): Promise<IssuerProfile | null>;
  /** The issuer after the change; null when absent. */
  change(
    institutionId: string,
    issuerId: string,
    fields: Partial<IssuerFields>,
  ): Promise<IssuerProfile | null>;
  /** Public addresses name no institution. */
  findPublic(issuerId: string): Promise<IssuerProfile | null>;
}
