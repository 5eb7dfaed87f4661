/**
 * What a verified launch tells us, as values of our own. The steps have judged; here nothing is refused, and what is not as
 * the specification has it is left out.
 *
 * Source: LTI 1.3 Core §5.3, §5.4; LTI Deep Linking 2.0 §3.4.1; LTI AGS 2.0 §3.1; LTI NRPS 2.0 §3.6.
 *
 * @module
 */
import { parseUrl } from '../../http/parse-url.js';
import { parseLanguage, type Language } from '../../language/local-text.js';
import type { Registration } from '../../platforms/registration.js';
import {
  CLAIM,
  MAPPING_PARAMETER,
  MAX_ID_LENGTH,
  MESSAGE,
  SUBMISSION_PARAMETER,
  type NoticeServiceClaim,
} from '../claims.js';
import type { DeepLinkingSettings } from '../session.js';
import {
  findAddress,
  findRecord,
  findText,
  isRecord,
  listScopes,
  listTexts,
  type Claims,
} from './read-claims.js';

export interface LaunchFacts {
  readonly isDeepLinking: boolean;
  readonly deploymentId: string;
  readonly sub: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly language: Language | null;
  readonly roles: readonly string[];
  /** Text values alone; variables that the LMS did not replace are left out. */
  readonly custom: Readonly<Record<string, string>>;
  readonly personSourcedId: string | null;
  /** Null for a launch outside any course. */
  readonly context: {
    readonly id: string;
    readonly title: string | null;
    readonly label: string | null;
  } | null;
  readonly resourceLink: { readonly id: string; readonly title: string | null } | null;
  readonly mappingKey: string | null;
  /** A credential that a student handed in, as the link refers to it: a claim; null for other links. */
  readonly submission: string | null;
  readonly membershipsUrl: string | null;
  readonly lineItemsUrl: string | null;
  readonly lineItemUrl: string | null;
  readonly agsScopes: readonly string[];
  /** Null where the LMS sends no notices. */
  readonly noticeService: NoticeServiceClaim | null;
  readonly deepLinking: DeepLinkingSettings | null;
  /** Submission review: the LMS's id of the learner whose work it is; null in other launches. */
  readonly reviewedSub: string | null;
  readonly frameOrigins: readonly string[];
  /** Custom parameters as they came, variables that the LMS did not replace included. */
  readonly rawCustom: Readonly<Record<string, string>>;
  /** When the LMS says that it made the launch, in seconds. */
  readonly issuedAt: number | null;
}

const MAX_TITLE = 255;
/** RFC 5321 §4.5.3.1.3. */
const MAX_EMAIL = 254;
const MAX_CUSTOM_PARAMETERS = 100;
/** Histories of copied courses hold up to a thousand ids. */
const MAX_CUSTOM_VALUE = 64 * 1024;
const MAPPING_KEY = /^[A-Za-z0-9_-]{16,64}$/;
const SUBMISSION = /^[\w.-]{1,200}$/;
const MAX_FRAME_ORIGINS = 10;
/**
 * URLs allow `;` and `,` in hosts; a Content-Security-Policy would read them as its own. They allow hosts of any length, too:
 * a name has at most 253 characters, a port 6 with its colon.
 */
const ORIGIN = /^https?:\/\/[a-z0-9.[\]:-]{1,259}$/;

export function readLaunch(claims: Claims, registration: Registration): LaunchFacts {
  const custom = readCustom(claims[CLAIM.custom]);
  const context = findRecord(claims, CLAIM.context);
  const contextId = findText(context, 'id', MAX_ID_LENGTH);
  const link = findRecord(claims, CLAIM.resourceLink);
  const linkId = findText(link, 'id', MAX_ID_LENGTH);
  const ags = findRecord(claims, CLAIM.agsEndpoint);
  const nrps = findRecord(claims, CLAIM.namesRoleService);
  const isDeepLinking = claims[CLAIM.messageType] === MESSAGE.deepLinkingRequest;
  const mappingKey = custom[MAPPING_PARAMETER];
  return {
    isDeepLinking,
    deploymentId: findText(claims, CLAIM.deploymentId, MAX_ID_LENGTH) ?? '',
    sub: typeof claims['sub'] === 'string' ? claims['sub'] : '',
    name: readName(claims),
    email: readEmail(claims),
    language: readLaunchLanguage(claims),
    roles: listTexts(claims[CLAIM.roles]),
    custom,
    personSourcedId: findText(findRecord(claims, CLAIM.lis), 'person_sourcedid', MAX_TITLE),
    context:
      contextId === null
        ? null
        : {
            id: contextId,
            title: findText(context, 'title', MAX_TITLE),
            label: findText(context, 'label', MAX_TITLE),
          },
    resourceLink: linkId === null ? null : { id: linkId, title: findText(link, 'title', MAX_TITLE) },
    mappingKey: mappingKey !== undefined && MAPPING_KEY.test(mappingKey) ? mappingKey : null,
    submission: readSubmission(custom[SUBMISSION_PARAMETER]),
    membershipsUrl: findAddress(nrps, 'context_memberships_url'),
    lineItemsUrl: findAddress(ags, 'lineitems'),
    lineItemUrl: findAddress(ags, 'lineitem'),
    agsScopes: listTexts(ags['scope']),
    noticeService: readNoticeService(findRecord(claims, CLAIM.noticeService)),
    deepLinking: isDeepLinking ? readDeepLinking(findRecord(claims, CLAIM.deepLinkingSettings)) : null,
    reviewedSub:
      claims[CLAIM.messageType] === MESSAGE.submissionReview
        ? findText(findRecord(claims, CLAIM.forUser), 'user_id', MAX_ID_LENGTH)
        : null,
    frameOrigins: readFrameOrigins(claims, registration),
    rawCustom: readTexts(claims[CLAIM.custom]),
    issuedAt: typeof claims['iat'] === 'number' ? claims['iat'] : null,
  };
}

