/**
 * For this machine only: nothing that is asked from elsewhere.
 *
 * A page of another site in somebody's browser is on this machine too: it sends `Origin`, and is refused. A name that was made to point here
 * is told by `Host`.
 *
 * @module
 */
import type { RequestHandler } from 'express';
import { AppError } from '../errors/app-error.js';
import type { Platform } from './platform.js';

const LOOPBACK_ADDRESS = /^(127\.|::1$|::ffff:127\.)/;
const LOOPBACK_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** @throws {AppError} `not_this_machine` 403 */
export function requireThisMachine(platform: Platform): RequestHandler {
  return (req, _res, next) => {
    const isLocal =
      LOOPBACK_ADDRESS.test(req.socket.remoteAddress ?? '') && LOOPBACK_HOST.test(req.get('host') ?? '');
    const origin = req.get('origin');
    if (!isLocal || (origin !== undefined && origin !== platform.baseUrl())) {
      throw new AppError('not_this_machine', 403, 'the API is for this machine only');
    }
    next();
  };
}
