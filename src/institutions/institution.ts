/**
 * An institution: the tenant that owns deployments, issuers, badge classes and everything recorded about them.
 *
 * @module
 */
import type { Language, LocalText } from '../language/local-text.js';

export interface Institution {
  readonly id: string;
  readonly name: LocalText;
  /** The language of credentials, and of pages when nothing better is known. */
  readonly language: Language;
  /** `#27408b`; null: that of the tool. */
  readonly color?: string | null;
  /** Hash of the logo; null: there is none. */
  readonly logoVersion?: string | null;
  readonly createdAt: Date;
}

export interface InstitutionLogo {
  readonly institutionId: string;
  /** PNG, made anew from what was uploaded. */
  readonly png: Buffer;
}

export interface InstitutionStore {
  /** Create-only: throws `already_exists` when the id is taken. */
  create(institution: Institution): Promise<void>;
  find(institutionId: string): Promise<Institution | null>;
  /** Oldest first. */
  list(): Promise<Institution[]>;
  /** The institution after the change; null when absent. */
  rename(institutionId: string, name: LocalText): Promise<Institution | null>;
  change(
    institutionId: string,
    change: Partial<Pick<Institution, 'language' | 'color' | 'logoVersion'>>,
  ): Promise<Institution | null>;
  saveLogo(institutionId: string, png: Buffer): Promise<void>;
  findLogo(institutionId: string): Promise<Buffer | null>;
}
