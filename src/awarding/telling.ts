/**
 * Telling learners about their badges: by mail where SMTP is set up, the institution allows it and the learner has not switched
 * it off; a line with the score in the LMS; and always on the badge page.
 *
 * @module
 */
import type { BadgeClassStore } from '../badges/badge-class.js';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { InstitutionStore } from '../institutions/institution.js';
import type { LearnerStore } from '../institutions/learner.js';
import { createTranslator } from '../language/translate.js';
import type { CourseStore } from '../lti/course.js';
import type { Sealer } from '../secrets/sealer.js';
import type { Award } from './award.js';
import { retryAt } from './back-off.js';
import type { AwardNotice, AwardNoticeStore, MailChoiceStore, OwedNotice } from './award-notice.js';

export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly unsubscribeUrl: string;
  readonly messageId: string;
}

export interface TellingDeps {
  readonly notices: AwardNoticeStore;
  readonly mailChoices: MailChoiceStore;
  readonly learners: Pick<LearnerStore, 'find'>;
  readonly institutions: Pick<InstitutionStore, 'find'>;
  readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
  readonly courses: Pick<CourseStore, 'find'>;
  readonly addresses: { badgeClass(badgeClassId: string): string };
  readonly sealer: Sealer;
  readonly baseUrl: string;
  /** Null: no SMTP server is set up. */
  readonly sendMail:
    | ((
        mail: OutgoingMail,
      ) => Promise<
        | { readonly state: 'sent' }
        | { readonly state: 'refused' | 'not-now' | 'unsure'; readonly code: string }
      >)
    | null;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

/** What the pages say about mail here. */
export type MailWay = 'no-server' | 'not-allowed' | 'mails';

export interface MailReport {
  readonly counts: Readonly<Record<AwardNotice['state'], number>>;
  readonly unsent: readonly { readonly award: Award; readonly notice: AwardNotice }[];
}

/** So many are looked at in one run of the job. */
const AT_ONCE = 200;
/** Longer than one attempt can take: whoever still holds it then has died. */
const SENDING_MS = 15 * 60_000;
/** News of a badge that is older is none; mail that was switched on later tells nobody of old badges. */
const LAPSES_MS = 7 * 24 * 3_600_000;
const MOST_ATTEMPTS = 20;
const REPORTED_MS = 30 * 24 * 3_600_000;
const MOST_UNSENT = 50;
const OFF = 'mail-off';

export type Telling = ReturnType<typeof createTelling>;

export function createTelling(deps: TellingDeps) {
  const { notices, mailChoices, learners, institutions, badgeClasses, courses, now } = deps;

  /**
   * Sends what is owed and due, each message at most once.
   *
   * @returns how many were sent
   */
  async function tellOwed(signal: AbortSignal): Promise<number> {
    let sent = 0;
    for (const owed of await notices.listOwed(now(), AT_ONCE)) {
      signal.throwIfAborted();
      if (await tellOne(owed)) sent += 1;
    }
    return sent;
  }

  async function tellOne({ award, notice, dueAt }: OwedNotice): Promise<boolean> {
    const { institutionId, id: awardId } = award;
    const end = (state: AwardNotice['state'], reason: string | null, attempts: number): Promise<void> =>
      notices.save(institutionId, awardId, { state, reason, attempts, at: now() }, null);
    const attempts = (notice?.attempts ?? 0) + 1;
    if (notice?.state === 'sending') {
      await end('unsure', 'worker-died', notice.attempts);
      return false;
    }
    if (notice && notice.state !== 'waiting') {
      // A new revision of the same award is no news.
      await notices.save(institutionId, awardId, notice, null);
      return false;
    }
    const refusal = await findRefusal(owedSince(award, dueAt), award.state);
    const prepared = refusal === null ? await prepare({ award, notice, dueAt }) : refusal;
    if (typeof prepared === 'string') {
      await end('not-sent', prepared, attempts - 1);
      return false;
    }
    const at = now();
    const claim: AwardNotice = { state: 'sending', reason: null, attempts, at };
    if (!(await notices.begin(institutionId, awardId, claim, at, new Date(at.getTime() + SENDING_MS)))) {
      return false;
    }
    const outcome = (await deps.sendMail?.(prepared)) ?? { state: 'not-now' as const, code: 'no-server' };
    switch (outcome.state) {
      case 'sent':
        await end('sent', null, attempts);
        return true;
      case 'refused':
        await end('not-sent', outcome.code, attempts);
        return false;
      case 'unsure':
        await end('unsure', outcome.code, attempts);
        return false;
      case 'not-now': {
        if (attempts >= MOST_ATTEMPTS) {
          await end('not-sent', outcome.code, attempts);
          return false;
        }
        const waiting: AwardNotice = { state: 'waiting', reason: outcome.code, attempts, at: now() };
        await notices.save(institutionId, awardId, waiting, retryAt(now(), attempts + 3));
        return false;
      }
    }
  }

  /** Why nothing is sent at all; null when something may be. */
  async function findRefusal(since: Date, state: string): Promise<string | null> {
    if (state !== 'awarded') return 'taken-back';
    if (!deps.sendMail) return 'no-server';
    return now().getTime() - since.getTime() > LAPSES_MS ? 'lapsed' : null;
  }

  async function prepare({ award }: OwedNotice): Promise<OutgoingMail | string> {
    const { institutionId, learnerId, badgeClassId, courseId } = award;
    if (!(await mailChoices.mayMail(institutionId))) return 'not-allowed';
    if (await mailChoices.isOff(institutionId, learnerId)) return 'switched-off';
    const [learner, institution, badgeClass, course] = await Promise.all([
      learners.find(institutionId, learnerId),
      institutions.find(institutionId),
      badgeClasses.find(institutionId, badgeClassId),
      courses.find(institutionId, courseId),
    ]);
    if (!learner?.email) return 'no-address';
    if (!institution || !badgeClass) return 'gone';
    const language = learner.language ?? institution.language;
    const t = createTranslator(language);
    const params = {
      badge: badgeClass.name[language],
      course: course?.title ?? t('course.this-course'),
      name: learner.name ?? '',
      institution: institution.name[language],
      link: deps.addresses.badgeClass(badgeClassId),
      off: offAddress(institutionId, learnerId),
    };
    const greeting = learner.name ? t('mail.greeting', params) : t('mail.greeting.unnamed');
    return {
      to: learner.email,
      subject: t('mail.subject', params).replace(/[\r\n]+/g, ' '),
      text: [
        greeting,
        t('mail.body', params),
        params.link,
        t('mail.sender', params),
        t('mail.off', params),
      ].join('\n\n'),
      unsubscribeUrl: params.off,
      messageId: `<award-${award.id}@${new URL(deps.baseUrl).hostname}>`,
    };
  }

  /** The line that goes to the LMS with a score: what was earned and where it is, or that it is held no longer. */
  async function sayInScore(
    institutionId: string,
    badgeClassId: string,
    learnerId: string,
    isHeld: boolean,
  ): Promise<string | null> {
    const [learner, institution, badgeClass] = await Promise.all([
      learners.find(institutionId, learnerId),
      institutions.find(institutionId),
      badgeClasses.find(institutionId, badgeClassId),
    ]);
    if (!institution || !badgeClass) return null;
    const language = learner?.language ?? institution.language;
    const params = { badge: badgeClass.name[language], link: deps.addresses.badgeClass(badgeClassId) };
    return createTranslator(language)(isHeld ? 'score.comment' : 'score.comment.no-longer', params);
  }

  /** What became of the mail of the last weeks, and what was not sent, newest first. */
  async function report(institutionId: string): Promise<MailReport> {
    const since = new Date(now().getTime() - REPORTED_MS);
    const [counts, unsent] = await Promise.all([
      notices.countSince(institutionId, since),
      notices.listUnsent(institutionId, MOST_UNSENT),
    ]);
    return { counts, unsent: unsent.filter(({ notice }) => notice.at >= since) };
  }

  /** How learners of this institution hear of a badge. */
  async function findWay(institutionId: string): Promise<MailWay> {
    if (!deps.sendMail) return 'no-server';
    return (await mailChoices.mayMail(institutionId)) ? 'mails' : 'not-allowed';
  }

  async function allow(institutionId: string, isAllowed: boolean, actor: AuditActor): Promise<void> {
    await mailChoices.allow(institutionId, isAllowed, now());
    await deps.audit(institutionId, {
      actor,
      action: isAllowed ? 'mail.allowed' : 'mail.forbidden',
      subject: { kind: 'institution', id: institutionId },
    });
  }

  function offAddress(institutionId: string, learnerId: string): string {
    const token = deps.sealer.seal(JSON.stringify([institutionId, learnerId]), OFF);
    return `${deps.baseUrl}/mail/off/${token}`;
  }

  /** @throws {AppError} `mail_link_invalid` */
  function readOffToken(token: string): { institutionId: string; learnerId: string } {
    try {
      const [institutionId, learnerId] = JSON.parse(deps.sealer.open(token, OFF)) as [string, string];
      return { institutionId, learnerId };
    } catch (error) {
      throw new AppError('mail_link_invalid', 404, 'the link is not one of ours', {}, { cause: error });
    }
  }

  return {
    tellOwed,
    sayInScore,
    findWay,
    findNotice: notices.find,
    report,
    allow,
    offAddress,
    readOffToken,
    isOff: (institutionId: string, learnerId: string) => mailChoices.isOff(institutionId, learnerId),
    setOff: (institutionId: string, learnerId: string, isOff: boolean) =>
      mailChoices.setOff(institutionId, learnerId, isOff, now()),
  };
}

/** Since when there was something to tell. */
function owedSince(award: { readonly awardedAt: Date }, dueAt: Date): Date {
  return award.awardedAt > dueAt ? award.awardedAt : dueAt;
}
