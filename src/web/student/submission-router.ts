/**
 * Handing in a credential: the page that an LMS opens when a student chooses what to submit, and what the teacher opens then.
 *
 * @module
 */
import { Router, type Request } from 'express';
import type { CourseLookup } from '../../awarding/course-lookup.js';
import type { CredentialSubmissions, SubmittableCredential } from '../../awarding/credential-submission.js';
import { toShared } from '../../credentials/shared-credentials.js';

import type { Verifier } from '../../credentials/verify/verify-credential.js';
import { VC_JWT_MEDIA_TYPE } from '../../credentials/vc-jwt.js';
import { AppError } from '../../errors/app-error.js';
import { SUBMISSION_PARAMETER } from '../../lti/claims.js';
import type { ContentItem, DeepLinking } from '../../lti/deep-linking.js';
import { createCourseWords, type CourseWords } from '../course/course-words.js';
import { parseChoice, readFields } from '../course/form-fields.js';
import { readLanguage, sendCoursePage } from '../course/send-course-page.js';
import { sendDeepLinkingForm } from '../deep-linking-page.js';
import { presentCredential } from '../public/present-credential.js';
import { presentVerification } from '../public/present-verification.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireDeepLinking, requireFormToken, requireLaunch } from '../session.js';

export interface SubmissionRouterDeps {
  readonly courseLookup: CourseLookup;
  readonly submissions: CredentialSubmissions;
  readonly verifier: Pick<Verifier, 'verifyStored'>;
  readonly deepLinking: Pick<DeepLinking, 'buildDeepLinkingForm'>;
  readonly launchUrl: string;
}

type ReferenceRequest = Request<{ course: string; reference: string }>;

export function createSubmissionRouter(deps: SubmissionRouterDeps): Router {
  const { courseLookup, submissions, verifier, deepLinking, launchUrl } = deps;
  const router = Router();
  const page = '/courses/:course/submit';
  const submitted = '/courses/:course/submitted/:reference';

  router.get(page, requireDeepLinking, async (req, res) => {
    const { institutionId, courseId, learnerId, deepLinking: settings } = getLaunch(req);
    const words = await findWords(req);
    const takesLinks = settings?.acceptTypes.includes('ltiResourceLink') ?? false;
    const held = takesLinks ? await submissions.list(institutionId, learnerId) : [];
    sendCoursePage(req, res, {
      view: 'submission/choose',
      title: words.t('submission.title'),
      locals: {
        action: `/courses/${courseId}/submit`,
        lms: words.lms,
        takesLinks,
        choices: held.map((one) => presentChoice(one, words)),
      },
    });
  });

  router.post(page, requireDeepLinking, readForm('4kb'), requireFormToken, async (req, res) => {
    const launch = getLaunch(req);
    const { kind, credential } = readFields(req.body, ['kind', 'credential']);
    if (!parseChoice(kind, ['submit', 'cancel'])) {
      throw new AppError('request_invalid', 400, 'the form does not say what to hand in');
    }
    const course = await courseLookup.get(launch.institutionId, launch.courseId);
    const items = kind === 'cancel' ? [] : [await buildItem(req, credential)];
    const form = await deepLinking.buildDeepLinkingForm(launch, course.registration, items);
    sendDeepLinkingForm(res, { form, language: readLanguage(req), framedBy: launch.frameOrigins });
  });

  router.get(`${submitted}.jwt`, requireLaunch, async (req: ReferenceRequest, res) => {
    const { credential } = await openSubmitted(req);
    res
      .type(VC_JWT_MEDIA_TYPE)
      .set('Content-Disposition', `attachment; filename="badge-${credential.id.slice(0, 8)}.jwt"`)
      .set('Cache-Control', 'private, no-store')
      .send(Buffer.from(credential.jwt, 'ascii'));
  });

  router.get(submitted, requireLaunch, async (req: ReferenceRequest, res) => {
    const words = await findWords(req);
    const { credential, openBadge, learner } = await openSubmitted(req);
    const verification = presentVerification(await verifier.verifyStored(credential), words.t);
    // Whose it is stands above it: it was handed in from its holder's own badges.
    const steps = verification.steps.filter(({ name }) => name !== words.t('step.recipient'));
    const shown = presentCredential(toShared(credential, NOTHING_SHOWN), openBadge, words);
    sendCoursePage(req, res, {
      view: 'submission/submitted',
      title: words.t('submission.submitted', { title: shown.title }),
      locals: {
        seal: { ...verification, steps },
        credential: shown,
        name: learner?.name ?? null,
        downloadHref: `/courses/${req.params.course}/submitted/${req.params.reference}.jwt`,
      },
    });
  });

  async function buildItem(req: Request, credentialId: string): Promise<ContentItem> {
    const { institutionId, courseId, learnerId } = getLaunch(req);
    const { reference, openBadge } = await submissions.refer(institutionId, courseId, {
      learnerId,
      credentialId,
    });
    const { name, description } = openBadge.credentialSubject.achievement;
    return {
      type: 'ltiResourceLink',
      title: name,
      text: description.slice(0, LONGEST_TEXT),
      url: launchUrl,
      custom: { [SUBMISSION_PARAMETER]: reference },
    };
  }

  /**
   * For teachers of this course, and for whoever handed it in.
   *
   * @throws {AppError} `submission_unknown` 404 - not one of this course
   * @throws {AppError} `staff_only` 403
   */
  async function openSubmitted(req: ReferenceRequest) {
    const { institutionId, courseId, learnerId, isStaff } = getLaunch(req);
    const found = await submissions.open(institutionId, courseId, req.params.reference);
    if (!found)
      throw new AppError('submission_unknown', 404, 'nothing of this course stands behind the link');
    if (!isStaff && found.credential.learnerId !== learnerId) {
      throw new AppError('staff_only', 403, 'what a student handed in is for teachers');
    }
    return found;
  }

  async function findWords(req: Request): Promise<CourseWords> {
    const { institutionId, courseId } = getLaunch(req);
    const { registration } = await courseLookup.get(institutionId, courseId);
    return createCourseWords(readLanguage(req), registration);
  }

  return router;
}

/** Handing in shows the statement itself, and nothing that its holder lets others see beside it. */
const NOTHING_SHOWN = { holderName: null, results: [], evidence: [] };
/** Of the text beside a link; the page says it all. */
const LONGEST_TEXT = 200;

function presentChoice({ credential, openBadge }: SubmittableCredential, words: CourseWords) {
  const { id, title, contentLanguage, issuerName, awardedOn, image } = presentCredential(
    toShared(credential, NOTHING_SHOWN),
    openBadge,
    words,
  );
  return { id, title, contentLanguage, issuerName, awardedOn, image };
}