function readNoticeService(claim: Claims): NoticeServiceClaim | null {
  const url = findAddress(claim, 'platform_notification_service_url');
  if (url === null) return null;
  return { url, types: listTexts(claim['notice_types_supported']), scopes: listScopes(claim['scope']) };
}

function readSubmission(value: string | undefined): string | null {
  return value !== undefined && SUBMISSION.test(value) ? value : null;
}

/** The language that the LMS shows its pages in. */
export function readLaunchLanguage(claims: Claims): Language | null {
  const presentation = findRecord(claims, CLAIM.launchPresentation);
  return parseLanguage(findText(presentation, 'locale', 35) ?? findText(claims, 'locale', 35));
}

function readName(claims: Claims): string | null {
  const whole = findText(claims, 'name', MAX_TITLE);
  if (whole) return whole.trim();
  const parts = [findText(claims, 'given_name', MAX_TITLE), findText(claims, 'family_name', MAX_TITLE)];
  const name = parts.flatMap((part) => part?.trim() ?? []).join(' ');
  return name === '' ? null : [...name].slice(0, MAX_TITLE).join('');
}

function readEmail(claims: Claims): string | null {
  const value = claims['email'];
  if (typeof value !== 'string' || value.length > MAX_EMAIL) return null;
  return /^[^\s@]+@[^\s@]+$/.test(value.trim()) ? value.trim() : null;
}

/** LTI Core §5.4.6: values are text. An unreplaced variable comes back as `$Name`. */
function readTexts(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= MAX_CUSTOM_VALUE,
  );
  return Object.fromEntries(texts.slice(0, MAX_CUSTOM_PARAMETERS));
}

function readCustom(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  const told = Object.entries(value).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' &&
      entry[1].trim() !== '' &&
      !entry[1].startsWith('$') &&
      entry[1].length <= MAX_CUSTOM_VALUE,
  );
  return Object.fromEntries(told.slice(0, MAX_CUSTOM_PARAMETERS));
}

function readDeepLinking(settings: Claims): DeepLinkingSettings {
  const { data } = settings;
  return {
    returnUrl: findAddress(settings, 'deep_link_return_url') ?? '',
    acceptTypes: listTexts(settings['accept_types']),
    acceptTargets: listTexts(settings['accept_presentation_document_targets']),
    acceptMultiple: settings['accept_multiple'] === true || settings['accept_multiple'] === 'true',
    acceptLineItem: settings['accept_lineitem'] !== false && settings['accept_lineitem'] !== 'false',
    data: typeof data === 'string' ? data : null,
  };
}

/**
 * Origins that may show our pages in a frame: the platform's own, and those that its addresses in this launch name (a school's
 * Canvas has a host of its own).
 */
function readFrameOrigins(claims: Claims, registration: Registration): string[] {
  const addresses = [
    registration.issuer,
    registration.authorizationUrl,
    findAddress(findRecord(claims, CLAIM.launchPresentation), 'return_url'),
    findAddress(findRecord(claims, CLAIM.deepLinkingSettings), 'deep_link_return_url'),
    findAddress(findRecord(claims, CLAIM.namesRoleService), 'context_memberships_url'),
    findAddress(findRecord(claims, CLAIM.agsEndpoint), 'lineitems'),
  ];
  const origins = addresses.flatMap((address) => {
    const url = address === null ? null : parseUrl(address);
    return url && ORIGIN.test(url.origin) ? [url.origin] : [];
  });
  return [...new Set(origins)].slice(0, MAX_FRAME_ORIGINS);
}
