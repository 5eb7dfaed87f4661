/**
 * What goes back to the LMS when a teacher has chosen: a link, with the column that its role asks for.
 *
 * The mapping's key travels twice, in the link's custom parameters and as the column's `resourceId`, so that each is
 * found without the other (DESIGN §2).
 *
 * Source: LTI Deep Linking 2.0 §3.2, LTI AGS 2.0 §3.2 (`label`, `resourceId`, `tag`).
 * Not here: signing the answer (lti/deep-linking.ts).
 *
 * @module
 */
import type { BadgeClass } from '../badges/badge-class.js';
import { MAPPING_PARAMETER } from '../lti/claims.js';
import type { ResourceLinkItem } from '../lti/deep-linking.js';
import type { Mapping } from './mapping.js';

/** Columns of every LMS we know take labels of this length. */
const LONGEST_LABEL = 255;

export function buildBadgeLink(
  mapping: Pick<Mapping, 'key' | 'columnRole' | 'columnMaximum'>,
  badgeClass: Pick<BadgeClass, 'name' | 'language'>,
  {
    launchUrl,
    text,
    iconUrl,
    acceptTargets = [],
  }: {
    readonly launchUrl: string;
    readonly text: string;
    readonly iconUrl?: string;
    /** Where the LMS may show it; nothing said means that it chooses. */
    readonly acceptTargets?: readonly string[];
  },
): ResourceLinkItem {
  // Everybody in the course reads it, whatever their own language: the language of the badge.
  const title = badgeClass.name[badgeClass.language];
  const link: ResourceLinkItem = {
    type: 'ltiResourceLink',
    title,
    text,
    url: launchUrl,
    ...(iconUrl !== undefined && { icon: { url: iconUrl } }),
    // Where no frame is offered, a window is what is left; elsewhere the LMS's own choice stands.
    ...(acceptTargets.includes('window') &&
      !acceptTargets.some(isFrame) && { window: { targetName: '_blank' } }),
    custom: { [MAPPING_PARAMETER]: mapping.key },
  };
  if (mapping.columnRole === 'none' || mapping.columnMaximum === null) return link;
  return {
    ...link,
    lineItem: {
      label: title.slice(0, LONGEST_LABEL),
      scoreMaximum: mapping.columnMaximum,
      resourceId: mapping.key,
      tag: mapping.columnRole === 'badge' ? 'badge' : 'grade',
    },
  };
}

/** Moodle says `frame` and `iframe`. */
function isFrame(target: string): boolean {
  return target === 'iframe' || target === 'frame';
}

/** *Badges in this course*: a way in that belongs to no badge. */
export function buildCourseLink(words: {
  readonly launchUrl: string;
  readonly title: string;
  readonly text: string;
}): ResourceLinkItem {
  const { launchUrl, title, text } = words;
  return { type: 'ltiResourceLink', title, text, url: launchUrl };
}
