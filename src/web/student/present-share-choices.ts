/**
 * What a student lets others see: three switches, a look through their eyes, and taking the credential to LinkedIn.
 *
 * @module
 */
import type { OwnCredential } from '../../credentials/own-credentials.js';
import type { ShareChoice } from '../../credentials/share-choice.js';
import { credentialAddress } from '../course/course-address.js';
import type { CourseWords } from '../course/course-words.js';
import { presentLinkedIn, type PresentedLinkedIn } from './present-linkedin.js';

export interface PresentedShareChoices {
  readonly action: string;
  readonly seenHref: string;
  readonly switches: readonly {
    readonly name: keyof ShareChoice;
    readonly label: string;
    readonly hint: string;
    readonly isOn: boolean;
    /** False where there is nothing that could be shown. */
    readonly isThere: boolean;
  }[];
  /** The same for badges that come. */
  readonly isStanding: boolean;
  /** Null while it is private: the entry there leads to the shared page. */
  readonly linkedIn: PresentedLinkedIn | null;
  /** What most people want, each with a button; a certificate on paper is only made of what holds. */
  readonly ways: readonly {
    readonly form: 'pdf' | 'json' | 'png';
    readonly icon: string;
    readonly href: string;
  }[];
  readonly downloads: readonly { readonly form: 'svg' | 'jwt'; readonly href: string }[];
  /** Just now. */
  readonly isSaved: boolean;
}

const WAYS = [
  { form: 'pdf', icon: 'document' },
  { form: 'json', icon: 'download' },
  { form: 'png', icon: 'badge' },
] as const;

export function presentShareChoices(
  { credential, openBadge, address, hasStandingChoice }: OwnCredential,
  place: { readonly courseId: string; readonly mappingKey: string },
  { t }: Pick<CourseWords, 't'>,
  isSaved = false,
): PresentedShareChoices {
  const page = credentialAddress(place.courseId, place.mappingKey);
  const there: Readonly<Record<keyof ShareChoice, boolean>> = {
    name:
      openBadge.credentialSubject.identifier?.some(({ identityType }) => identityType === 'name') ?? false,
    grade: credential.results.length > 0,
    evidence: credential.evidence.length > 0,
  };
  return {
    action: `${page}/shows`,
    seenHref: `${page}/seen`,
    switches: (['name', 'grade', 'evidence'] as const).map((name) => ({
      name,
      label: t(`shows.${name}`),
      hint: t(there[name] ? `shows.${name}.hint` : `shows.${name}.absent`),
      isOn: credential.shows[name],
      isThere: there[name],
    })),
    isStanding: hasStandingChoice,
    ways: WAYS.filter(({ form }) => form !== 'pdf' || credential.state === 'valid').map((way) => ({
      ...way,
      href: `${page}.${way.form}`,
    })),
    downloads: (['svg', 'jwt'] as const).map((form) => ({ form, href: `${page}.${form}` })),
    isSaved,
    linkedIn: credential.isShared ? presentLinkedIn(openBadge, address, t) : null,
  };
}
