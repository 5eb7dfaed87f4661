/**
 * Telling tools, from server to server, each notice a signed token in a batch of its own.
 *
 * Nobody waits for it, and nothing is sent a second time: a tool that does not answer has missed it, as on Canvas.
 *
 * Source: LTI Platform Notification Service 1.0 (notice message), LTI Context Copy Notice 1.0; Canvas,
 * https://developerdocs.instructure.com/services/canvas/external-tools/lti/file.pns
 *
 * @module
 */
import type { JWTPayload } from 'jose';
import { CLAIM, LTI_VERSION, NOTICE } from '../lti/claims.js';
import type { Platform, SentNotice } from '../platform.js';
import type { Course, Tool } from '../school/state.js';
import { keyOf } from './notice-rules.js';

const SIGNED_FOR_SECONDS = 3_600;
const ANSWER_WITHIN_MS = 5_000;
const KEPT = 500;

/** A course was made from another one: every tool that asked is told. */
export function tellOfCopy(platform: Platform, from: Course, copy: Course): void {
  const { state, profile } = platform;
  const claims = {
    [CLAIM.context]: {
      id: profile.ids.context(copy.id),
      label: copy.label,
      title: copy.title,
      type: [profile.launch.courseType],
    },
    [CLAIM.originContexts]: [profile.ids.context(from.id)],
  };
  for (const tool of state.tools.values()) {
    for (const { id } of tool.deployments) tell(platform, tool, id, NOTICE.contextCopy, claims);
  }
}

/** Says that asking worked. */
export function greet(platform: Platform, tool: Tool, deploymentId: string): void {
  const context = { id: platform.profile.ids.context('account'), title: 'Sandbox', type: ['Account'] };
  tell(platform, tool, deploymentId, NOTICE.helloWorld, { [CLAIM.context]: context });
}

function tell(platform: Platform, tool: Tool, deploymentId: string, type: string, about: JWTPayload): void {
  const handler = platform.notices.handlers.get(keyOf(deploymentId, type));
  if (handler === undefined || !tool.active) return;
  const at = platform.now();
  const notice: SentNotice = {
    at: at.toISOString(),
    type,
    deploymentId,
    handler,
    status: null,
    ms: null,
  };
  platform.notices.sent.push(notice);
  if (platform.notices.sent.length > KEPT) platform.notices.sent.shift();
  const iat = Math.floor(at.getTime() / 1000);
  void send(platform, notice, {
    iss: platform.baseUrl(),
    aud: tool.clientId,
    azp: tool.clientId,
    iat,
    exp: iat + SIGNED_FOR_SECONDS,
    nonce: platform.randomId(),
    [CLAIM.version]: LTI_VERSION,
    [CLAIM.deploymentId]: deploymentId,
    [CLAIM.notice]: {
      id: platform.randomId(),
      timestamp: at.toISOString().replace(/\.\d+Z$/, 'Z'),
      type,
    },
    ...about,
  });
}

async function send({ keys }: Platform, notice: SentNotice, claims: JWTPayload): Promise<void> {
  const began = performance.now();
  try {
    const answer = await fetch(notice.handler, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ notices: [{ jwt: await keys.sign(claims) }] }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await answer.arrayBuffer();
    notice.status = answer.status;
  } catch {
    notice.status = 0;
  }
  notice.ms = Math.round(performance.now() - began);
}
