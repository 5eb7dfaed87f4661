/**
 * Which addresses may be fetched: https on the public internet, and what the operator's settings add to it.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import { classifyAddress } from './classify-address.js';
import { isUrl } from './parse-url.js';

export interface AddressPolicy {
  /** Hosts (with port where it is not 443) that may be inside the institution's own network, over https. */
  readonly allowHosts: readonly string[];
  /** Loopback may be reached, over plain http too. */
  readonly allowLoopback: boolean;
}

/** What is being connected to: `protocol` and `host` as in a URL. */
export interface AddressTarget {
  readonly protocol: string;
  readonly host: string;
}

/**
 * Reads an address that came from outside.
 *
 * @throws {AppError} `address_refused` - not an address, a scheme other than https (http with `allowLoopback`), or a
 *   user name or password in it
 */
export function parseAddress(text: string, policy: AddressPolicy): URL {
  if (!isUrl(text)) throw addressRefused('not an absolute address');
  const url = new URL(text);
  const isSchemeAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && policy.allowLoopback);
  if (!isSchemeAllowed) throw addressRefused('the address is not https', url.host);
  if (url.username || url.password) throw addressRefused('the address carries credentials', url.host);
  return url;
}

/**
 * Checks every IP address that a host resolved to: one that is not allowed refuses them all, or the answer that the
 * system picks could be the wrong one.
 *
 * @throws {AppError} `address_refused`
 */
export function checkResolved(
  target: AddressTarget,
  addresses: readonly string[],
  policy: AddressPolicy,
): void {
  const isNamed = policy.allowHosts.includes(target.host.toLowerCase());
  const isAllowed = (address: string): boolean => {
    const kind = classifyAddress(address);
    if (kind === 'loopback' && policy.allowLoopback) return true;
    if (target.protocol !== 'https:') return false;
    return kind === 'public' || (isNamed && kind !== 'refused');
  };
  if (addresses.length === 0 || !addresses.every(isAllowed)) {
    throw addressRefused('the host is not on the public internet', target.host);
  }
}

function addressRefused(message: string, host?: string): AppError {
  return new AppError('address_refused', 400, message, host ? { host } : {});
}
