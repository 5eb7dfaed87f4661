/**
 * The dates that a badge link may carry for students: open from, hand in before, closes after.
 *
 * They are the LMS's to keep; Insigne itself awards by the grade and its wait alone.
 * Not here: which LMS keeps them (`honoursLinkDates` of its profile).
 *
 * @module
 */
import { parseDay, parseEndOfDay } from '../../language/local-day.js';
import type { ResourceLinkItem } from '../../lti/deep-linking.js';
import type { LinkDatesHonoured } from '../../platforms/profile.js';

export const LINK_DATE_FIELDS = ['opensOn', 'dueOn', 'closesOn'] as const;
export type LinkDateField = (typeof LINK_DATE_FIELDS)[number];

export type LinkDateProblem =
  | 'opens-invalid'
  | 'due-invalid'
  | 'closes-invalid'
  | 'dates-need-column'
  | 'closes-before-opening'
  | 'due-outside';

/** As a link carries them. Source: LTI Deep Linking 2.0 §3.2. */
export type LinkDates = Pick<ResourceLinkItem, 'available' | 'submission'>;

export interface LinkDateRules {
  readonly honoured: LinkDatesHonoured;
  /** Whether the chosen role brings a column. */
  readonly hasColumn: boolean;
}

/** Fields that the page did not offer are not looked at. */
export function readLinkDates(
  values: Readonly<Record<LinkDateField, string>>,
  { honoured, hasColumn }: LinkDateRules,
): { readonly dates: LinkDates; readonly problems: readonly LinkDateProblem[] } {
  if (honoured === 'none' || LINK_DATE_FIELDS.every((field) => values[field] === '')) {
    return { dates: {}, problems: [] };
  }
  const problems: LinkDateProblem[] = [];
  if (honoured === 'with-column' && !hasColumn) problems.push('dates-need-column');
  const opens = parseDay(values.opensOn);
  const due = parseEndOfDay(values.dueOn);
  const closes = parseEndOfDay(values.closesOn);
  if (values.opensOn !== '' && !opens) problems.push('opens-invalid');
  if (values.dueOn !== '' && !due) problems.push('due-invalid');
  if (values.closesOn !== '' && !closes) problems.push('closes-invalid');
  if (opens && closes && closes < opens) problems.push('closes-before-opening');
  else if (due && ((opens && due < opens) || (closes && due > closes))) problems.push('due-outside');
  return { dates: buildLinkDates(opens, due, closes), problems };
}

function buildLinkDates(opens: Date | null, due: Date | null, closes: Date | null): LinkDates {
  const available = {
    ...(opens && { startDateTime: opens.toISOString() }),
    ...(closes && { endDateTime: closes.toISOString() }),
  };
  return {
    ...((opens ?? closes) && { available }),
    ...(due && { submission: { endDateTime: due.toISOString() } }),
  };
}
