/**
 * One dynamic registration, as a platform plays it.
 *
 * Source: LTI Dynamic Registration 1.0 §3 https://www.imsglobal.org/spec/lti-dr/v1p0/
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { PLATFORM_CONFIGURATION, TOOL_CONFIGURATION } from '../../src/lti/claims.js';
import type { TestPlatform } from '../support/test-platform.js';
import type { Answer, Browser } from './browser.js';
import type { Registered } from './world.js';

export interface RegisterOptions {
  readonly platform?: TestPlatform;
  /** Platforms with the same index sign with the same key. */
  readonly keyIndex?: number;
  /** Over an honest configuration; undefined takes a member out. */
  readonly change?: Readonly<Record<string, unknown>>;
  readonly clientId?: string;
  /** Null: the answer names none. */
  readonly deploymentId?: string | null;
  /** Instead of an honest answer to the registration. */
  readonly answer?: { readonly status: number; readonly body: unknown };
  /** Another way in than the one with consent. */
  readonly address?: string;
  /** The configuration is served only to whoever shows the registration token, as Canvas does. */
  readonly asksToken?: boolean;
  /** The configuration is fetched here instead. */
  readonly configurationUrl?: string;
}

export interface RegistrationAttempt {
  readonly page: Answer;
  /** Null: nothing was registered, or its end was not a page of success. */
  readonly registered: Registered | null;
  /** How often anything was asked of the platform meanwhile. */
  readonly asked: number;
  /** Whether the registration brought the platform's token. */
  readonly hasShownToken: boolean;
  /** Whether the page that the admin sees closes the LMS's dialog. */
  readonly closes: boolean;
}

const TOKEN = 'registration.token';

export async function registerAt(
  browser: Browser,
  platform: TestPlatform,
  address: string,
  serial: number,
  options: RegisterOptions,
): Promise<RegistrationAttempt> {
  const { clientId = `client-${randomUUID()}`, deploymentId = 'deployment-1', change = {} } = options;
  const configurationPath = `/${serial}/.well-known/openid-configuration`;
  const configuration = {
    issuer: platform.url,
    authorization_endpoint: `${platform.url}/auth`,
    token_endpoint: `${platform.url}/token`,
    jwks_uri: `${platform.url}/jwks`,
    registration_endpoint: `${platform.url}/${serial}/register`,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    scopes_supported: ['openid'],
    claims_supported: ['iss', 'sub', 'name', 'email'],
    [PLATFORM_CONFIGURATION]: {
      product_family_code: 'probe',
      version: '1',
      messages_supported: [{ type: 'LtiResourceLinkRequest' }, { type: 'LtiDeepLinkingRequest' }],
    },
    ...change,
  };
  let asked = 0;
  let posted: Record<string, unknown> | null = null;
  let hasShownToken = false;
  platform.routes.set(configurationPath, (req, res) => {
    asked += 1;
    if (options.asksToken && req.headers.authorization !== `Bearer ${TOKEN}`) {
      res.writeHead(401).end();
      return;
    }
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(configuration));
  });
  platform.routes.set(`/${serial}/register`, (req, res, body) => {
    asked += 1;
    hasShownToken = req.headers.authorization === `Bearer ${TOKEN}`;
    posted = parseObject(body);
    const honest = {
      ...posted,
      client_id: clientId,
      [TOOL_CONFIGURATION]: {
        ...(posted?.[TOOL_CONFIGURATION] as object | undefined),
        ...(deploymentId !== null && { deployment_id: deploymentId }),
      },
    };
    const { status, body: told } = options.answer ?? { status: 201, body: honest };
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(typeof told === 'string' ? told : JSON.stringify(told));
  });

  const url = new URL(address);
  url.searchParams.set('openid_configuration', options.configurationUrl ?? platform.url + configurationPath);
  url.searchParams.set('registration_token', TOKEN);
  const page = await browser.get(url.href);
  const issuer = typeof configuration.issuer === 'string' ? configuration.issuer : platform.url;
  const isDone = page.status === 200 && posted !== null;
  return {
    page,
    registered: isDone
      ? toRegistered(posted, { platform, issuer, clientId, deploymentId: deploymentId ?? 'deployment-1' })
      : null,
    asked,
    hasShownToken,
    closes: isDone && (await closesDialog(browser, page)),
  };
}

type Given = Pick<Registered, 'platform' | 'issuer' | 'clientId' | 'deploymentId'>;

function toRegistered(posted: Record<string, unknown> | null, given: Given): Registered {
  const tool = (posted?.[TOOL_CONFIGURATION] ?? {}) as Record<string, unknown>;
  const redirectUris = (posted?.['redirect_uris'] ?? []) as string[];
  return {
    ...given,
    loginUrl: posted?.['initiate_login_uri'] as string,
    redirectUris,
    targetLinkUri: (tool['target_link_uri'] ?? redirectUris[0]) as string,
    jwksUrl: posted?.['jwks_uri'] as string,
  };
}

/** In the page itself, or in a script of the tool that it loads. */
async function closesDialog(browser: Browser, page: Answer): Promise<boolean> {
  const message = 'org.imsglobal.lti.close';
  if (page.body.includes(message)) return true;
  for (const [, source = ''] of page.body.matchAll(/<script[^>]+src="([^"]+)"/g)) {
    if ((await browser.get(new URL(source, page.url).href)).body.includes(message)) return true;
  }
  return false;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
