/**
 * What the parts of the LMS share: its state, its clock, its address, its keys and its settings.
 *
 * @module
 */
import { createPlatformKeys, type PlatformKeys } from './lti/platform-keys.js';
import { createToolJwts, type ToolJwts } from './lti/tool-jwt.js';
import type { LmsProfile, RateBucket } from './profiles/profile.js';
import { createState, type LinkDates, type State } from './school/state.js';
import { createAccessLog, type AccessLog } from './watch/access-log.js';
import { createFaults, type Faults } from './watch/faults.js';

export interface Settings {
  /** The most on one page, whatever `limit` says. */
  pageSizes: { members: number; lineitems: number; results: number };
  tokenSeconds: number;
  jwksMaxAgeSeconds: number;
  acceptTypes: string[];
  acceptMultiple: boolean;
  acceptLineItem: boolean;
  /** Where links may be shown: `frame`, `iframe`, `window`. */
  acceptTargets: string[];
  /** Canvas hands out its OpenID configuration only to the bearer of the registration token. */
  configurationNeedsToken: boolean;
  /** Canvas names the deployment in the answer to a registration only behind a flag. */
  registrationNamesDeployment: boolean;
  /** Moodle sends no `data` to deep linking, and does not say whether it takes line items. */
  sendsDeepLinkingData: boolean;
  announcesLineItems: boolean;
  /** Null: requests are not counted. */
  rateBucket: RateBucket | null;
  /** Submissions a learner has for one column, where the LMS counts them; null: as many as they like. */
  allowedAttempts: number | null;
}

/** A launch that was offered to the browser and not yet asked for by the tool. */
export interface PendingLaunch {
  readonly id: string;
  readonly kind: 'resource-link' | 'deep-linking';
  readonly clientId: string;
  readonly deploymentId: string;
  readonly courseId: string;
  readonly userId: string;
  /** Of a resource link. */
  readonly linkId: string | null;
  readonly targetLinkUri: string;
  /** `lti_message_hint`, to come back byte by byte. */
  readonly hint: string;
  readonly expiresAt: Date;
  /** Of deep linking: a student hands something in. */
  readonly isHomework: boolean;
  /** Of deep linking: opaque, to come back in the response. */
  readonly data: string | null;
}

/** A link to the tool, or what opens without it. */
export type ContentItem = LinkItem | PageItem;

export interface PageItem {
  readonly type: 'link' | 'html' | 'image';
  readonly title: string;
  readonly text: string;
  readonly content: string;
  readonly lineItem: null;
}

export interface LinkItem {
  readonly type: 'ltiResourceLink';
  readonly opensWindow: boolean;
  readonly iconUrl: string | null;
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly custom: Readonly<Record<string, string>>;
  readonly lineItem: {
    readonly label: string | null;
    readonly scoreMaximum: number;
    readonly resourceId: string | null;
    readonly tag: string | null;
  } | null;
  /** What the tool sent; whether it is kept is the profile's. */
  readonly dates: LinkDates | null;
}

/** A deep linking dialog: opened, answered, saved. */
export interface Selection {
  readonly id: string;
  readonly launch: PendingLaunch;
  state: 'open' | 'answered' | 'saved';
  items: readonly ContentItem[];
  message: string | null;
  errorMessage: string | null;
}

export interface AccessToken {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date;
}

export interface RegistrationInvite {
  readonly expiresAt: Date;
  readonly activate: boolean;
  isUsed: boolean;
}

/** What tools asked to be told of, and what they were told. */
export interface Notices {
  /** Address of the tool, by `deployment type`. */
  readonly handlers: Map<string, string>;
  /** Oldest first. */
  readonly sent: SentNotice[];
}

export interface SentNotice {
  readonly at: string;
  readonly type: string;
  readonly deploymentId: string;
  readonly handler: string;
  /** Null until it was answered; 0 when no answer came. */
  status: number | null;
  ms: number | null;
}

export interface Platform {
  readonly profile: LmsProfile;
  readonly state: State;
  readonly settings: Settings;
  readonly keys: PlatformKeys;
  readonly toolJwts: ToolJwts;
  readonly log: AccessLog;
  readonly faults: Faults;
  /** By id. */
  readonly launches: Map<string, PendingLaunch>;
  readonly selections: Map<string, Selection>;
  readonly accessTokens: Map<string, AccessToken>;
  readonly invites: Map<string, RegistrationInvite>;
  readonly notices: Notices;
  /** Of client assertions and deep linking responses: `kind clientId value`, until it expires by itself. */
  readonly usedOnce: Map<string, Date>;
  readonly now: () => Date;
  readonly randomId: (bytes?: number) => string;
  /** The issuer, and the origin of every address; no slash at the end. */
  readonly baseUrl: () => string;
}

export interface PlatformOptions {
  readonly profile: LmsProfile;
  readonly now: () => Date;
  readonly random: (bytes: number) => Buffer;
  readonly baseUrl: () => string;
  readonly keys?: PlatformKeys | undefined;
}

export async function createPlatform({
  profile,
  now,
  random,
  baseUrl,
  keys,
}: PlatformOptions): Promise<Platform> {
  // Letters and digits alone: an id that begins with a dash reads as an option on a command line.
  const randomId = (bytes = 16) => random(bytes).toString('hex');
  return {
    profile,
    state: createState(profile.ids),
    settings: {
      ...structuredClone(profile.start),
      tokenSeconds: 3_600,
      jwksMaxAgeSeconds: 600,
      acceptTypes: ['ltiResourceLink'],
      acceptMultiple: true,
      acceptLineItem: true,
      acceptTargets: ['iframe', 'window'],
      allowedAttempts: null,
    },
    keys: keys ?? (await createPlatformKeys(() => randomId(9))),
    toolJwts: createToolJwts(now),
    log: createAccessLog(now),
    faults: createFaults(profile.services),
    launches: new Map(),
    selections: new Map(),
    accessTokens: new Map(),
    invites: new Map(),
    notices: { handlers: new Map(), sent: [] },
    usedOnce: new Map(),
    now,
    randomId,
    baseUrl,
  };
}

/**
 * Notes a value that may be used once.
 *
 * @returns false when it was used before and that use has not expired
 */
export function useOnce(platform: Platform, key: string, expiresAt: Date): boolean {
  const now = platform.now();
  for (const [used, until] of platform.usedOnce) if (until <= now) platform.usedOnce.delete(used);
  if (platform.usedOnce.has(key)) return false;
  platform.usedOnce.set(key, expiresAt);
  return true;
}
