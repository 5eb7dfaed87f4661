/**
 * What a student's shared credential shows: the three switches, the page as others see it, and the forms to take along.
 *
 * @module
 */
import { Router, type Request } from 'express';
import type { OwnBadges } from '../../awarding/own-badges.js';
import type { BakedBadges } from '../../credentials/bake/baked-badges.js';
import type { OwnCredential, OwnCredentials } from '../../credentials/own-credentials.js';
import type { ShareChoices } from '../../credentials/share-choice.js';
import { toShared } from '../../credentials/shared-credentials.js';
import type { ReadShownExtras } from '../../credentials/shown-extras.js';
import type { Verifier } from '../../credentials/verify/verify-credential.js';
import { AppError } from '../../errors/app-error.js';
import { createFormats } from '../../language/format.js';
import { createTranslator } from '../../language/translate.js';
import { credentialAddress } from '../course/course-address.js';
import { readFields } from '../course/form-fields.js';
import { readLanguage, sendCoursePage } from '../course/send-course-page.js';
import { createPaperForms, type PaperFormsDeps } from '../public/paper-forms.js';
import { sendPdf } from '../public/paper-router.js';
import { sendPicture } from '../public/send-picture.js';
import { presentCredential } from '../public/present-credential.js';
import { presentVerification } from '../public/present-verification.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch } from '../session.js';

export interface ShareRouterDeps extends PaperFormsDeps {
  readonly bakedBadges: Pick<BakedBadges, 'bake'>;
  readonly ownBadges: Pick<OwnBadges, 'findOwnAward'>;
  readonly ownCredentials: OwnCredentials;
  readonly shareChoices: ShareChoices;
  readonly readShownExtras: ReadShownExtras;
  readonly verifier: Pick<Verifier, 'verifyStored'>;
}

type CredentialRequest = Request<{ course: string; key: string }>;

export function createShareRouter(deps: ShareRouterDeps): Router {
  const { ownBadges, ownCredentials, shareChoices, readShownExtras, verifier, bakedBadges } = deps;
  const paperForms = createPaperForms(deps);
  const router = Router();
  const page = '/courses/:course/badges/:key/credential';

  router.post(
    `${page}/shows`,
    requireLaunch,
    readForm('4kb'),
    requireFormToken,
    async (req: CredentialRequest, res) => {
      const { institutionId, courseId, learnerId } = getLaunch(req);
      const { credential } = await getOwn(req);
      const sent = readFields(req.body, ['name', 'grade', 'evidence', 'standing']);
      const shows = {
        name: sent.name === 'on',
        grade: sent.grade === 'on',
        evidence: sent.evidence === 'on',
      };
      await shareChoices.choose(institutionId, credential.id, learnerId, shows, sent.standing === 'on');
      res.redirect(303, `${credentialAddress(courseId, req.params.key)}?shows=saved#shows`);
    },
  );

  router.get(`${page}/seen`, requireLaunch, async (req: CredentialRequest, res) => {
    const { credential, openBadge } = await getOwn(req);
    const language = readLanguage(req);
    const [t, formats] = [createTranslator(language), createFormats(language)];
    const shared = toShared(credential, await readShownExtras(credential));
    const verification = await verifier.verifyStored(credential);
    const presented = presentCredential(shared, openBadge, { t, formats });
    sendCoursePage(req, res, {
      view: 'public/credential',
      title: presented.title,
      styles: ['credential.css'],
      locals: {
        credential: presented,
        seal: presentVerification(verification, t),
        holderAnswer: null,
        isPreview: true,
        issuerLogo: null,
        qr: null,
        backHref: credentialAddress(getLaunch(req).courseId, req.params.key),
      },
    });
  });

  // A student's own paper bears the student's name; the rest stands on it as chosen.
  router.get(`${page}.pdf`, requireLaunch, async (req: CredentialRequest, res) => {
    const { credential, openBadge } = await getOwn(req);
    const shows = { ...credential.shows, name: true };
    const shared = toShared(credential, await readShownExtras({ ...credential, shows }));
    const { answer } = await verifier.verifyStored(credential);
    const pdf = answer === 'valid' ? await paperForms.makePdf(shared, openBadge) : null;
    if (!pdf) throw new AppError('credential_not_valid', 409, 'no certificate is made of what does not hold');
    sendPdf(res, pdf, credential.id);
  });

  for (const form of ['png', 'svg'] as const) {
    router.get(`${page}.${form}`, requireLaunch, async (req: CredentialRequest, res) => {
      const { credential } = await getOwn(req);
      const picture = await bakedBadges.bake(credential, form, 3);
      if (!picture) throw new AppError('badge_class_not_found', 404, 'its badge class version is not there');
      sendPicture(res, form, picture, `badge-${credential.id.slice(0, 8)}.${form}`);
    });
  }

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
