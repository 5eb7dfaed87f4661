/**
 * A student's own credential inside the course: reading it, sharing it, downloading it.
 *
 * It is found through the badge link and the student of the launch; the credential's own id is not asked for, so nobody
 * reaches another's.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { CourseLookup } from '../../awarding/course-lookup.js';
import type { OwnBadges } from '../../awarding/own-badges.js';
import type { CredentialService } from '../../credentials/credential-service.js';
import type { OwnCredential, OwnCredentials } from '../../credentials/own-credentials.js';
import { VC_JWT_MEDIA_TYPE } from '../../credentials/vc-jwt.js';
import { AppError } from '../../errors/app-error.js';
import { credentialAddress } from '../course/course-address.js';
import { createCourseWords } from '../course/course-words.js';
import { parseChoice, readFields } from '../course/form-fields.js';
import { readLanguage, sendCoursePage } from '../course/send-course-page.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch } from '../session.js';
import { presentOwnCredential } from './present-own-credential.js';

export interface OwnCredentialRouterDeps {
  readonly courseLookup: CourseLookup;
  readonly ownBadges: Pick<OwnBadges, 'findOwnAward'>;
  readonly ownCredentials: OwnCredentials;
  readonly credentials: Pick<CredentialService, 'setShared'>;
}

type CredentialRequest = Request<{ course: string; key: string }>;

/** OB 3.0 §5.1 for a file of JSON. */
const JSON_FILE_TYPE = 'application/vc+ld+json';

export function createOwnCredentialRouter(deps: OwnCredentialRouterDeps): Router {
  const { courseLookup, ownBadges, ownCredentials, credentials } = deps;
  const router = Router();
  const page = '/courses/:course/badges/:key/credential';

  router.get(page, requireLaunch, async (req: CredentialRequest, res) => {
    const { institutionId, courseId } = getLaunch(req);
    const own = await getOwn(req);
    const { registration } = await courseLookup.get(institutionId, courseId);
    const words = createCourseWords(readLanguage(req), registration);
    const isSaved = readFields(req.query, ['shows']).shows === 'saved';
    const place = { courseId, mappingKey: req.params.key };
    const credential = presentOwnCredential(own, place, words, isSaved);
    sendCoursePage(req, res, {
      view: 'student/credential',
      styles: ['credential.css'],
      scripts: ['copy-value.js'],
      title: words.t('own.title', { title: credential.content.title }),
      locals: { credential },
    });
  });

  router.post(page, requireLaunch, readForm('4kb'), requireFormToken, async (req: CredentialRequest, res) => {
    const { institutionId, courseId, learnerId } = getLaunch(req);
    const share = parseChoice(readFields(req.body, ['share']).share, ['on', 'off']);
    if (!share) throw new AppError('request_invalid', 400, 'sharing is switched on or off');
    const { credential } = await getOwn(req);
    await credentials.setShared(institutionId, credential.id, learnerId, share === 'on');
    res.redirect(303, `${credentialAddress(courseId, req.params.key)}#share`);
  });

  router.get(`${page}.jwt`, requireLaunch, async (req: CredentialRequest, res) => {
    const { credential } = await getOwn(req);
    sendFile(res, VC_JWT_MEDIA_TYPE, Buffer.from(credential.jwt, 'ascii'), `${nameFile(credential.id)}.jwt`);
  });

  router.get(`${page}.json`, requireLaunch, async (req: CredentialRequest, res) => {
    const { credential, json } = await getOwn(req);
    sendFile(res, JSON_FILE_TYPE, json, `${nameFile(credential.id)}.json`);
  });

  /** @throws {AppError} `credential_not_found` - nothing is issued to this student for this badge */
  async function getOwn(req: CredentialRequest): Promise<OwnCredential> {
    const { institutionId, courseId, learnerId } = getLaunch(req);
    const award = await ownBadges.findOwnAward(institutionId, courseId, req.params.key, learnerId);
    const own = award && (await ownCredentials.find(institutionId, award.id, learnerId));
    if (!own) throw new AppError('credential_not_found', 404, 'nothing is issued to this learner here');
    return own;
  }

  return router;
}

function nameFile(credentialId: string): string {
  return `badge-${credentialId.slice(0, 8)}`;
}

function sendFile(res: Response, mediaType: string, bytes: Buffer, fileName: string): void {
  res.set({ 'Content-Type': mediaType, 'Content-Disposition': `attachment; filename="${fileName}"` });
  res.send(bytes);
}
