/**
 * How often one address may ask what anybody may ask: logins, launches, registrations, verifications, notices.
 *
 * A bucket for each client address and kind of request, in this process's memory: a whole class behind one address gets through,
 * a loop does not. How many addresses are remembered is bounded; who asked longest ago is forgotten first.
 * The address is the one that `TRUST_PROXY` proxies vouch for; of IPv6 the network (/64), which one household has to itself.
 *
 * Not here: limits of what the tool asks of platforms (lti/).
 *
 * @module
 */
import { isIPv6 } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { AppError } from '../errors/app-error.js';

export interface RateLimit {
  /** Requests at once, after a pause. */
  readonly burst: number;
  /** Requests in a second, for as long as anybody likes. */
  readonly perSecond: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Two hundred students open one link at the start of a lesson: three requests each, and some come back. */
const PEOPLE: RateLimit = { burst: 3_000, perSecond: 50 };
const VERIFICATIONS: RateLimit = { burst: 300, perSecond: 5 };
const REGISTRATIONS: RateLimit = { burst: 60, perSecond: 0.5 };
/** One platform tells of many courses at the end of a term. */
const NOTICES: RateLimit = { burst: 1_000, perSecond: 20 };

const LIMITS: Readonly<Record<string, RateLimit>> = {
  '/lti/login': PEOPLE,
  '/lti/login/continue': PEOPLE,
  '/lti/launch': PEOPLE,
  '/lti/arrive': PEOPLE,
  '/lti/register': REGISTRATIONS,
  '/lti/notices': NOTICES,
  '/verify': VERIFICATIONS,
};

const MAX_ADDRESSES = 20_000;

/**
 * Goes before the routers.
 *
 * @throws {AppError} `too_many_requests` 429 - with the seconds to wait, in `detail` and in `Retry-After`
 */
export function createRateLimits({
  now,
  limits = LIMITS,
  maxAddresses = MAX_ADDRESSES,
}: {
  readonly now: () => Date;
  readonly limits?: Readonly<Record<string, RateLimit>>;
  readonly maxAddresses?: number;
}): RequestHandler {
  const byPath = new Map(
    Object.entries(limits).map(([path, limit]) => [path, createRateLimit(limit, maxAddresses)]),
  );
  return (req, res, next) => {
    const waitSeconds = byPath.get(toRoute(req.path))?.(toClient(req), now()) ?? 0;
    if (waitSeconds === 0) {
      next();
      return;
    }
    res.set('Retry-After', String(waitSeconds));
    throw new AppError('too_many_requests', 429, 'too many requests from one address', {
      seconds: waitSeconds,
    });
  };
}

/** Takes one token of a client's bucket; returns 0, or after how many whole seconds there is one again. */
export function createRateLimit({ burst, perSecond }: RateLimit, maxAddresses = MAX_ADDRESSES) {
  /** In the order of their last request. */
  const buckets = new Map<string, Bucket>();

  return function take(client: string, now: Date): number {
    const at = now.getTime();
    const known = buckets.get(client);
    const elapsedSeconds = known ? Math.max(0, at - known.at) / 1000 : 0;
    const tokens = known ? Math.min(burst, known.tokens + elapsedSeconds * perSecond) : burst;
    const isAllowed = tokens >= 1;
    buckets.delete(client);
    buckets.set(client, { tokens: isAllowed ? tokens - 1 : tokens, at });
    if (buckets.size > maxAddresses) {
      const [oldest] = buckets.keys();
      if (oldest !== undefined) buckets.delete(oldest);
    }
    return isAllowed ? 0 : Math.ceil((1 - tokens) / perSecond);
  };
}

/** As express matches it: upper and lower case, with and without a slash at the end. */
function toRoute(path: string): string {
  return path.toLowerCase().replace(/\/$/, '');
}

function toClient(req: Pick<Request, 'ip'>): string {
  const ip = (req.ip ?? '').toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  return isIPv6(ip) ? toNetwork(ip) : ip;
}

function toNetwork(ip: string): string {
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: gap }, () => '0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
