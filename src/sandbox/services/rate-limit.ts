/**
 * Canvas's leaky bucket: every request costs a lot until it is answered and little afterwards, so requests at the same time fill it and requests
 * one after the other do not.
 *
 * Source: facts A.5 "Rate limits" (a bucket for each token, a pre-flight penalty for parallel requests, 403 with a sentence)
 *
 * @module
 */
import type { RequestHandler, Response } from 'express';
import { AppError } from '../../errors/app-error.js';
import { readBearer } from '../lti/registration.js';
import type { Platform } from '../platform.js';

const ANSWERED_COST = 1;

interface Level {
  held: number;
  at: number;
}

/** Refuses with 403 what does not fit. Without a bucket in the settings nothing is counted. */
export function limitRate({ settings, profile, now }: Platform): RequestHandler {
  const levels = new Map<string, Level>();
  return (req, res, next) => {
    if (profile.services.needsUserAgent && (req.get('user-agent') ?? '') === '') {
      throw new AppError('user_agent_missing', 403, 'requests need a User-Agent');
    }
    const bucket = settings.rateBucket;
    if (bucket === null) return next();
    const token = readBearer(req) ?? '';
    const at = now().getTime();
    const level = levels.get(token) ?? { held: 0, at };
    level.held = Math.max(0, level.held - ((at - level.at) / 1000) * bucket.leakPerSecond);
    level.at = at;
    levels.set(token, level);
    if (level.held + bucket.upFront > bucket.size) return sendRateLimitExceeded(res);
    level.held += bucket.upFront;
    res.set('X-Request-Cost', String(ANSWERED_COST));
    res.set('X-Rate-Limit-Remaining', String(bucket.size - level.held));
    res.once('close', () => void (level.held = Math.max(0, level.held - bucket.upFront + ANSWERED_COST)));
    next();
  };
}

export function sendRateLimitExceeded(res: Response): void {
  res.status(403).type('text').send('403 Forbidden (Rate Limit Exceeded)\n');
}
