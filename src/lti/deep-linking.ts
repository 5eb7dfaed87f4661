/**
 * Deep linking: the answer that puts a badge link into the course.
 *
 * Source: LTI Deep Linking 2.0 §4 (response message) https://www.imsglobal.org/spec/lti-dl/v2p0/#deep-linking-response-message,
 * §3.4.1 (what the platform accepts); 1EdTech Security Framework 1.1 §5.2 (tool-originating messages).
 * Not here: which items a teacher chose (web/picker), the page that posts the answer (views/lti/deep-linking-return.ejs).
 *
 * @module
 */
import { SignJWT } from 'jose';
import { AppError } from '../errors/app-error.js';
import type { Registration } from '../platforms/registration.js';
import { randomToken } from '../secrets/random-token.js';
import { CLAIM, LTI_VERSION, MESSAGE } from './claims.js';
import type { CourseLaunch } from './session.js';
import type { ToolKeys } from './tool-keys.js';

export interface ItemPicture {
  readonly url: string;
  readonly width?: number;
  readonly height?: number;
}

/** A link into this tool, with a column when one is wanted. Source: LTI Deep Linking 2.0 §3.2. */
export interface ResourceLinkItem {
  readonly type: 'ltiResourceLink';
  readonly title: string;
  readonly text?: string;
  readonly url: string;
  readonly icon?: ItemPicture;
  /** Asks for a window of its own, where the platform honours it. */
  readonly window?: { readonly targetName: string };
  readonly custom?: Readonly<Record<string, string>>;
  readonly lineItem?: {
    readonly scoreMaximum: number;
    readonly label?: string;
    readonly resourceId?: string;
    readonly tag?: string;
  };
  /** When students may open it; ISO 8601 with its zone, as both below. */
  readonly available?: { readonly startDateTime?: string; readonly endDateTime?: string };
  readonly submission?: { readonly endDateTime: string };
}

/** A page that needs no launch. Source: LTI Deep Linking 2.0 §3.1. */
export interface PageItem {
  readonly type: 'link';
  readonly title: string;
  readonly text?: string;
  readonly url: string;
  readonly icon?: ItemPicture;
}

/** Source: LTI Deep Linking 2.0 §3.4. */
export interface HtmlItem {
  readonly type: 'html';
  readonly title: string;
  readonly html: string;
}

/** Source: LTI Deep Linking 2.0 §3.5. */
export interface ImageItem {
  readonly type: 'image';
  readonly title: string;
  readonly url: string;
  readonly width?: number;
  readonly height?: number;
}

export type ContentItem = ResourceLinkItem | PageItem | HtmlItem | ImageItem;

/** What the platform may show its user, and write into its log. Source: LTI Deep Linking 2.0 §4.5.4 to §4.5.7. */
export interface DeepLinkingWords {
  readonly message?: string;
  readonly log?: string;
  readonly errorMessage?: string;
  readonly errorLog?: string;
}

/** A form for the browser to post to the platform. */
export interface DeepLinkingForm {
  readonly returnUrl: string;
  readonly jwt: string;
}

export interface DeepLinkingDeps {
  readonly toolKeys: Pick<ToolKeys, 'getSigningKey'>;
  readonly now: () => Date;
}

export type DeepLinking = ReturnType<typeof createDeepLinking>;

const LASTS_SECONDS = 300;
/** Moodle refuses what is dated even one second ahead of its own clock. */
const CLOCK_SKEW_SECONDS = 10;

export function createDeepLinking({ toolKeys, now }: DeepLinkingDeps) {
  /**
   * Signs the answer to a deep linking launch. No items means: nothing was chosen.
   *
   * Where the platform takes no columns, items go without theirs.
   *
   * @throws {AppError} `deep_linking_missing` - the launch was no deep linking request
   * @throws {AppError} `deep_linking_item_refused` - the platform takes no links here, or only one
   */
  async function buildDeepLinkingForm(
    launch: Pick<CourseLaunch, 'deepLinking' | 'deploymentId'>,
    registration: Pick<Registration, 'clientId' | 'issuer'>,
    contentItems: readonly ContentItem[],
    words: DeepLinkingWords = {},
  ): Promise<DeepLinkingForm> {
    const settings = launch.deepLinking;
    if (!settings) throw new AppError('deep_linking_missing', 400, 'the launch did not ask for links');
    if (contentItems.length > 1 && !settings.acceptMultiple) {
      throw new AppError('deep_linking_item_refused', 422, 'the platform takes one link at a time');
    }
    if (contentItems.some(({ type }) => !settings.acceptTypes.includes(type))) {
      throw new AppError('deep_linking_item_refused', 422, 'the platform takes no links of this kind here');
    }
    const jwt = await sign(registration, {
      [CLAIM.messageType]: MESSAGE.deepLinkingResponse,
      [CLAIM.version]: LTI_VERSION,
      [CLAIM.deploymentId]: launch.deploymentId,
      [CLAIM.contentItems]: settings.acceptLineItem ? contentItems : contentItems.map(withoutLineItem),
      // §4.3: sent back unchanged when it was sent, left out when it was not.
      ...(words.message !== undefined && { [CLAIM.deepLinkingMessage]: words.message }),
      ...(words.log !== undefined && { [CLAIM.deepLinkingLog]: words.log }),
      ...(words.errorMessage !== undefined && { [CLAIM.deepLinkingErrorMessage]: words.errorMessage }),
      ...(words.errorLog !== undefined && { [CLAIM.deepLinkingErrorLog]: words.errorLog }),
      ...(settings.data !== null && { [CLAIM.deepLinkingData]: settings.data }),
    });
    return { returnUrl: settings.returnUrl, jwt };
  }

  async function sign(
    { clientId, issuer }: Pick<Registration, 'clientId' | 'issuer'>,
    claims: Readonly<Record<string, unknown>>,
  ): Promise<string> {
    const { kid, privateKey } = await toolKeys.getSigningKey();
    const issuedAt = Math.floor(now().getTime() / 1000) - CLOCK_SKEW_SECONDS;
    return new SignJWT({ ...claims, nonce: randomToken() })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .setIssuer(clientId)
      .setAudience([issuer])
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LASTS_SECONDS)
      .setJti(randomToken())
      .sign(privateKey);
  }

  return { buildDeepLinkingForm };
}

/** A member that is undefined is not written into the token. */
function withoutLineItem(item: ContentItem): Readonly<Record<string, unknown>> {
  return { ...item, lineItem: undefined };
}
