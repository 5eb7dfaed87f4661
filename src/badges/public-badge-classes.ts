/**
 * Badge classes as anybody may see them, with the issuer that stands behind each.
 *
 * @module
 */
import type { BadgeClass, BadgeClassStore } from './badge-class.js';
import type { IssuerProfile, IssuerProfileStore } from './issuer-profile.js';

export interface PublicBadgeClassesDeps {
  readonly badgeClasses: Pick<BadgeClassStore, 'findPublic' | 'findPublicVersion' | 'list'>;
  readonly issuers: Pick<IssuerProfileStore, 'findPublic'>;
}

export interface PublicBadgeClass {
  /** In the version that was asked for; each that was ever published stays readable. */
  readonly badgeClass: BadgeClass;
  /** The version that holds for who earns it now. */
  readonly currentVersion: number;
  readonly issuer: IssuerProfile | null;
}

export type PublicBadgeClasses = ReturnType<typeof createPublicBadgeClasses>;

export function createPublicBadgeClasses({ badgeClasses, issuers }: PublicBadgeClassesDeps) {
  /**
   * As it stands now, or as it stood in a version. Null when there is none, and for a draft.
   *
   * The address of a version is `/badges/{id}?version=N`.
   */
  async function find(badgeClassId: string, version: number | null = null): Promise<PublicBadgeClass | null> {
    const current = await badgeClasses.findPublic(badgeClassId);
    if (current?.state !== 'published') return null;
    const isOther = version !== null && version !== current.version;
    const badgeClass = isOther ? await badgeClasses.findPublicVersion(badgeClassId, version) : current;
    return (
      badgeClass && {
        badgeClass,
        currentVersion: current.version,
        issuer: await issuers.findPublic(badgeClass.issuerId),
      }
    );
  }

  /** Without its issuer: for its picture. */
  async function findAlone(badgeClassId: string, version: number | null = null): Promise<BadgeClass | null> {
    const current = await badgeClasses.findPublic(badgeClassId);
    if (current?.state !== 'published') return null;
    if (version === null || version === current.version) return current;
    return badgeClasses.findPublicVersion(badgeClassId, version);
  }

  /** What an issuer awards now. */
  async function listOfIssuer({
    id,
    institutionId,
  }: Pick<IssuerProfile, 'id' | 'institutionId'>): Promise<BadgeClass[]> {
    const all = await badgeClasses.list(institutionId);
    return all.filter(({ issuerId, state }) => issuerId === id && state === 'published');
  }

  return { find, findAlone, listOfIssuer };
}
