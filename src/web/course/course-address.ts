/**
 * Addresses of the pages inside a course. Each names its course; ids are encoded as path segments.
 *
 * @module
 */

const segment = encodeURIComponent;

export function courseAddress(courseId: string): string {
  return `/courses/${segment(courseId)}`;
}

export function learnersAddress(courseId: string): string {
  return `${courseAddress(courseId)}/learners`;
}

export function learnerAddress(courseId: string, learnerId: string): string {
  return `${learnersAddress(courseId)}/${segment(learnerId)}`;
}

export function assessAddress(courseId: string, learnerId: string, mappingId: string): string {
  return `${learnerAddress(courseId, learnerId)}/badges/${segment(mappingId)}/assess`;
}

/** What waits for a yes, and what can be done with awards. */
export function approvalsAddress(courseId: string): string {
  return `${courseAddress(courseId)}/approvals`;
}

/** Where every answer to those who wait goes; `from` says which page to come back to. */
export function answerAddress(courseId: string, from = ''): string {
  return `${approvalsAddress(courseId)}${from && `?${from}`}`;
}

export function historyAddress(courseId: string): string {
  return `${courseAddress(courseId)}/history`;
}

export function actAddress(courseId: string, learnerId: string, mappingId: string): string {
  return `${learnerAddress(courseId, learnerId)}/badges/${segment(mappingId)}/act`;
}

export function checkAddress(courseId: string): string {
  return `${courseAddress(courseId)}/check`;
}

export function pickerAddress(courseId: string): string {
  return `${courseAddress(courseId)}/picker`;
}

export function editAddress(courseId: string, mappingKey: string): string {
  return `${badgeAddress(courseId, mappingKey)}/edit`;
}

export function mapAddress(courseId: string): string {
  return `${courseAddress(courseId)}/map`;
}

/** Badges of another course, offered to its copy. */
export function copyAddress(courseId: string): string {
  return `${courseAddress(courseId)}/copy`;
}

export function separateAddress(courseId: string, mappingKey: string): string {
  return `${badgeAddress(courseId, mappingKey)}/separate`;
}

export function badgeAddress(courseId: string, mappingKey: string): string {
  return `${courseAddress(courseId)}/badges/${segment(mappingKey)}`;
}

export function handInAddress(courseId: string, mappingKey: string): string {
  return `${badgeAddress(courseId, mappingKey)}/hand-in`;
}

/** A file of one's own. */
export function ownFileAddress(courseId: string, mappingKey: string, fileId: string): string {
  return `${badgeAddress(courseId, mappingKey)}/files/${segment(fileId)}`;
}

/** A file of a learner, for their teacher. */
export function learnerFileAddress(
  courseId: string,
  learnerId: string,
  mappingId: string,
  fileId: string,
): string {
  return `${learnerAddress(courseId, learnerId)}/badges/${segment(mappingId)}/files/${segment(fileId)}`;
}

export function rubricAddress(courseId: string, mappingKey: string): string {
  return `${badgeAddress(courseId, mappingKey)}/rubric`;
}

export function credentialAddress(courseId: string, mappingKey: string): string {
  return `${badgeAddress(courseId, mappingKey)}/credential`;
}

/** The picture of a badge class, without words: every page prints its name. Without a state, as who earned it has it. */
export function badgeImage(
  badgeClassId: string,
  language: string,
  unearned?: { readonly met: number; readonly of: number },
): string {
  const picture = `/badges/${segment(badgeClassId)}/image.svg?words=no&lang=${segment(language)}`;
  return unearned ? `${picture}&state=unearned&met=${unearned.met}&of=${unearned.of}` : picture;
}
