/**
 * Where a platform's services may live: tokens of a platform go to that platform and nowhere else.
 *
 * The specification lets a launch name any address. A launch is signed, so this is a second lock: it holds when a
 * platform lets others write into its launches.
 *
 * @module
 */
import { isIP } from 'node:net';
import { AppError } from '../errors/app-error.js';
import type { Registration } from '../platforms/registration.js';

export type PlatformAddresses = Pick<Registration, 'issuer' | 'authorizationUrl' | 'tokenUrl' | 'jwksUrl'>;

/** Second labels under which countries hand out names: the organisation stands one label further to the left. */
const SHARED_LABELS = ['ac', 'co', 'com', 'edu', 'gov', 'gv', 'net', 'org', 'sch'];

/**
 * @throws {AppError} `address_refused` - neither an origin of the registration nor a host of the same organisation
 *   (Canvas: `canvas.instructure.com` signs for `school.instructure.com`)
 */
export function checkServiceAddress(registration: PlatformAddresses, address: string): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  const { issuer, authorizationUrl, tokenUrl, jwksUrl } = registration;
  const known = [issuer, authorizationUrl, tokenUrl, jwksUrl]
    .filter((one) => URL.canParse(one))
    .map((one) => new URL(one));
  const isKnown = url !== null && known.some((one) => one.origin === url.origin || isSameSite(one, url));
  if (!isKnown) {
    throw new AppError('address_refused', 400, 'the service is not at the platform that was registered', {
      host: url?.host ?? 'none',
    });
  }
}

function isSameSite(a: URL, b: URL): boolean {
  const site = findSite(a);
  return site !== null && site === findSite(b);
}

/** The organisation's part of a public https host; null for anything else. */
function findSite(url: URL): string | null {
  if (url.protocol !== 'https:' || url.port !== '' || isIP(url.hostname.replace(/^\[|\]$/g, ''))) return null;
  const labels = url.hostname.split('.');
  const length = SHARED_LABELS.includes(labels.at(-2) ?? '') ? 3 : 2;
  return labels.length >= length ? labels.slice(-length).join('.') : null;
}
