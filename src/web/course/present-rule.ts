/**
 * A mapping's rule as a sentence.
 *
 * @module
 */
import type { MappedBadge } from '../../awarding/course-board.js';
import type { Wait } from '../../awarding/mapping.js';
import type { CourseWords } from './course-words.js';

export type Audience = 'teacher' | 'student';

/** `Minstens 55 % voor deze opdracht, zodra het cijfer een uur vaststaat`. */
export function presentRule(badge: MappedBadge, words: CourseWords, audience: Audience = 'teacher'): string {
  const condition = presentCondition(badge, words, audience);
  // An assessment counts at once; the wait is for grades of the LMS.
  if (badge.mapping.columnRole === 'assessed') return condition;
  return [condition, ...presentWait(badge.mapping.wait, words)].join(', ');
}

/** The condition alone, without its wait. */
export function presentCondition(
  { mapping, readColumn }: MappedBadge,
  words: CourseWords,
  audience: Audience,
): string {
  const { t, formats, language } = words;
  if (mapping.columnRole === 'assessed') {
    return t(audience === 'student' ? 'rule.assessed.student' : 'rule.assessed');
  }
  const value = formats.number(mapping.rule.value);
  const isPercent = mapping.rule.unit === 'percent';
  if (!readColumn) {
    return isPercent
      ? t('rule.own.percent', { value })
      : t('rule.own.points', { value, maximum: formats.number(mapping.columnMaximum ?? 100) });
  }
  const column = readColumn.label ?? readColumn.badgeClass?.name[language] ?? t('rule.column.unknown');
  return t(isPercent ? 'rule.other.percent' : 'rule.other.points', { value, column });
}

function presentWait({ stoodHours, notBefore }: Wait, { t, formats }: CourseWords): string[] {
  return [
    ...(stoodHours === 1 ? [t('rule.wait.stood-one')] : []),
    ...(stoodHours > 0 && stoodHours !== 1
      ? [t('rule.wait.stood', { hours: formats.number(stoodHours) })]
      : []),
    ...(notBefore ? [t('rule.wait.date', { date: formats.date(notBefore) })] : []),
  ];
}
