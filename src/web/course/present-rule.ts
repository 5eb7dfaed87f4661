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

/** `here`: on the page of the badge, whose column is *this assignment*. `list`: among others, where it needs its name. */
export type RulePlace = 'here' | 'list';

/** `Minstens 55 % voor deze opdracht, zodra het cijfer een uur vaststaat`. */
export function presentRule(
  badge: MappedBadge,
  words: CourseWords,
  audience: Audience = 'teacher',
  place: RulePlace = 'here',
): string {
  const condition = presentCondition(badge, words, audience, place);
  // An assessment counts at once; the wait is for grades of the LMS.
  if (badge.mapping.columnRole === 'assessed') return condition;
  return [condition, ...presentWait(badge.mapping.wait, words)].join(', ');
}

/** The conditions alone, without their wait. */
export function presentCondition(
  badge: MappedBadge,
  words: CourseWords,
  audience: Audience,
  place: RulePlace = 'here',
): string {
  const { mapping } = badge;
  const isAssessed =
    mapping.columnRole === 'assessed' && !isGroup(mapping.rule) && mapping.rule.kind === 'at-least';
  if (isAssessed) return words.t(audience === 'student' ? 'rule.assessed.student' : 'rule.assessed');
  const names = nameRule(badge, words);
  const label = names.column(mapping.key);
  const ownName = label === null ? words.t('rule.column.of-badge') : `“${label}”`;
  return capitalise(sayRule(mapping.rule, place === 'here' ? names : { ...names, ownName }, words));
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
