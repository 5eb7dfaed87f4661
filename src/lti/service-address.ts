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
import { isUrl, parseUrl } from '../http/parse-url.js';
import { findProfile } from '../platforms/profile.js';
import type { Registration } from '../platforms/registration.js';

export type PlatformAddresses = Pick<
  Registration,
  'profile' | 'issuer' | 'authorizationUrl' | 'tokenUrl' | 'jwksUrl' | 'serviceHosts'
>;

/** Second labels under which countries hand out names: the organisation stands one label further to the left. */
const SHARED_LABELS = ['ac', 'co', 'com', 'edu', 'gov', 'gv', 'net', 'org', 'sch'];

/**
 * @throws {AppError} `address_refused` - neither an origin of the registration, nor a host of the same organisation (one
 *   host may sign for all schools), nor one that the registration names
 */
export function checkServiceAddress(registration: PlatformAddresses, address: string): void {
  const url = parseUrl(address);
  const { issuer, authorizationUrl, tokenUrl, jwksUrl } = registration;
  const known = [issuer, authorizationUrl, tokenUrl, jwksUrl]
    .filter((one) => isUrl(one))
    .map((one) => new URL(one));
  const isKnown =
    url !== null &&
    (known.some((one) => isSameOrganisation(one, url)) ||
      isSharedSite(findProfile(registration).services.sharedSites, known, url) ||
      (isPublic(url) && (registration.serviceHosts ?? []).includes(url.hostname)));
  if (!isKnown) {
    throw new AppError('address_refused', 400, 'the service is not at the platform that was registered', {
      host: url?.host ?? 'none',
    });
  }
}

/** True for two addresses of one origin, or of hosts of one organisation. */
export function isSameOrganisation(a: URL, b: URL): boolean {
  return a.origin === b.origin || isSameSite(a, b);
}

function isSameSite(a: URL, b: URL): boolean {
  const site = findSite(a);
  return site !== null && site === findSite(b);
}

/** Services on one site of an operator, for an LMS that is on another of its sites. */
function isSharedSite(sites: readonly string[], known: readonly URL[], url: URL): boolean {
  const isOn = (one: URL): boolean => sites.includes(findSite(one) ?? '');
  return isOn(url) && known.some(isOn);
}

function isPublic(url: URL): boolean {
  return url.protocol === 'https:' && url.port === '';
}

/** The organisation's part of a public https host; null for anything else. */
function findSite(url: URL): string | null {
  if (!isPublic(url) || isIP(url.hostname.replace(/^\[|\]$/g, ''))) return null;
  const labels = url.hostname.split('.');
  const length = SHARED_LABELS.includes(labels.at(-2) ?? '') ? 3 : 2;
  return labels.length >= length ? labels.slice(-length).join('.') : null;
}
