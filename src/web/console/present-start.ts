/**
 * The first things to do at an institution: a short list that goes once each is done.
 *
 * @module
 */
import type { BadgeClass } from '../../badges/badge-class.js';
import type { Institution } from '../../institutions/institution.js';
import { isUnnamed } from '../../institutions/institution-service.js';
import type { Translate } from '../../language/translate.js';

export interface StartStep {
  readonly text: string;
  readonly href: string;
  readonly isDone: boolean;
  /** The first that is not done. */
  readonly isNext: boolean;
}

export interface StartFacts {
  readonly institution: Pick<Institution, 'name'>;
  readonly hasLms: boolean;
  readonly badgeClasses: readonly Pick<BadgeClass, 'state' | 'archivedAt'>[];
}

/** Empty when all is done. */
export function presentStart(
  { institution, hasLms, badgeClasses }: StartFacts,
  t: Translate,
): readonly StartStep[] {
  const hasBadge = badgeClasses.some(({ state, archivedAt }) => state === 'published' && !archivedAt);
  const steps = [
    { text: t('console.start.name'), href: '/admin/institution', isDone: !isUnnamed(institution) },
    { text: t('console.home.connect'), href: '/admin/connect', isDone: hasLms },
    { text: t('console.start.badge'), href: '/admin/badges', isDone: hasBadge },
  ];
  const next = steps.findIndex(({ isDone }) => !isDone);
  return next === -1 ? [] : steps.map((step, index) => ({ ...step, isNext: index === next }));
}
