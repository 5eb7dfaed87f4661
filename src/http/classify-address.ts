/**
 * What kind of network an IP address belongs to.
 *
 * Only what is known to be on the public internet counts as public; special-purpose and unassigned space does not.
 *
 * Source: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates); RFC 6598 (shared address
 * space of carriers); RFC 4291 §2.5.5.2 (IPv4-mapped); RFC 6052 §2.1 (64:ff9b::/96).
 *
 * @module
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * `private`: an institution's own network. `refused`: link-local (where clouds keep their metadata), multicast,
 * unspecified, reserved, documentation, tunnels; nothing this tool may ever talk to.
 */
export type AddressKind = 'public' | 'loopback' | 'private' | 'refused';

const PRIVATE_V4 = toBlockList('ipv4', ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16']);
const REFUSED_V4 = toBlockList('ipv4', [
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);
const PRIVATE_V6 = toBlockList('ipv6', ['fc00::/7']);
/** Global unicast; everything outside is special or unassigned. */
const GLOBAL_V6 = toBlockList('ipv6', ['2000::/3']);
const REFUSED_V6 = toBlockList('ipv6', [
  '2001::/23', // protocol assignments, Teredo among them
  '2001:db8::/32',
  '2002::/16', // 6to4: reaches whatever IPv4 address it carries
  '3fff::/20',
]);

/** @param address - as a resolver gives it: IPv4, or IPv6 with or without a zone */
export function classifyAddress(address: string): AddressKind {
  if (isIPv4(address)) return classifyV4(address);
  const bare = address.replace(/%.*$/, '');
  return isIPv6(bare) ? classifyV6(bare) : 'refused';
}

function classifyV4(address: string): AddressKind {
  if (address.startsWith('127.')) return 'loopback';
  if (REFUSED_V4.check(address)) return 'refused';
  return PRIVATE_V4.check(address) ? 'private' : 'public';
}

function classifyV6(address: string): AddressKind {
  const groups = toGroups(address);
  const isZero = (from: number, to: number): boolean => groups.slice(from, to).every((group) => group === 0);
  if (isZero(0, 7) && groups[7] === 1) return 'loopback';
  const carried = toV4(groups);
  if (isZero(0, 5) && groups[5] === 0xffff) return classifyV4(carried); // the system connects to the IPv4 address
  if (groups[0] === 0x64 && groups[1] === 0xff9b && isZero(2, 6)) {
    return classifyV4(carried) === 'public' ? 'public' : 'refused'; // NAT64 gateways must not lead inside either
  }
  if (PRIVATE_V6.check(address, 'ipv6')) return 'private';
  return GLOBAL_V6.check(address, 'ipv6') && !REFUSED_V6.check(address, 'ipv6') ? 'public' : 'refused';
}

/** Eight 16-bit numbers, whatever way the address was written. */
function toGroups(address: string): number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1); // an IPv4 tail becomes two groups
  const [head = '', tail] = canonical.split('::');
  const read = (text: string): number[] =>
    text
      .split(':')
      .filter(Boolean)
      .map((group) => parseInt(group, 16));
  const [front, back] = [read(head), read(tail ?? '')];
  return [...front, ...new Array<number>(8 - front.length - back.length).fill(0), ...back];
}

function toV4(groups: readonly number[]): string {
  return [groups[6] ?? 0, groups[7] ?? 0].flatMap((group) => [group >> 8, group & 0xff]).join('.');
}

function toBlockList(type: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = '', bits] = subnet.split('/');
    list.addSubnet(net, Number(bits), type);
  }
  return list;
}
