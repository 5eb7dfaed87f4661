/**
 * What a draft of a mapping says and would do, beside its form: the sentence, who would receive the badge, and what differs from
 * the mapping as it stands. The same with a script and without.
 *
 * @module
 */
import type { Mapping } from '../../awarding/mapping.js';
import type { Preview, PreviewedLearner } from '../../awarding/preview.js';
import { listColumnKeys } from '../../awarding/rule.js';
import { sayRule } from '../../awarding/say-rule.js';
import { capitalise, type CourseWords } from './course-words.js';
import type { MappingTerms } from './mapping-form.js';
import { sayPolicies, sayWho } from './policy-form.js';
import { presentName } from './present-learners.js';
import { nameParts, sayHow, sayWhen, type FormSubject } from './present-mapping-form.js';
import { presentWait } from './present-rule.js';

export interface PresentedChange {
  readonly what: string;
  readonly was: string;
  readonly becomes: string;
}

export interface PresentedPreview {
  /** Of each step, for its heading; null while something is missing. */
  readonly says: { readonly when: string | null; readonly how: string | null };
  readonly counts: readonly { readonly meaning: string; readonly icon: string; readonly text: string }[];
  /** Why there are no counts; null where there are. */
  readonly noCounts: string | null;
  readonly notes: readonly string[];
  readonly lists: readonly {
    readonly title: string;
    readonly names: readonly string[];
    readonly more: string | null;
  }[];
  readonly readAt: string | null;
  readonly changes: readonly PresentedChange[];
}

const MOST_NAMES = 30;

/**
 * @param preview - null while the draft has problems, or no badge is chosen
 * @param standing - the mapping as it stands; null for one that is not made yet
 */
export function presentPreview(
  terms: MappingTerms | null,
  preview: Preview | null,
  subject: FormSubject,
  standing: Mapping | null,
  words: CourseWords,
): PresentedPreview {
  const { t, formats } = words;
  const isNewColumn =
    standing === null && terms !== null && listColumnKeys(terms.rule).includes(subject.ownKey ?? '');
  return {
    says: { when: terms && sayWhen(terms, subject, words), how: terms && sayHow(terms, words) },
    counts: preview && !isNewColumn ? listCounts(preview, words) : [],
    noCounts: isNewColumn
      ? t('editor.preview.new-column')
      : terms && !preview
        ? t('editor.preview.no-badge')
        : null,
    notes: preview && !isNewColumn ? listNotes(preview, words) : [],
    lists:
      preview && !isNewColumn
        ? [
            listNames('editor.preview.receive', listReceiving(preview), words),
            listNames('editor.preview.near', preview.near, words),
          ].filter(({ names }) => names.length > 0)
        : [],
    readAt: preview?.readAt ? t('course.read-at', { at: formats.dateTime(preview.readAt) }) : null,
    changes: terms && standing ? listChanges(terms, standing, subject, words) : [],
  };
}

function listCounts(preview: Preview, { t }: CourseWords): PresentedPreview['counts'] {
  const say = (
    kind: 'receive' | 'near' | 'held',
    count: number,
    meaning: string,
    icon: string,
  ): PresentedPreview['counts'][number] => ({
    meaning: count === 0 ? '' : meaning,
    icon: count === 0 ? 'circle' : icon,
    text:
      count === 0
        ? t(`editor.preview.${kind}.none`)
        : count === 1
          ? t(`editor.preview.${kind}.one`)
          : t(`editor.preview.${kind}.count`, { count }),
  });
  const { near, holds } = preview;
  return [
    say('receive', listReceiving(preview).length, 'is-earned', 'badge'),
    ...(near.length > 0 ? [say('near', near.length, 'is-way', 'half')] : []),
    ...(holds.length > 0 ? [say('held', holds.length, '', 'check')] : []),
  ];
}

/** Meet it now, or only wait for a date, an hour or a yes; those who hold it left out. */
function listReceiving({ receives, waits }: Preview): readonly PreviewedLearner[] {
  return [...receives, ...waits];
}

function listNotes({ noAddress, holds, difference }: Preview, { t }: CourseWords): string[] {
  const without = holds.filter(({ evaluation }) => evaluation.verdict === 'not-met').length;
  const added = difference.added.length;
  const dropped = difference.dropped.filter(({ isHeld }) => !isHeld).length;
  return [
    ...(noAddress.length > 0 ? [t('editor.preview.no-email', { count: noAddress.length })] : []),
    ...(without === 1 ? [t('editor.preview.without-one')] : []),
    ...(without > 1 ? [t('editor.preview.without', { count: without })] : []),
    ...(added + dropped > 0 ? [t('editor.preview.difference', { added, dropped })] : []),
  ];
}

function listNames(
  title: 'editor.preview.receive' | 'editor.preview.near',
  people: readonly PreviewedLearner[],
  words: CourseWords,
) {
  const more = people.length - MOST_NAMES;
  return {
    title: words.t(title),
    names: people
      .slice(0, MOST_NAMES)
      .map(({ learnerId, name }) => presentName({ id: learnerId, name }, words)),
    more: more > 0 ? words.t('editor.preview.more', { count: more }) : null,
  };
}

function listChanges(
  { rule, wait, policies }: MappingTerms,
  standing: Mapping,
  subject: FormSubject,
  words: CourseWords,
): PresentedChange[] {
  const { t } = words;
  const names = nameParts(subject, words);
  const sayWait = (one: Mapping['wait']) => presentWait(one, words).join(', ') || t('editor.wait.none');
  const changes: PresentedChange[] = [];
  if (JSON.stringify(rule) !== JSON.stringify(standing.rule)) {
    changes.push({
      what: t('editor.diff.rule'),
      was: capitalise(sayRule(standing.rule, names, words)),
      becomes: capitalise(sayRule(rule, names, words)),
    });
  }
  if (sayWait(wait) !== sayWait(standing.wait)) {
    changes.push({
      what: t('editor.diff.wait'),
      was: capitalise(sayWait(standing.wait)),
      becomes: capitalise(sayWait(wait)),
    });
  }
  const was = sayPolicies(standing.policies, words);
  sayPolicies(policies, words).forEach((becomes, index) => {
    if (was[index] !== becomes)
      changes.push({ what: t('editor.diff.policy'), was: was[index] ?? '', becomes });
  });
  if (writeIds(policies.learnerIds) !== writeIds(standing.policies.learnerIds)) {
    changes.push({
      what: t('how.who'),
      was: nameWho(standing.policies, subject, words),
      becomes: nameWho(policies, subject, words),
    });
  }
  return changes;
}

/** Two lists of as many learners are told apart by their names. */
function nameWho(
  { learnerIds }: Pick<Mapping['policies'], 'learnerIds'>,
  { learners }: FormSubject,
  words: CourseWords,
): string {
  if (learnerIds === null || learnerIds.length > MOST_NAMES) return sayWho({ learnerIds }, words);
  return learnerIds
    .map((id) => presentName({ id, name: learners.find((one) => one.id === id)?.name ?? null }, words))
    .join(', ');
}

function writeIds(ids: readonly string[] | null): string {
  return ids === null ? 'all' : [...ids].sort().join(' ');
}
