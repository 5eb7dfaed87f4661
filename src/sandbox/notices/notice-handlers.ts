/**
 * Where a tool says which notices it wants, and at which address: one for each type and deployment.
 *
 * Source: LTI Platform Notification Service 1.0 (notice handlers); refusals as on Canvas (`notice_handlers_controller.rb`): the
 * address is on the tool's own host, an empty one ends it.
 *
 * @module
 */
import { json, Router } from 'express';
import { AppError } from '../../errors/app-error.js';
import { NOTICE, NOTICE_SCOPE } from '../lti/claims.js';
import { findNumber, findText, invalid, parseUrl, readFields, readText } from '../input.js';
import type { Notices, Platform } from '../platform.js';
import type { NoticeRules } from '../profiles/profile.js';
import type { Tool } from '../school/state.js';
import { readCaller, requireOwnDeployment } from '../services/access.js';
import { limitRate } from '../services/rate-limit.js';
import { keyOf } from './notice-rules.js';
import { greet } from './send-notices.js';

export function createNoticesRouter(platform: Platform): Router {
  const router = Router();
  const { log, faults, notices, profile } = platform;
  const { notices: rules } = profile;
  if (rules === null) return router;

  router.use(rules.path, log.watch('notices'), limitRate(platform), faults.trouble('notices'));

  router.get(rules.path, (req, res) => {
    const tool = readCaller(platform, [NOTICE_SCOPE], req, res);
    const deploymentId = String(req.params.deployment);
    requireOwnDeployment(platform, tool, deploymentId, res);
    res.json({
      client_id: tool.clientId,
      deployment_id: deploymentId,
      notice_handlers: rules.types.map((type) => present(notices, deploymentId, type)),
    });
  });

  router.put(rules.path, json(), (req, res) => {
    const tool = readCaller(platform, [NOTICE_SCOPE], req, res);
    const deploymentId = String(req.params.deployment);
    requireOwnDeployment(platform, tool, deploymentId, res);
    if (!req.is('application/json')) {
      throw new AppError('media_type_unsupported', 415, 'send application/json');
    }
    const { type, handler } = readHandler(rules, tool, req.body);
    if (handler === '') notices.handlers.delete(keyOf(deploymentId, type));
    else notices.handlers.set(keyOf(deploymentId, type), handler);
    res.json(present(notices, deploymentId, type));
    if (type === NOTICE.helloWorld && handler !== '') greet(platform, tool, deploymentId);
  });

  return router;
}

function present({ handlers }: Notices, deploymentId: string, type: string) {
  return { notice_type: type, handler: handlers.get(keyOf(deploymentId, type)) ?? '' };
}

/** @throws {AppError} `input_invalid` 400 */
function readHandler({ types }: NoticeRules, tool: Tool, body: unknown): { type: string; handler: string } {
  const fields = readFields(body);
  const type = readText(fields, 'notice_type');
  if (!types.includes(type)) throw invalid(`notice_type is one of ${types.join(', ')}`);
  const batch = findNumber(fields, 'max_batch_size');
  if (batch !== undefined && !(Number.isInteger(batch) && batch > 0)) {
    throw invalid('max_batch_size is a whole number above 0');
  }
  const handler = findText(fields, 'handler');
  if (handler === undefined) throw invalid('handler is missing');
  const isOwn = parseUrl(handler)?.host === tool.domain;
  if (handler !== '' && !(isOwn && /^https?:/.test(handler))) {
    throw invalid(`handler must be an address on ${tool.domain}`);
  }
  return { type, handler };
}
