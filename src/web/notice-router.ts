/**
 * Where platforms send their notices: JSON from server to server, without cookies or pages.
 *
 * Source: LTI Platform Notification Service 1.0: `{ "notices": [{ "jwt": "…" }] }`.
 *
 * @module
 */
import express, { Router } from 'express';
import { AppError } from '../errors/app-error.js';
import type { NoticeService } from '../lti/notices/notice-service.js';

export interface NoticeRouterDeps {
  readonly notices: NoticeService;
}

const MAX_BODY = '256kb';
const MAX_NOTICES = 50;

export function createNoticeRouter({ notices }: NoticeRouterDeps): Router {
  const router = Router();
  router
    .route('/lti/notices')
    .post(express.json({ limit: MAX_BODY, strict: true }), async (req, res) => {
      const hearings = await notices.hearAll(readTokens(req.body));
      // A batch with one good notice was delivered; a batch of strangers was not.
      const isRefused = hearings.every((one) => one === 'refused');
      res.set('Cache-Control', 'no-store');
      if (isRefused) res.status(401).json({ error: 'notice_invalid' });
      else res.json({});
    })
    .all(() => {
      throw new AppError('method_not_allowed', 405, 'this address takes another method', { allow: 'POST' });
    });
  return router;
}

/** @throws {AppError} `request_invalid` - not a batch of notices */
function readTokens(body: unknown): string[] {
  const list: unknown = typeof body === 'object' && body !== null && 'notices' in body ? body.notices : null;
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_NOTICES) {
    throw new AppError('request_invalid', 400, 'the body is not a batch of notices', {
      parameter: 'notices',
    });
  }
  // What is no token is refused with the others, one by one.
  return list.map((one: unknown) =>
    typeof one === 'object' && one !== null && 'jwt' in one && typeof one.jwt === 'string' ? one.jwt : '',
  );
}
