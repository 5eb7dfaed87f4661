/**
 * Configuration: strings in, one frozen value out. All problems are reported at once; a mistyped number is a problem,
 * not a default.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { Env } from './env.js';

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;

export interface Config {
  /** Origin of the tool, without a slash at the end. */
  readonly baseUrl: string;
  /** Origin inside credentials, without a slash at the end. */
  readonly credentialUrl: string;
  /** False where credentials would carry an address that no stranger can reach. */
  readonly mayIssue: boolean;
  readonly port: number;
  readonly dataDir: string;
  /** Null: the embedded engine in `dataDir`. */
  readonly mongodbUri: string | null;
  readonly runsWeb: boolean;
  readonly runsWorker: boolean;
  readonly syncEverySeconds: number;
  /** Who sends mail; null: none is sent, whatever `Secrets.smtpUrl` says. */
  readonly mailFrom: string | null;
  /** After the end of a course; then scores are reduced to what was decided by them. */
  readonly keepGradesMonths: number;
  /** Proxies in front whose `X-Forwarded-*` headers count. */
  readonly trustedProxies: number;
  /** Host names (with port where it is not 443) that an LMS may have inside the institution's own network. */
  readonly allowHosts: readonly string[];
  /** Development: platforms on loopback over plain http. */
  readonly allowLoopback: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** The institution's OpenID Connect provider for the console; null: passwords alone. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly name: string } | null;
}

/** Kept apart from `Config`, never logged. */
export interface Secrets {
  /** 32 bytes; null: a key file in `dataDir`, made at first start. */
  readonly secretKey: Buffer | null;
  /** Null exactly where `Config.oidc` is. */
  readonly oidcClientSecret: string | null;
  /** With user and password, where the server wants them; null: no mail is sent. */
  readonly smtpUrl: string | null;
}

export class ConfigError extends AppError {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(
      'config_invalid',
      500,
      `These settings are not usable:\n${problems.map((p) => `- ${p}`).join('\n')}`,
    );
  }
}

const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** True for an origin that only this machine can reach. */
export function isLoopbackUrl(url: string): boolean {
  return LOOPBACK_HOSTS.includes(new URL(url).hostname);
}

/**
 * @throws {ConfigError} `config_invalid` - with one sentence for each problem
 */
export function toConfig(env: Env): { config: Config; secrets: Secrets } {
  const problems: string[] = [];
  const port = readWholeNumber(env, 'PORT', 3000, 1, 65_535, problems);
  const allowLoopback = readSwitch(env, 'ALLOW_LOOPBACK', problems);
  const baseUrl = readOrigin(env.BASE_URL, 'BASE_URL', `http://localhost:${port}`, problems);
  const credentialUrl = readOrigin(env.CREDENTIAL_URL, 'CREDENTIAL_URL', baseUrl, problems);
  const role = readChoice(env, 'ROLE', ['all', 'web', 'worker'] as const, 'all', problems);
  const mongodbUri = env.MONGODB_URI ?? null;
  const secretKey = readSecretKey(env, problems);
  if (mongodbUri && !secretKey) {
    problems.push('SECRET_KEY must be set when MONGODB_URI is: several machines have to open the same keys');
  }
  if (mongodbUri && !/^mongodb(\+srv)?:\/\//.test(mongodbUri)) {
    problems.push('MONGODB_URI must begin with mongodb:// or mongodb+srv://');
  }

  const mail = readMail(env, problems);

  const config: Config = {
    baseUrl,
    credentialUrl,
    mayIssue: allowLoopback || (credentialUrl.startsWith('https://') && !isLoopbackUrl(credentialUrl)),
    port,
    dataDir: env.DATA_DIR ?? './data',
    mongodbUri,
    runsWeb: role !== 'worker',
    runsWorker: role !== 'web',
    syncEverySeconds: readWholeNumber(env, 'SYNC_EVERY', 300, 1, 86_400, problems),
    mailFrom: mail?.from ?? null,
    keepGradesMonths: readWholeNumber(env, 'KEEP_GRADES_MONTHS', 24, 1, 240, problems),
    trustedProxies: readWholeNumber(env, 'TRUST_PROXY', 0, 0, 10, problems),
    allowHosts: readHosts(env, problems),
    allowLoopback,
    logLevel: readChoice(env, 'LOG_LEVEL', LOG_LEVELS, 'info', problems),
    oidc: readOidc(env, allowLoopback, problems),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    config: Object.freeze(config),
    secrets: Object.freeze({
      secretKey,
      smtpUrl: mail?.url ?? null,
      oidcClientSecret: env.OIDC_CLIENT_SECRET ?? null,
    }),
  };
}

