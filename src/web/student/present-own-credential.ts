/**
 * A student's own credential: what it says, who sees it, and keeping it.
 *
 * @module
 */
import type { OwnCredential } from '../../credentials/own-credentials.js';
import { badgeAddress, credentialAddress } from '../course/course-address.js';
import type { CourseWords } from '../course/course-words.js';
import { toShared } from '../../credentials/shared-credentials.js';
import { presentCredential, type PresentedCredential } from '../public/present-credential.js';
import { presentStop, type PresentedStop } from './present-own-badge.js';
import { presentShareChoices, type PresentedShareChoices } from './present-share-choices.js';

/** Its own page says what was signed; what others see beside it has a page of its own. */
const NOTHING_SHOWN = { holderName: null, results: [], evidence: [] };

export interface PresentedOwnCredential {
  /** From the signed bytes. */
  readonly content: Pick<
    PresentedCredential,
    | 'title'
    | 'variant'
    | 'contentLanguage'
    | 'description'
    | 'criteria'
    | 'issuerName'
    | 'awardedOn'
    | 'validUntil'
    | 'isHolderKnown'
    | 'image'
  >;
  /** Revoked, or suspended for a while; null while it holds. */
  readonly stopped: PresentedStop | null;
  readonly isShared: boolean;
  readonly choices: PresentedShareChoices;
  /** Null while it is private. */
  readonly shareLink: string | null;
  readonly shareAction: string;
  readonly badgeHref: string;
}

export function presentOwnCredential(
  own: OwnCredential,
  place: { readonly courseId: string; readonly mappingKey: string },
  words: CourseWords,
  isSaved = false,
): PresentedOwnCredential {
  const { credential, openBadge, address } = own;
  const page = credentialAddress(place.courseId, place.mappingKey);
  const { title, variant, contentLanguage, description, criteria, ...rest } = presentCredential(
    toShared(credential, NOTHING_SHOWN),
    openBadge,
    words,
  );
  const { issuerName, awardedOn, validUntil, isHolderKnown, image } = rest;
  return {
    content: {
      title,
      variant,
      contentLanguage,
      description,
      criteria,
      issuerName,
      awardedOn,
      validUntil,
      isHolderKnown,
      image,
    },
    stopped: presentStop(credential, words),
    isShared: credential.isShared,
    choices: presentShareChoices(own, place, words, isSaved),
    shareLink: credential.isShared ? address : null,
    shareAction: page,
    badgeHref: badgeAddress(place.courseId, place.mappingKey),
  };
}
