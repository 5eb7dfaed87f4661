/**
 * A rule as a plain sentence, made from its tree: `minstens 55 % voor Verslag, en de badge Lab veiligheid`.
 *
 * Not here: the wait and the other ways of awarding (say-policies.ts).
 *
 * @module
 */
import type { Formats } from '../language/format.js';
import type { Translate } from '../language/translate.js';
import { isGroup, type CombinedCondition, type Condition, type Group, type Rule } from './rule.js';

/** What the things in a rule are called. */
export interface RuleNames {
  /** Null when nothing is known of that column. */
  readonly column: (columnKey: string) => string | null;
  /** Null when nothing is known of that badge class. */
  readonly badge: (badgeClassId: string) => string | null;
  /** The column that came with the badge's own link: `this assignment`. */
  readonly ownKey?: string;
  /** What it is called where its own link is not in sight; `this assignment` when absent. */
  readonly ownName?: string;
  /** What that column counts to; null or absent when it does not matter. */
  readonly ownMaximum?: number | null;
}

export interface RuleWords {
  readonly t: Translate;
  readonly formats: Pick<Formats, 'number'>;
}

/** Begins in lower case and has no full stop: it stands in a longer sentence as well as alone. */
export function sayRule(rule: Rule, names: RuleNames, words: RuleWords): string {
  return isGroup(rule) ? sayGroup(rule, names, words, false) : sayCondition(rule, names, words);
}

function sayGroup(group: Group, names: RuleNames, words: RuleWords, isInner: boolean): string {
  const { t, formats } = words;
  const [only] = group.of;
  if (only && group.of.length === 1) return sayPart(only, names, words, isInner);
  const parts = group.of.map((part) => sayPart(part, names, words, true));
  // Where a part is a list itself, commas would run together.
  const hasGroups = group.of.some(isGroup);
  switch (group.kind) {
    case 'all-of': {
      const list = joinWords(parts, t('rule.and'), hasGroups);
      return isInner ? t('rule.all-of', { list }) : list;
    }
    case 'any-of': {
      const list = joinWords(parts, t('rule.or'), hasGroups);
      return isInner ? t('rule.any-of', { list }) : list;
    }
    case 'count-of':
      return t('rule.count-of', {
        least: formats.number(group.least),
        list: joinWords(parts, t('rule.and'), hasGroups),
      });
  }
}

function sayPart(part: Rule, names: RuleNames, words: RuleWords, isInner: boolean): string {
  return isGroup(part) ? sayGroup(part, names, words, isInner) : sayCondition(part, names, words);
}

/** One condition alone, for a checklist. */
export function sayCondition(condition: Condition, names: RuleNames, words: RuleWords): string {
  const { t, formats } = words;
  switch (condition.kind) {
    case 'holds-badge': {
      const badge = names.badge(condition.badgeClassId);
      return badge === null ? t('rule.holds-badge.unknown') : t('rule.holds-badge', { badge });
    }
    case 'combined':
      return sayCombined(condition, names, words);
    case 'passed':
    case 'completed':
      return t(`rule.${condition.kind}`, { column: nameColumn(condition.columnKey, names, words) });
    case 'mastery': {
      const column = nameColumn(condition.columnKey, names, words);
      return t('rule.mastery', { column, level: formats.number(condition.level) });
    }
    case 'at-least': {
      const value = formats.number(condition.value);
      const column = nameColumn(condition.columnKey, names, words);
      if (condition.unit === 'percent') return t('rule.at-least.percent', { value, column });
      const isOwn = condition.columnKey === names.ownKey;
      return isOwn && names.ownMaximum
        ? t('rule.at-least.points-of', { value, column, maximum: formats.number(names.ownMaximum) })
        : t('rule.at-least.points', { value, column });
    }
  }
}

function sayCombined(condition: CombinedCondition, names: RuleNames, words: RuleWords): string {
  const { t, formats } = words;
  const value = formats.number(condition.value);
  const isWeighted =
    condition.how === 'weighted-mean' && new Set(condition.columns.map(({ weight }) => weight)).size > 1;
  const columns = condition.columns.map(({ columnKey, weight }) => {
    const column = nameColumn(columnKey, names, words);
    return isWeighted ? t('rule.weighted-column', { column, weight: formats.number(weight) }) : column;
  });
  const norm = t(condition.unit === 'percent' ? 'rule.norm.percent' : 'rule.norm.points', { value });
  return t(`rule.combined.${condition.how}`, { norm, list: joinWords(columns, t('rule.and'), false) });
}

function nameColumn(columnKey: string, names: RuleNames, { t }: RuleWords): string {
  if (columnKey === names.ownKey) return names.ownName ?? t('rule.column.own');
  return names.column(columnKey) ?? t('rule.column.unknown');
}

/** `a, b en c`; with semicolons `a; b; en c`. */
function joinWords(parts: readonly string[], word: string, hasGroups: boolean): string {
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return last;
  const before = parts.slice(0, -1).join(hasGroups ? '; ' : ', ');
  return `${before}${hasGroups ? ';' : ''} ${word} ${last}`;
}
