/**
 * Platform profiles: what differs between LMSs. One file per LMS says it; the rest of the tool reads the profile and never
 * asks which LMS it talks to. An LMS that nobody here knows gets the plain standard.
 *
 * A quirk that the chosen profile does not expect is never guessed at: it ends in `platform_answer_unusable`, which is
 * tried again and concludes nothing. So a profile chosen wrongly loses nothing, and says what does not fit.
 *
 * @module
 */
import { BRIGHTSPACE_PROFILE } from './brightspace.js';
import { CANVAS_PROFILE } from './canvas.js';
import { MOODLE_PROFILE } from './moodle.js';
import { PLAIN_PROFILE } from './plain.js';

export type ProfileName = 'plain' | 'canvas' | 'brightspace' | 'moodle';

/** Which links keep the dates that came with them. */
export type LinkDatesHonoured = 'every-link' | 'with-column' | 'none';

export interface PlatformProfile {
  readonly name: ProfileName;
  /** Whether the LMS does something with the dates of a link (LTI Deep Linking 2.0 §3.2: `available`, `submission`). */
  readonly honoursLinkDates: LinkDatesHonoured;
  readonly registration: RegistrationProfile;
  readonly services: ServicesProfile;
}

/** What to ask for when the tool is registered. */
export interface RegistrationProfile {
  /**
   * Custom parameters that a registration asks for from the start: the LMS's own ids, which its API knows and LTI's own
   * `sub` and context id are not. By parameter name, the variable.
   */
  readonly bridgeParameters: Readonly<Record<string, string>>;
  /** Where an LMS may offer to add a badge link, most wanted first; those it announces are asked for. */
  readonly deepLinkingPlacements: readonly string[];
  /** Whether it can tell of copied courses (platform notification service): what is filled in by hand asks for it then. */
  readonly tellsOfCopies: boolean;
  /** Where an LMS may offer Insigne itself. */
  readonly resourceLinkPlacements: readonly string[];
  /** Members that the LMS knows beyond the standard: of the whole, and of the message that opens Insigne itself. */
  readonly toolMembers: Readonly<Record<string, unknown>>;
  readonly resourceLinkMembers: Readonly<Record<string, unknown>>;
  /** Issuers that many schools share, each with the hosts that may speak for it. */
  readonly sharedIssuers: readonly SharedIssuer[];
  /** Member of the answer that says where the administrator goes on; null = there is none. */
  readonly continueMember: string | null;
  /** What the administrator still has to do in the LMS. */
  readonly nextStep: 'activate' | 'review' | 'enable' | 'activate-pending';
  /** Addresses of the LMS where they follow from its site; null = its own pages have to tell. */
  readonly endpoints: ((site: string) => PlatformEndpoints) | null;
}

export interface SharedIssuer {
  readonly issuer: string;
  /** Hosts that serve its configuration; the registration endpoint in it is on the host of the school. */
  readonly hosts: readonly string[];
}

export interface PlatformEndpoints {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly jwksUrl: string;
}

/** How the services of the LMS (tokens, members, columns, results, scores) differ from their specifications. */
export interface ServicesProfile {
  /** Audience of client assertions where a registration names none of its own; null = the token address. */
  readonly tokenAudience: string | null;
  /** Requests that the LMS may be working on at once for one client. */
  readonly parallelRequests: number;
  /** Entries a page to ask for (`limit`), where the LMS would give fewer by itself; null = do not ask. */
  readonly pageLimits: {
    readonly members: number | null;
    readonly lineItems: number | null;
    readonly results: number | null;
  };
  /** Sites (registrable domains) that one operator runs together: services of one may live on another. */
  readonly sharedSites: readonly string[];
  /** `Link` headers with typographic quotes and `&amp;` are read for what they mean. */
  readonly hasBrokenLinkHeaders: boolean;
  /** 403 with "Rate Limit Exceeded" asks to wait, as 429 does elsewhere. */
  readonly saysBusyWith403: boolean;
  /** An HTML page with status 404 is an exception inside the service, not an absence. */
  readonly breaksWithHtml404: boolean;
  /** Members added to every score. */
  readonly scoreExtension: Readonly<Record<string, unknown>>;
  /** A score may be accepted and ignored (a teacher overrode it): what stands there is read after posting. */
  readonly readsScoresBack: boolean;
  /** How a refusal (4xx) of a score says that its assignment is not published yet: it is tried again then. */
  readonly unpublishedText: RegExp | null;
  /** An administrator may withhold roles: members of whom nobody has a role are no reading of the course. */
  readonly mayWithholdRoles: boolean;
}

const PROFILES: Readonly<Record<ProfileName, PlatformProfile>> = {
  plain: PLAIN_PROFILE,
  canvas: CANVAS_PROFILE,
  brightspace: BRIGHTSPACE_PROFILE,
  moodle: MOODLE_PROFILE,
};

export const PROFILE_NAMES = Object.keys(PROFILES) as readonly ProfileName[];

/** By `product_family_code`, as the products announce themselves (LTI Dynamic Registration 1.0). */
const BY_FAMILY: Readonly<Record<string, ProfileName>> = {
  canvas: 'canvas',
  desire2learn: 'brightspace',
  d2l: 'brightspace',
  brightspace: 'brightspace',
  moodle: 'moodle',
};

/** The profile of a registration; one that is not known any more behaves as the plain standard. */
export function findProfile({ profile }: { readonly profile: string }): PlatformProfile {
  return isProfileName(profile) ? PROFILES[profile] : PLAIN_PROFILE;
}

/** Whether some LMS says so that an assignment is not published yet, whichever this one is taken for. */
export function soundsUnpublished(refusal: string): boolean {
  return Object.values(PROFILES).some(({ services }) => services.unpublishedText?.test(refusal) ?? false);
}

/** The profile that fits what an LMS calls itself. An admin may choose another. */
export function chooseProfile(productFamily: string): ProfileName {
  const family = productFamily.trim().toLowerCase();
  return Object.hasOwn(BY_FAMILY, family) ? (BY_FAMILY[family] ?? 'plain') : 'plain';
}

export function isProfileName(name: string): name is ProfileName {
  return Object.hasOwn(PROFILES, name);
}