function readOrigin(text: string | undefined, name: string, fallback: string, problems: string[]): string {
  if (text === undefined) return fallback;
  const url = parseUrl(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    problems.push(`${name} must be an address like https://badges.example.org, not "${text}"`);
    return fallback;
  }
  if (url.pathname !== '/' || url.search || url.hash || url.username) {
    problems.push(`${name} must be an origin alone, without path, query or user: ${url.origin}`);
  }
  if (url.protocol === 'http:' && !isLoopbackUrl(text)) {
    problems.push(`${name} must be https: plain http is only for this machine itself (localhost, 127.0.0.1)`);
  }
  return url.origin;
}

function readWholeNumber(
  env: Env,
  name: 'KEEP_GRADES_MONTHS' | 'PORT' | 'SYNC_EVERY' | 'TRUST_PROXY',
  fallback: number,
  least: number,
  most: number,
  problems: string[],
): number {
  const text = env[name];
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  problems.push(`${name} must be a whole number from ${least} to ${most}, not "${text}"`);
  return fallback;
}

function readChoice<T extends string>(
  env: Env,
  name: 'ROLE' | 'LOG_LEVEL',
  choices: readonly T[],
  fallback: T,
  problems: string[],
): T {
  const text = env[name];
  if (text === undefined) return fallback;
  const found = choices.find((choice) => choice === text);
  if (!found) problems.push(`${name} must be one of ${choices.join(', ')}, not "${text}"`);
  return found ?? fallback;
}

/** Complete or not at all. */
function readOidc(env: Env, allowLoopback: boolean, problems: string[]): Config['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: secret, OIDC_NAME: name } = env;
  if (!issuer && !clientId && !secret && !name) return null;
  if (!issuer || !clientId || !secret) {
    problems.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together, or none of them');
    return null;
  }
  const url = parseUrl(issuer);
  const isUsable =
    url?.protocol === 'https:' || (allowLoopback && url?.protocol === 'http:' && isLoopbackUrl(issuer));
  if (!url || !isUsable) {
    problems.push(`OIDC_ISSUER must be an https address like https://login.example.org, not "${issuer}"`);
    return null;
  }
  return { issuer, clientId, name: name ?? url.host };
}

function readSwitch(env: Env, name: 'ALLOW_LOOPBACK', problems: string[]): boolean {
  const text = env[name];
  if (text === undefined || text === 'false' || text === '0') return false;
  if (text === 'true' || text === '1') return true;
  problems.push(`${name} must be true or false, not "${text}"`);
  return false;
}

function readHosts(env: Env, problems: string[]): string[] {
  const hosts = (env.ALLOW_HOSTS ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);
  for (const host of hosts) {
    if (!/^[a-z0-9.[\]:-]+$/.test(host))
      problems.push(`ALLOW_HOSTS holds "${host}", which is not a host name`);
  }
  return hosts;
}

/** Both or neither; the password in the address is never repeated in a problem. */
function readMail(env: Env, problems: string[]): { readonly url: string; readonly from: string } | null {
  const { SMTP_URL: url, MAIL_FROM: from } = env;
  if (url === undefined && from === undefined) return null;
  if (url === undefined) problems.push('SMTP_URL must be set when MAIL_FROM is');
  else if (!/^smtps?:\/\/[^/]+\/?$/.test(url) || !parseUrl(url)) {
    problems.push('SMTP_URL must be an address like smtps://user:password@mail.example.org:465');
  }
  if (from === undefined)
    problems.push('MAIL_FROM must be set when SMTP_URL is: the address that mail comes from');
  else if (!/^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/.test(from)) {
    problems.push('MAIL_FROM must be an e-mail address, with a name before it or not');
  }
  return url !== undefined && from !== undefined ? { url, from } : null;
}

function readSecretKey(env: Env, problems: string[]): Buffer | null {
  if (env.SECRET_KEY === undefined) return null;
  const key = Buffer.from(env.SECRET_KEY, 'base64');
  if (key.length === 32) return key;
  problems.push('SECRET_KEY must be 32 bytes in base64, for example the output of: openssl rand -base64 32');
  return null;
}

/** By the constructor: `URL.canParse` is wrong on Node 20 when it is hot (http/parse-url.ts, which this folder may not import). */
function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
