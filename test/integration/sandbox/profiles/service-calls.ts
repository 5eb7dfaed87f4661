/**
 * Requests to the services of an LMS, with what each of them must say.
 *
 * @module
 */
import type { PresentedLink } from '../../../../src/sandbox/present.js';
import type { Answer, CallOptions, Lms } from '../probe-tool.js';

export const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim';
export const TOOL_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
export const PLATFORM_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
export const MEDIA = {
  lineItem: 'application/vnd.ims.lis.v2.lineitem+json',
  lineItems: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  members: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
};

export interface Graded {
  readonly link: PresentedLink;
  readonly columnId: string;
  readonly lineItemUrl: string;
}

/** A published link with a column. */
export function addGradedLink(lms: Lms, { published = true, scoreMaximum = 100 } = {}): Graded {
  const { control } = lms.sandbox;
  const link = control.addLink('1', {
    clientId: lms.tool.clientId,
    title: 'Task',
    published,
    lineItem: { scoreMaximum },
  });
  const column = control.getGradebook('1').columns.find(({ id }) => id === link.columnId);
  return { link, columnId: link.columnId ?? '', lineItemUrl: column?.lineItemUrl ?? '' };
}

/** `/results` or `/scores` of a line item: before its query. */
export function below(lineItemUrl: string, name: string): string {
  const url = new URL(lineItemUrl);
  url.pathname += `/${name}`;
  return url.href;
}

export function readResults(lms: Lms, lineItemUrl: string, options: CallOptions = {}): Promise<Answer> {
  return lms.call(below(lineItemUrl, 'results'), { accept: MEDIA.results, ...options });
}

export function postScore(
  lms: Lms,
  lineItemUrl: string,
  score: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  return lms.call(below(lineItemUrl, 'scores'), {
    method: 'POST',
    type: MEDIA.score,
    body: {
      timestamp: new Date(lms.nowSeconds() * 1000).toISOString(),
      scoreGiven: 60,
      scoreMaximum: 100,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      ...score,
    },
  });
}

export function gradeOf(lms: Lms, columnId: string, login: string) {
  const { grades } = lms.sandbox.control.getGradebook('1');
  return grades.find((grade) => grade.columnId === columnId && grade.login === login);
}

export function userId(lms: Lms, login: string): string {
  return lms.sandbox.control.listMembers('1').find((member) => member.login === login)?.userId ?? '';
}
