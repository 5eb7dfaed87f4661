/**
 * Results and evidence inside a credential, as far as its learner lets them in. Pure.
 *
 * @module
 */
import { nameGrading } from './build-achievement.js';
import type { AchievedResult, ClaimChoice, EvidenceItem } from './claims.js';
import {
  RESULT_STATUSES,
  type Achievement,
  type Evidence,
  type OpenBadgeCredential,
  type Result,
  type ResultDescription,
} from './open-badge.js';
import { writeAddress } from './write-address.js';

export interface Claims {
  readonly results: readonly AchievedResult[];
  readonly evidence: readonly EvidenceItem[];
}

/**
 * The same credential with these claims inside, and no others: what stood in it before is taken out.
 *
 * @returns what is equal to `openBadge` where those stood in it already
 */
export function putClaims(
  openBadge: OpenBadgeCredential,
  claims: Claims,
  inside: ClaimChoice,
): OpenBadgeCredential {
  const { evidence: _shown, credentialSchema, credentialStatus, ...head } = openBadge;
  const { result: _reached, achievement: before, ...subject } = openBadge.credentialSubject;
  const { achievement, result } = addResults(takeResultsOut(before), inside.grade ? claims.results : []);
  const evidence = inside.evidence ? claims.evidence.map(buildEvidence) : [];
  return {
    ...head,
    credentialSubject: { ...subject, achievement, ...(result.length > 0 && { result }) },
    ...(evidence.length > 0 && { evidence }),
    credentialSchema,
    ...(credentialStatus && { credentialStatus }),
  };
}

/** The badge class's own scale stays: it says nothing of anybody. */
function takeResultsOut(achievement: Achievement): Achievement {
  const { resultDescription = [], ...others } = achievement;
  const own = resultDescription.filter(({ id }) => id === nameGrading(achievement.id));
  return { ...others, ...(own.length > 0 && { resultDescription: own }) };
}

/** A result on the badge class's own scale refers to that; any other brings its description. */
function addResults(
  achievement: Achievement,
  results: readonly AchievedResult[],
): { readonly achievement: Achievement; readonly result: readonly Result[] } {
  const scale = achievement.resultDescription?.find(({ id }) => id === nameGrading(achievement.id));
  const own = results.map((result, index) =>
    result.type === scale?.resultType && result.valueMax === undefined
      ? scale
      : buildResultDescription(`${achievement.id}#result-${index + 1}`, result),
  );
  const descriptions = [...new Set([...(achievement.resultDescription ?? []), ...own])];
  return {
    achievement: { ...achievement, ...(descriptions.length > 0 && { resultDescription: descriptions }) },
    result: results.map((result, index) => buildResult(own[index]?.id ?? '', result)),
  };
}

function buildResultDescription(id: string, result: AchievedResult): ResultDescription {
  const { name, type, valueMin, valueMax, requiredValue, allowedValues } = result;
  return {
    id,
    type: ['ResultDescription'],
    name,
    resultType: type,
    ...(allowedValues && allowedValues.length > 0 && { allowedValue: allowedValues }),
    ...(requiredValue !== undefined && { requiredValue }),
    ...(valueMin !== undefined && { valueMin }),
    ...(valueMax !== undefined && { valueMax }),
  };
}

function buildResult(resultDescription: string, { type, value }: AchievedResult): Result {
  const status = type === 'Status' ? RESULT_STATUSES.find((one) => one === value) : undefined;
  return { type: ['Result'], resultDescription, ...(status ? { status } : { value }) };
}

function buildEvidence({ name, url, description, narrative, genre }: EvidenceItem): Evidence {
  const id = url === undefined ? null : writeAddress(url);
  return {
    ...(id !== null && { id }),
    type: ['Evidence'],
    name,
    ...(description && { description }),
    ...(narrative && { narrative }),
    ...(genre && { genre }),
  };
}
