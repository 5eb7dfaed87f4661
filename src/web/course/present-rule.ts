/**
 * A mapping's rule as a sentence.
 *
 * @module
 */
import type { MappedBadge } from '../../awarding/course-board.js';
import type { Wait } from '../../awarding/mapping.js';
import { isGroup } from '../../awarding/rule.js';
import { sayRule, type RuleNames } from '../../awarding/say-rule.js';
import { capitalise, type CourseWords } from './course-words.js';

export type Audience = 'teacher' | 'student';

/** `Minstens 55 % voor deze opdracht, zodra het cijfer een uur vaststaat`. */
export function presentRule(badge: MappedBadge, words: CourseWords, audience: Audience = 'teacher'): string {
  const condition = presentCondition(badge, words, audience);
  // An assessment counts at once; the wait is for grades of the LMS.
  if (badge.mapping.columnRole === 'assessed') return condition;
  return [condition, ...presentWait(badge.mapping.wait, words)].join(', ');
}

/** The conditions alone, without their wait. */
export function presentCondition(badge: MappedBadge, words: CourseWords, audience: Audience): string {
  const { mapping } = badge;
  const isAssessed =
    mapping.columnRole === 'assessed' && !isGroup(mapping.rule) && mapping.rule.kind === 'at-least';
  if (isAssessed) return words.t(audience === 'student' ? 'rule.assessed.student' : 'rule.assessed');
  return capitalise(sayRule(mapping.rule, nameRule(badge, words), words));
}

/** What the columns and badges of a mapping's rule are called. */
export function nameRule(badge: MappedBadge, { language }: Pick<CourseWords, 'language'>): RuleNames {
  const { mapping, readColumns, heldBadgeClasses } = badge;
  return {
    ownKey: mapping.key,
    ownMaximum: mapping.columnMaximum,
    column: (key) => {
      const column = readColumns.find((one) => one.key === key);
      return column?.label ?? column?.badgeClass?.name[language] ?? null;
    },
    badge: (id) => heldBadgeClasses.find((one) => one.id === id)?.name[language] ?? null,
  };
}

export function presentWait({ stoodHours, notBefore }: Wait, { t, formats }: CourseWords): string[] {
  return [
    ...(stoodHours === 1 ? [t('rule.wait.stood-one')] : []),
    ...(stoodHours > 0 && stoodHours !== 1
      ? [t('rule.wait.stood', { hours: formats.number(stoodHours) })]
      : []),
    ...(notBefore ? [t('rule.wait.date', { date: formats.date(notBefore) })] : []),
  ];
}
